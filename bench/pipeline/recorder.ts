import type { Storage, StorageTransaction } from '@clientele/core'

type Repository = Exclude<keyof StorageTransaction, 'lock' | 'select'>

/** One call that writes: of which repository, by which method, with which rows. */
export interface Write {
  readonly into: `${Repository}.${string}`
  readonly rows: readonly unknown[]
}

/** A storage that notes what every transaction writes, for the ceiling to write the same. */
export interface Recorder {
  readonly storage: Storage
  /** Takes out what was noted, a list per committed transaction that wrote. */
  readonly take: () => readonly (readonly Write[])[]
}

const WRITES: ReadonlySet<string> = new Set([
  'put',
  'touch',
  'insert',
  'insertNew',
  'append',
  'appendChanges',
])

/** Wraps a storage; the rows are kept as they are handed over, so that noting costs next to nothing. */
export function recorder(storage: Storage): Recorder {
  let taken: (readonly Write[])[] = []
  return {
    storage: {
      ...storage,
      transaction: async (work) => {
        let writes: Write[] = []
        const result = await storage.transaction((tx) => {
          // Run again after a conflict, the transaction begins anew.
          writes = []
          return work(noting(tx, writes))
        })
        if (writes.length > 0) taken.push(writes)
        return result
      },
    },
    take: () => {
      const all = taken
      taken = []
      return all
    },
  }
}

function noting(tx: StorageTransaction, writes: Write[]): StorageTransaction {
  const made = new Map<string, object>()
  return new Proxy(tx, {
    get: (target, name: Repository) => {
      const known = made.get(name)
      if (known !== undefined) return known
      const repository = target[name] as unknown as Record<string, unknown>
      if (typeof repository !== 'object') return repository
      const noted: Record<string, unknown> = { ...repository }
      for (const method of Object.keys(repository))
        if (WRITES.has(method)) {
          const write = repository[method] as (...given: readonly unknown[]) => Promise<unknown>
          noted[method] = (...given: readonly unknown[]) => {
            const [rows] = given
            if (Array.isArray(rows) && rows.length > 0) writes.push({ into: `${name}.${method}`, rows })
            return write(...given)
          }
        }
      made.set(name, noted)
      return noted
    },
  })
}
