import { ClienteleError, type Storage, type StorageTransaction } from '@clientele/core'
import { memoryMigrations } from './migrations.ts'
import { mutex } from './mutex.ts'
import { repositories } from './repositories/index.ts'
import { tables } from './tables.ts'

/**
 * A storage that lives as long as the process: the readable reference of the port, for tests and simulations.
 *
 * One transaction runs at a time; a transaction opened inside another one would wait for ever. Rows are copied
 * when they come in and handed out frozen. `within` takes a transaction of the same storage.
 *
 * @example
 * ```ts
 * const storage = memory()
 * await storage.open()
 * await storage.transaction((transaction) => transaction.checkpoints.put('files/shop.csv', { offset: 0 }))
 * ```
 */
export function memory(): Storage {
  let kept = tables()
  let transaction = repositories(kept)
  let isOpen = false
  const exclusively = mutex()

  const migrations = memoryMigrations(() =>
    exclusively(async () => {
      kept = tables()
      transaction = repositories(kept)
    }),
  )

  /** Runs work so that a failure leaves nothing of it. */
  const attempt = async <Result>(
    work: (transaction: StorageTransaction) => Promise<Result>,
  ): Promise<Result> => {
    const { journal } = kept
    const mark = journal.mark()
    try {
      return await work(transaction)
    } catch (error) {
      journal.rollBackTo(mark)
      throw error
    }
  }

  const storage: Storage = {
    id: 'memory',
    capabilities: { durable: false, multiWorker: false, select: true },
    migrations,
    open: async () => {
      if (!migrations.isCurrent()) {
        throw new ClienteleError(
          'STORAGE_NOT_MIGRATED',
          'Expected the schema of this version, got none: call `storage.migrations.up()` first.',
        )
      }
      isOpen = true
    },
    transaction: (work) =>
      exclusively(async () => {
        if (!isOpen) {
          throw new ClienteleError(
            'CLOSED',
            'Expected an open storage, got one that is closed: call `open()` first.',
          )
        }
        kept.journal.begin()
        try {
          return await attempt(work)
        } finally {
          kept.journal.end()
        }
      }),
    within: (hostTransaction) => {
      if (hostTransaction !== transaction) {
        throw new ClienteleError(
          'INVALID_OPTIONS',
          'Expected a transaction of this memory storage, got something else: pass what `transaction(work)` hands to its work.',
        )
      }
      return { ...storage, transaction: attempt, open: async () => undefined, close: async () => undefined }
    },
    close: () =>
      exclusively(async () => {
        isOpen = false
      }),
  }
  return storage
}
