import { assignContactIds } from '../assign-contact-ids.ts'
import { compareText } from '../compare-text.ts'
import { compareRecords, type RecordIndex } from './record-index.ts'
import type { ResolutionParts } from './resolution-parts.ts'
import type { IdentityResolution, MatchedContact } from './resolve-types.ts'

/** The contacts of a resolution, oldest anchor first. */
export interface ContactLists {
  readonly contacts: readonly MatchedContact[]
  /** The records of each contact, by number. */
  readonly records: readonly (readonly number[])[]
  readonly aliases: IdentityResolution['aliases']
}

/** Names the contacts: by their anchors, or as they were named before. */
export function contactsOf({ index, scorer, groupOf, base, options }: ResolutionParts): ContactLists {
  const lists = byAnchor(
    index,
    recordLists(index, groupOf, (row) => scorer.of(row, row).weight < base.model.threshold),
  )
  const mintId = options.mintId ?? ((anchor: string) => anchor)
  const named = lists.map((records) => records.map((record) => index.ids[record]!))
  const { previous } = options
  if (previous === undefined) {
    return {
      contacts: named.map((recordIds) => ({ id: mintId(recordIds[0]!), recordIds })),
      records: lists,
      aliases: [],
    }
  }
  const assigned = assignContactIds({
    groups: named.map((recordIds) => ({ recordIds, reasons: [] })),
    contactOf: (id) => previous.get(id),
    observedAtOf: (id) => index.times[index.find(id) as number] as number,
    mintId,
  })
  return {
    contacts: assigned.groups.map(({ contactId, recordIds }) => ({ id: contactId, recordIds })),
    records: lists,
    aliases: assigned.aliases,
  }
}

/** The lists in the order of their first records; their times lie side by side, so that sorting seldom leaves them. */
function byAnchor(index: RecordIndex, lists: readonly number[][]): number[][] {
  const times = Float64Array.from(lists, ([anchor]) => index.times[anchor as number] as number)
  const order = Int32Array.from(lists, (_, list) => list)
  order.sort(
    (one, two) =>
      (times[one] as number) - (times[two] as number) ||
      compareText(index.ids[lists[one]![0]!]!, index.ids[lists[two]![0]!]!),
  )
  return Array.from(order, (list) => lists[list]!)
}

/** The records of each contact, in order. */
function recordLists(
  index: RecordIndex,
  groupOf: Int32Array,
  saysTooLittle: (row: number) => boolean,
): number[][] {
  const head = new Int32Array(groupOf.length).fill(-1)
  const next = new Int32Array(index.ids.length)
  for (let record = 0; record < next.length; record++) {
    const group = groupOf[index.rows.values[record] as number] as number
    next[record] = head[group] as number
    head[group] = record
  }
  const copies = new Int32Array(groupOf.length)
  for (const row of index.rows.values.subarray(0, next.length)) copies[row]!++
  const lists: number[][] = []
  for (const first of head) {
    if (first === -1) continue
    const together: number[] = []
    for (let record = first; record !== -1; record = next[record] as number) together.push(record)
    if (together.length === 1) {
      lists.push(together)
      continue
    }
    together.sort((a, b) => compareRecords(index, a, b))
    if (together.every((record) => copies[index.rows.values[record] as number] === 1)) {
      lists.push(together)
      continue
    }
    const seen = new Map<number, boolean>()
    const kept: number[] = []
    for (const record of together) {
      const row = index.rows.values[record] as number
      // Two records that say the same, but too little to be told from others who say so, are two people.
      const isThin = seen.get(row)
      if (isThin === true) lists.push([record])
      else kept.push(record)
      if (isThin === undefined) seen.set(row, saysTooLittle(row))
    }
    lists.push(kept)
  }
  return lists
}
