import type { Storage, StorageTransaction } from '@clientele/core'

/** What transactions asked of the repositories, since it was last taken out. */
export interface Touches {
  /** Rows that each method answered or was given, by `repository.method`. */
  readonly rows: ReadonlyMap<string, number>
  /** Contacts that were read, each once. */
  readonly contacts: ReadonlySet<string>
}

/** A storage that notes how much of the base is touched. */
export interface TouchCounter {
  readonly storage: Storage
  readonly take: () => Touches
}

type Method = (...args: readonly unknown[]) => Promise<unknown>

/** Wraps a storage; every method of every repository is counted, whatever may come to be called. */
export function touchCounter(storage: Storage): TouchCounter {
  let rows = new Map<string, number>()
  let contacts = new Set<string>()

  const note = (name: string, args: readonly unknown[], answer: unknown): void => {
    const counted = Array.isArray(answer) ? answer : Array.isArray(args[0]) ? args[0] : []
    rows.set(name, (rows.get(name) ?? 0) + counted.length)
    if (name !== 'contacts.byIds') return
    for (const { contactId } of counted as readonly { readonly contactId: string }[]) contacts.add(contactId)
  }
  const counted = (name: string, repository: object): object =>
    new Proxy(repository, {
      get: (target, method) => {
        const known: unknown = Reflect.get(target, method)
        if (typeof known !== 'function') return known
        return async (...args: readonly unknown[]) => {
          const answer = await (known as Method)(...args)
          note(`${name}.${String(method)}`, args, answer)
          return answer
        }
      },
    })

  return {
    storage: {
      ...storage,
      transaction: (work) =>
        storage.transaction((tx) =>
          work(
            new Proxy(tx, {
              get: (target, name) => {
                const part: unknown = Reflect.get(target, name)
                return typeof part === 'object' && part !== null ? counted(String(name), part) : part
              },
            }) as StorageTransaction,
          ),
        ),
    },
    take: () => {
      const taken = { rows, contacts }
      rows = new Map()
      contacts = new Set()
      return taken
    },
  }
}
