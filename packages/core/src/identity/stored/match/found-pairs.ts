import type { RecordLink } from '../../../ports/repositories/links.ts'
import type { Storage, StorageTransaction } from '../../../ports/storage.ts'
import { scanRecords } from './scan-records.ts'

/** A link between records, with the contacts that they have now. */
export interface FoundPair {
  readonly link: RecordLink
  readonly contactA: string
  readonly contactB: string
}

/** The pairs that the matcher linked, of the wanted kinds, in the order of their first records; by pages of records. */
export async function* foundPairs(
  storage: Storage,
  kinds: readonly RecordLink['kind'][],
  options: { readonly after?: string | undefined; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<readonly FoundPair[]> {
  for await (const { links } of scanRecords(storage, { ...options, links: true })) {
    const wanted = links.filter(({ kind }) => kinds.includes(kind)).sort(byRecords)
    if (wanted.length === 0) continue
    const contacts = await storage.transaction((tx) => contactsOf(tx, wanted))
    yield wanted.flatMap((link): FoundPair[] => {
      const contactA = contacts.get(link.a)
      const contactB = contacts.get(link.b)
      return contactA === undefined || contactB === undefined ? [] : [{ link, contactA, contactB }]
    })
  }
}

function contactsOf(
  tx: StorageTransaction,
  links: readonly RecordLink[],
): Promise<ReadonlyMap<string, string>> {
  return tx.records.contactsOf([...new Set(links.flatMap(({ a, b }) => [a, b]))])
}

function byRecords(one: RecordLink, two: RecordLink): number {
  if (one.a !== two.a) return one.a < two.a ? -1 : 1
  if (one.b !== two.b) return one.b < two.b ? -1 : 1
  return one.kind < two.kind ? -1 : 1
}
