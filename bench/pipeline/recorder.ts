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

/** The methods that write, of the repositories that the pipeline writes to. */
const WRITERS: { readonly [name in Repository]?: readonly string[] } = {
  contacts: ['put', 'touch'],
  records: ['put'],
  identityLog: ['append'],
  events: ['insert'],
  memberships: ['put', 'appendChanges'],
  runs: ['put'],
  messages: ['insertNew'],
}

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

/** The transaction with those repositories wrapped when they are first asked for; all else is its own. */
function noting(tx: StorageTransaction, writes: Write[]): StorageTransaction {
  const noted = Object.create(tx) as StorageTransaction
  for (const name of Object.keys(WRITERS) as Repository[]) {
    let wrapped: object | undefined
    Object.defineProperty(noted, name, {
      get: () => {
        wrapped ??= notingRepository(tx, name, writes)
        return wrapped
      },
    })
  }
  return noted
}

function notingRepository(tx: StorageTransaction, name: Repository, writes: Write[]): object {
  const repository = tx[name] as unknown as Readonly<Record<string, (rows: readonly unknown[]) => unknown>>
  const noted = Object.create(repository) as Record<string, (rows: readonly unknown[]) => unknown>
  for (const method of WRITERS[name] ?? []) {
    noted[method] = (rows) => {
      if (rows.length > 0) writes.push({ into: `${name}.${method}`, rows })
      return repository[method]!(rows)
    }
  }
  return noted
}
