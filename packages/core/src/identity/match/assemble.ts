import { ClienteleError } from '../../errors.ts'
import { compareText } from '../compare-text.ts'
import { contactsOf } from './contact-lists.ts'
import { explainRows } from './explain.ts'
import { bondsOf } from './explain-contact.ts'
import { type HouseholdPair, householdsOf, isHouseholdPair } from './households.ts'
import { compareRecords, type RecordIndex } from './record-index.ts'
import type { IdentityReport, ZoneReport } from './report.ts'
import type { ResolutionParts } from './resolution-parts.ts'
import type { IdentityResolution, MatchedPair, ReviewItem } from './resolve-types.ts'
import { chanceOfWeight } from './threshold.ts'

/** Least chance of a pair that a person is asked about. */
const REVIEW_CHANCE = 0.2

/** Least weight of a pair that is listed at all. */
const LISTED_WEIGHT = -4

/** Puts the answer together: contacts with stable ids, households, review queue and report. */
export function assembleResolution(parts: ResolutionParts): IdentityResolution {
  const { index, base, groupOf } = parts
  const { contacts, records, aliases } = contactsOf(parts)
  const contactOfRecord = new Int32Array(index.ids.length)
  records.forEach((list, contact) => {
    for (const record of list) contactOfRecord[record] = contact
  })
  const anyRecord = new Int32Array(groupOf.length).fill(-1)
  for (let record = index.ids.length - 1; record >= 0; record--) {
    const row = index.rows.values[record] as number
    const other = anyRecord[row] as number
    if (other === -1 || compareRecords(index, record, other) < 0) anyRecord[row] = record
  }
  const contactOfRow = Int32Array.from(anyRecord, (record) => contactOfRecord[record] ?? -1)

  const { pairs, scores, model } = base
  const households: HouseholdPair[] = []
  const best = new Map<number, ReviewItem>()
  const zones = { automatic: zone(), review: zone(), reject: zone() }
  for (let pair = 0; pair < scores.weights.length; pair++) {
    const weight = scores.weights[pair] as number
    const rowA = pairs.a.values[pair] as number
    const rowB = pairs.b.values[pair] as number
    const chance = chanceOfWeight(weight)
    const one = contactOfRow[rowA] as number
    const two = contactOfRow[rowB] as number
    if (one === two) {
      zones.automatic.add(chance)
      continue
    }
    const household = scores.households[pair] as number
    if (isHouseholdPair(household))
      households.push({ a: contacts[one]!.id, b: contacts[two]!.id, chance: household })
    if (chance < REVIEW_CHANCE) {
      zones.reject.add(chance)
      continue
    }
    zones.review.add(chance)
    const key = Math.min(one, two) * contacts.length + Math.max(one, two)
    const known = best.get(key)
    const a = index.ids[anyRecord[rowA] as number]!
    const b = index.ids[anyRecord[rowB] as number]!
    const item: ReviewItem = {
      ...(a < b
        ? { a, b, contactA: contacts[one]!.id, contactB: contacts[two]!.id }
        : { a: b, b: a, contactA: contacts[two]!.id, contactB: contacts[one]!.id }),
      weight,
      chance,
      because: weight >= model.threshold ? 'refused' : 'weak',
    }
    if (known === undefined || compareItems(item, known) < 0) best.set(key, item)
  }
  let places: ReadonlyMap<string, number> | undefined
  const review = [...best.values()].sort(compareItems)
  const found = householdsOf(households)
  return {
    contacts,
    households: found,
    review,
    aliases,
    model,
    report: reportOf(parts, records, found.length, review.length, [
      zones.automatic.report('automatic'),
      zones.review.report('review'),
      zones.reject.report('reject'),
    ]),
    contactOf(recordId) {
      const record = index.find(recordId)
      return record === undefined ? undefined : contacts[contactOfRecord[record] as number]!.id
    },
    explainMatch: (a, b) => explainRows(parts.scorer, model, rowOfRecord(index, a), rowOfRecord(index, b)),
    explainContact(contactId) {
      places ??= new Map(contacts.map(({ id }, place) => [id, place]))
      const contact = contacts[places.get(contactId) ?? -1]
      if (contact === undefined) throw notFound('contact')
      const linked = new Set(
        (parts.options.links ?? []).flatMap(({ kind, a, b }) => (kind === 'must' ? [pairKey(a, b)] : [])),
      )
      const records = contact.recordIds.map((id) => ({ id, row: rowOfRecord(index, id) }))
      return bondsOf(records, parts.scorer, (a, b) => linked.has(pairKey(a, b)))
    },
    *pairs(): Generator<MatchedPair> {
      for (let pair = 0; pair < scores.weights.length; pair++) {
        const weight = scores.weights[pair] as number
        const household = scores.households[pair] as number
        const one = anyRecord[pairs.a.values[pair] as number] as number
        const two = anyRecord[pairs.b.values[pair] as number] as number
        if (weight < LISTED_WEIGHT && !isHouseholdPair(household)) continue
        const joined = contactOfRecord[one] === contactOfRecord[two]
        yield {
          a: index.ids[one]!,
          b: index.ids[two]!,
          weight,
          chance: chanceOfWeight(weight),
          household,
          joined,
        }
      }
    },
  }
}

function rowOfRecord(index: RecordIndex, id: string): number {
  const record = index.find(id)
  if (record === undefined) throw notFound('record')
  return index.rows.values[record] as number
}

function notFound(what: string): ClienteleError {
  return new ClienteleError(
    'NOT_FOUND',
    `Expected the id of a ${what} of this resolution, got one that is not in it.`,
  )
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a.length}:${a}${b}` : `${b.length}:${b}${a}`
}

/** Best first. */
function compareItems(one: ReviewItem, two: ReviewItem): number {
  return two.weight - one.weight || compareText(one.a, two.a) || compareText(one.b, two.b)
}

interface ZoneCount {
  add(chance: number): void
  report(zone: ZoneReport['zone']): ZoneReport
}

function zone(): ZoneCount {
  let pairs = 0
  let sum = 0
  return {
    add(chance) {
      pairs++
      sum += chance
    },
    report: (name) => ({ zone: name, pairs, expectedPrecision: pairs === 0 ? 0 : sum / pairs }),
  }
}

function reportOf(
  { store, index, base }: ResolutionParts,
  contacts: readonly (readonly number[])[],
  households: number,
  review: number,
  zones: readonly ZoneReport[],
): IdentityReport {
  const duplicates: { [source: string]: number } = {}
  const sizes: { [records: string]: number } = {}
  let largest = 0
  for (const records of contacts) {
    sizes[records.length] = (sizes[records.length] ?? 0) + 1
    largest = Math.max(largest, records.length)
    for (let place = 1; place < records.length; place++) {
      const source = index.sourceNames[index.sources.values[records[place] as number] as number]!
      duplicates[source] = (duplicates[source] ?? 0) + 1
    }
  }
  return {
    records: index.ids.length,
    descriptions: store.hashes.length,
    repeated: index.repeated(),
    contacts: contacts.length,
    households,
    duplicatesBySource: duplicates,
    sizes,
    largestContact: largest,
    generics: base.generics,
    pairs: base.pairs.a.length,
    zones,
    review,
    blocking: base.blocking,
    threshold: base.model.threshold,
  }
}
