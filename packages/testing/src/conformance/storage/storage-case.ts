import type { Storage } from '@clientele/core'
import type { ConformanceCase } from '../conformance-case.ts'

/** What the storage kit needs of an adapter. */
export interface StorageContext {
  /** A fresh, migrated, opened and empty storage; the case closes it. */
  readonly open: () => Promise<Storage>
}

export type StorageCase = ConformanceCase<StorageContext>

/** A case over one fresh storage. */
export function storageCase(name: string, prove: (storage: Storage) => Promise<void>): StorageCase {
  return {
    name,
    run: async ({ open }) => {
      const storage = await open()
      try {
        await prove(storage)
      } finally {
        await storage.close()
      }
    },
  }
}
