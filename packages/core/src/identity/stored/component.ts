import type { Identifier } from '../../model/identifier.ts'
import type { ContactRecord } from '../../model/record.ts'
import type { Logger } from '../../ports/logger.ts'
import type { RecordLink } from '../../ports/repositories/links.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import type { CompiledIdentifierType } from '../identifier-types.ts'
import type { IdentityFact, IdentityLink } from '../types.ts'

/** What loading a component needs of the kernel. */
export interface ComponentKernel {
  readonly compiledIdentifierTypes: ReadonlyMap<string, CompiledIdentifierType>
  readonly logger: Logger
}

/** Everything that can have a say in who some records belong to. */
export interface Component {
  readonly records: ReadonlyMap<string, ContactRecord>
  readonly links: readonly LeadingLink[]
  /** Values that too many records claim to say anything, as {@link identifierKey}. */
  readonly wide: ReadonlySet<string>
}

/** A value that more records claim than this is evidence of nothing, whatever the records say. */
export const MAX_HOLDERS = 1000
/** Beyond this a component is resolved by what has been loaded of it, and the log says so. */
const MAX_RECORDS = 50_000

/** One text for an identifier. */
export function identifierKey(identifier: Identifier): string {
  return `${identifier.type}\u0000${identifier.value}`
}

/**
 * Loads the connected component of some records: all records of their contacts, every record that claims one of the
 * identifiers, every linked one, and so on until nothing new comes; in bulk, a few calls for any number of records.
 *
 * @param seeds the records as they are to be, over what is stored.
 * @param former records as they were: what they no longer claim has neighbours too.
 */
export async function loadComponent(
  tx: StorageTransaction,
  seeds: readonly ContactRecord[],
  former: readonly ContactRecord[],
  kernel: ComponentKernel,
): Promise<Component> {
  const seeded = new Set(seeds.map(({ recordId }) => recordId))
  const records = new Map(seeds.map((record) => [record.recordId, record]))
  const links = new Map<string, LeadingLink>()
  const search = createSearch(kernel, seeds)
  const seenContacts = new Set<string>()
  let arrived: readonly ContactRecord[] = [...seeds, ...former]
  while (arrived.length > 0) {
    const contactIds = new Set<string>()
    for (const { contactId } of arrived) if (contactId !== '') contactIds.add(contactId)
    for (const contactId of await search.holders(tx, arrived)) contactIds.add(contactId)
    for (const contactId of await linked(tx, arrived, links, records)) contactIds.add(contactId)
    const fresh = [...contactIds].filter((contactId) => !seenContacts.has(contactId))
    for (const contactId of fresh) seenContacts.add(contactId)
    if (fresh.length === 0) break
    if (records.size > MAX_RECORDS) {
      kernel.logger.warn('A component of records is larger than what is resolved at once.', {
        records: records.size,
        most: MAX_RECORDS,
      })
      break
    }
    const next = (await tx.records.ofContacts(fresh)).filter(({ recordId }) => !records.has(recordId))
    for (const record of next) records.set(record.recordId, record)
    arrived = next.filter(({ recordId }) => !seeded.has(recordId))
  }
  return { records, links: [...links.values()], wide: search.wide }
}

/** The records as the resolver reads them. */
export function factsOf(component: Component): readonly IdentityFact[] {
  const { wide } = component
  return [...component.records.values()].map(({ recordId, firstSeenAt, identifiers }) => ({
    recordId,
    observedAt: firstSeenAt,
    claims: wide.size === 0 ? identifiers : identifiers.filter((one) => !wide.has(identifierKey(one))),
  }))
}

/** A link that leads on to another record. */
export type LeadingLink = RecordLink & { readonly kind: IdentityLink['kind'] }

/** Does a link lead on to another record? */
export function isLeading(link: RecordLink): link is LeadingLink {
  return link.kind === 'must' || link.kind === 'cannot' || link.kind === 'probable'
}

/**
 * Values that were found to be too wide, by the instance's identifier types: they only get wider, and asking for
 * all who claim one again and again would be the dearest question of all.
 */
const knownWide = new WeakMap<object, Set<string>>()
const MAX_KNOWN_WIDE = 10_000

interface Search {
  readonly wide: Set<string>
  /** The contacts of the records that claim what these records claim. */
  readonly holders: (
    tx: StorageTransaction,
    records: readonly ContactRecord[],
  ) => Promise<ReadonlySet<string>>
}

function createSearch(kernel: ComponentKernel, seeds: readonly ContactRecord[]): Search {
  const looked = new Set<string>()
  const wide = new Set<string>()
  const known = knownWide.get(kernel.compiledIdentifierTypes) ?? new Set<string>()
  knownWide.set(kernel.compiledIdentifierTypes, known)
  return {
    wide,
    holders: async (tx, records) => {
      const wanted = new Map<string, Identifier>()
      for (const record of records) {
        for (const identifier of record.identifiers) {
          const key = identifierKey(identifier)
          if (looked.has(key)) continue
          looked.add(key)
          if (known.has(key)) {
            wide.add(key)
            continue
          }
          const type = kernel.compiledIdentifierTypes.get(identifier.type)
          if (type !== undefined && !type.isBlocked(identifier.value)) wanted.set(key, identifier)
        }
      }
      const contactIds = new Set<string>()
      if (wanted.size === 0) return contactIds
      const byKey = new Map<string, Map<string, string>>()
      for (const claim of await tx.records.claiming([...wanted.values()])) {
        const key = identifierKey(claim)
        const holders = byKey.get(key)
        if (holders === undefined) byKey.set(key, new Map([[claim.recordId, claim.contactId]]))
        else holders.set(claim.recordId, claim.contactId)
      }
      for (const [key, holders] of byKey) {
        const stored = holders.size
        if (stored + newHolders(key, holders, seeds, stored) > MAX_HOLDERS) wide.add(key)
        if (stored > MAX_HOLDERS && known.size < MAX_KNOWN_WIDE) known.add(key)
        // The records that make it too wide are resolved together with the others once more, to part them.
        if (stored <= MAX_HOLDERS) for (const contactId of holders.values()) contactIds.add(contactId)
      }
      return contactIds
    },
  }
}

function newHolders(
  key: string,
  holders: ReadonlyMap<string, string>,
  seeds: readonly ContactRecord[],
  stored: number,
): number {
  // Far from the limit nobody counts.
  if (stored + seeds.length <= MAX_HOLDERS) return 0
  return seeds.filter(
    (seed) => !holders.has(seed.recordId) && seed.identifiers.some((one) => identifierKey(one) === key),
  ).length
}

/** The contacts of the records that links lead to; notes the links. */
async function linked(
  tx: StorageTransaction,
  arrived: readonly ContactRecord[],
  links: Map<string, LeadingLink>,
  records: ReadonlyMap<string, ContactRecord>,
): Promise<Iterable<string>> {
  const strangers = new Set<string>()
  for (const link of await tx.links.ofRecords(arrived.map(({ recordId }) => recordId))) {
    if (!isLeading(link)) continue
    links.set(`${link.kind}\u0000${link.a}\u0000${link.b}`, link)
    for (const recordId of [link.a, link.b]) if (!records.has(recordId)) strangers.add(recordId)
  }
  return strangers.size === 0 ? [] : (await tx.records.contactsOf([...strangers])).values()
}
