import { compareText } from '../compare-text.ts'
import { blockIndex } from './block-index.ts'
import { clusterComponent, type MatchEdge } from './cluster.ts'
import { clusterRules } from './cluster-rules.ts'
import { planColumns } from './columns.ts'
import { type MatchRecord, recordEncoder } from './encode.ts'
import { linkBook } from './link-book.ts'
import { type MatchLink, pinOf } from './match-link.ts'
import type { IdentityModel } from './match-model.ts'
import { pairScorer } from './pair-scorer.ts'
import { recordTime, requireId } from './record-index.ts'
import { recordStore } from './record-store.ts'
import type { MatchedContact } from './resolve-types.ts'

/** Resolves records one at a time against a frozen model. */
export interface StreamingResolver {
  /** Adds a record, or replaces the one with its id by a newer one; answers with its contact. */
  add(record: MatchRecord): MatchedContact
  /** Forgets a record and all that was kept of it; says whether it was there. */
  remove(recordId: string): boolean
  /** Adds a decision about two records, which may still be to come. */
  link(link: MatchLink): void
  /** Takes a decision back. */
  unlink(link: MatchLink): void
  /** The contact of a record. */
  contactOf(recordId: string): MatchedContact | undefined
  /** All contacts, by their anchors. */
  contacts(): readonly MatchedContact[]
  /** What is held; all of it is 0 when every record was removed. */
  footprint(): ResolverFootprint
}

/** How much a {@link StreamingResolver} holds. */
export interface ResolverFootprint {
  readonly records: number
  /** Distinct descriptions among them. */
  readonly descriptions: number
  /** Distinct values of all fields. */
  readonly values: number
  /** Entries of the blocking index. */
  readonly keys: number
}

interface HeldRecord {
  readonly id: string
  readonly time: number
  row: number
}

/** A description with what is known of it. */
interface Node {
  readonly row: number
  /** Its records, by (time, id). */
  readonly records: HeldRecord[]
  /** Rows that agree enough, with the weight. */
  readonly edges: Map<number, number>
  /** The rows of its group, itself among them. */
  group: readonly number[]
  /** Are its records too little to be told apart from others who say the same? */
  readonly isThin: boolean
}

/**
 * A resolver that takes records one at a time. A record touches only the component that it belongs to; after any
 * sequence of additions, removals and links the contacts are those that `resolve` gives for the same records and
 * links with the same model, whatever the order.
 *
 * @throws ClienteleError `INVALID_INPUT` (a record without id), `LINK_CONFLICT`.
 *
 * @example
 * ```ts
 * const base = [
 *   { id: '1', first: 'Odile', last: 'Branly', email: 'odile.branly@example.org' },
 *   { id: '2', first: 'Hugo', last: 'Artillan', email: 'hugo.artillan@example.org' },
 * ]
 * const columns = { id: 'id', first: 'firstName', last: 'lastName', email: 'email' } as const
 * const { model } = await resolve(base, { columns })
 * const resolver = createStreamingResolver(model)
 * for (const record of base) resolver.add(record)
 * const contact = resolver.add({ id: '3', first: 'Odile', last: 'Branly', email: 'odile.branly@example.org' })
 * // contact.id is '1'
 * ```
 */
export function createStreamingResolver(model: IdentityModel): StreamingResolver {
  const plan = planColumns(model.columns)
  const store = recordStore(plan)
  const generic = model.fields.map((field) => field.generic)
  const encoder = recordEncoder(store, { country: model.country }, generic, false)
  const scorer = pairScorer(store, model)
  const blocks = blockIndex(store, model.rules)
  const rules = clusterRules(store, model, scorer, [], [])
  const links = linkBook()
  const records = new Map<string, HeldRecord>()
  const nodes = new Map<number, Node>()
  let added = 0

  const hold = (row: number, change: 'hold' | 'release'): void => {
    for (const { index, dictionary } of store.fields) {
      dictionary[change](store.codes.values[row * store.width + index] as number)
    }
  }
  const attach = (record: HeldRecord): Node => {
    const known = nodes.get(record.row)
    if (known !== undefined) {
      known.records.push(record)
      known.records.sort(compareHeld)
      return known
    }
    const { row } = record
    const node: Node = {
      row,
      records: [record],
      edges: new Map(),
      group: [row],
      isThin: scorer.of(row, row).weight < model.threshold,
    }
    nodes.set(row, node)
    hold(row, 'hold')
    blocks.add(row, (other) => {
      const { weight } = scorer.of(row, other)
      if (weight < model.threshold) return
      node.edges.set(other, weight)
      nodes.get(other)!.edges.set(row, weight)
    })
    return node
  }
  /** Takes a record off its description; answers with the rows whose groups may change. */
  const detach = (record: HeldRecord): readonly number[] => {
    const node = nodes.get(record.row)!
    node.records.splice(node.records.indexOf(record), 1)
    if (node.records.length > 0) return node.group
    const touched = node.group.filter((row) => row !== node.row)
    for (const other of node.edges.keys()) {
      nodes.get(other)!.edges.delete(node.row)
      touched.push(other)
    }
    blocks.remove(node.row)
    nodes.delete(node.row)
    hold(node.row, 'release')
    store.remove(node.row)
    return touched
  }
  const rowOf = (recordId: string): number | undefined => records.get(recordId)?.row

  /** Finds the components of these rows again, and their groups. */
  const refresh = (rows: Iterable<number>): void => {
    const seen = new Set<number>()
    for (const start of rows) {
      if (seen.has(start) || !nodes.has(start)) continue
      const members: number[] = [start]
      const edges: MatchEdge[] = []
      const must: (readonly [number, number])[] = []
      const cannot: (readonly [number, number])[] = []
      seen.add(start)
      for (let next = 0; next < members.length; next++) {
        const row = members[next] as number
        const node = nodes.get(row)!
        const reach = (other: number): void => {
          if (seen.has(other)) return
          seen.add(other)
          members.push(other)
        }
        for (const [other, weight] of node.edges) {
          if (row < other) edges.push({ a: row, b: other, weight })
          reach(other)
        }
        for (const { id } of node.records) {
          for (const [otherId, kind] of links.of(id)) {
            const other = rowOf(otherId)
            if (other === undefined || row >= other) {
              if (other !== undefined && kind === 'must') reach(other)
              continue
            }
            if (kind === 'must') {
              must.push([row, other])
              reach(other)
            } else cannot.push([row, other])
          }
        }
      }
      for (const group of clusterComponent(members, edges, { ...rules, must, cannot })) {
        for (const row of group) nodes.get(row)!.group = group
      }
    }
  }
  const place = (record: HeldRecord): void => {
    records.set(record.id, record)
    refresh([attach(record).row])
  }
  /** Moves a record to the description that is, or is no longer, its own, because a link names it or no longer does. */
  const repin = (recordId: string): readonly number[] => {
    const record = records.get(recordId)
    if (record === undefined) return []
    const codes = store.codes.values.slice(record.row * store.width, (record.row + 1) * store.width)
    codes[store.width - 1] = links.names(recordId) ? pinOf(recordId) : 0
    if (store.find(codes) === record.row) return [record.row]
    // The new row first: the dictionary must not forget the values in between.
    const moved = { ...record, row: store.add(codes) }
    const node = attach(moved)
    records.set(recordId, moved)
    return [...detach(record), node.row]
  }
  const contactAt = (record: HeldRecord): MatchedContact => {
    const node = nodes.get(record.row)!
    if (node.isThin && node.records[0] !== record) return { id: record.id, recordIds: [record.id] }
    const together = node.group.flatMap((row) => {
      const { isThin, records: held } = nodes.get(row)!
      return isThin ? held.slice(0, 1) : held
    })
    together.sort(compareHeld)
    return { id: together[0]!.id, recordIds: together.map(({ id }) => id) }
  }

  return {
    footprint: () => ({
      records: records.size,
      descriptions: nodes.size,
      values: store.fields.reduce((sum, { dictionary }) => sum + dictionary.size(), 0),
      keys: blocks.size(),
    }),
    add(raw) {
      const id = requireId(plan, raw, added++)
      const codes = encoder.codes(raw, links.names(id) ? pinOf(id) : 0)
      const time = recordTime(plan, raw)
      const known = records.get(id)
      if (known === undefined) {
        const record = { id, time, row: store.add(codes) }
        place(record)
        return contactAt(record)
      }
      const row = store.add(codes)
      const isNewer =
        time !== known.time
          ? time > known.time
          : (store.hashes.values[row] as number) > (store.hashes.values[known.row] as number)
      if (!isNewer) {
        if (!nodes.has(row)) {
          // Its values are in the dictionaries by now, held by nobody.
          hold(row, 'hold')
          hold(row, 'release')
          store.remove(row)
        }
        return contactAt(known)
      }
      const record = { id, time, row }
      const node = attach(record)
      records.set(id, record)
      refresh([...detach(known), node.row])
      return contactAt(record)
    },
    remove(recordId) {
      const record = records.get(recordId)
      if (record === undefined) return false
      records.delete(recordId)
      refresh(detach(record))
      return true
    },
    link(link) {
      if (!links.add(link)) return
      refresh([...repin(link.a), ...repin(link.b)])
    },
    unlink(link) {
      if (!links.remove(link)) return
      const touched = [...groupRows(nodes, rowOf(link.a)), ...groupRows(nodes, rowOf(link.b))]
      refresh([...touched, ...repin(link.a), ...repin(link.b)])
    },
    contactOf(recordId) {
      const record = records.get(recordId)
      return record === undefined ? undefined : contactAt(record)
    },
    contacts() {
      const found = new Map<string, { contact: MatchedContact; time: number }>()
      for (const record of records.values()) {
        const contact = contactAt(record)
        if (!found.has(contact.id)) found.set(contact.id, { contact, time: records.get(contact.id)!.time })
      }
      return [...found.values()]
        .sort((a, b) => a.time - b.time || compareText(a.contact.id, b.contact.id))
        .map(({ contact }) => contact)
    },
  }
}

function groupRows(nodes: ReadonlyMap<number, Node>, row: number | undefined): readonly number[] {
  return row === undefined ? [] : (nodes.get(row)?.group ?? [])
}

function compareHeld(a: HeldRecord, b: HeldRecord): number {
  return a.time - b.time || compareText(a.id, b.id)
}
