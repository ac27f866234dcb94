import type { Kernel } from '../../../kernel.ts'
import { fileRows } from '../../match/blocking.ts'
import { compareCandidates } from '../../match/candidate-pairs.ts'
import { rootOf } from '../../match/cluster.ts'
import { planColumns } from '../../match/columns.ts'
import { recordEncoder } from '../../match/encode.ts'
import { intList } from '../../match/int-list.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import { pairScorer } from '../../match/pair-scorer.ts'
import { recordStore } from '../../match/record-store.ts'
import { scorePairs } from '../../match/score-pairs.ts'
import { identifierKey, MAX_HOLDERS } from '../component.ts'
import { matchRecordOf } from './match-record.ts'
import { scanRecords } from './scan-records.ts'

/** A base as what hangs together in it under a model. */
export interface BaseSketch {
  readonly records: number
  readonly contacts: number
  /** Record ids of each component of two records and more. */
  readonly components: Iterable<readonly string[]>
  /** Identifiers that too many records claim to say anything. */
  readonly wide: ReadonlySet<string>
}

/** Finds the components of a base: records that share a contact, an identifier or a link, or agree enough. */
export async function sketchBase(
  { storage, compiledIdentifierTypes: types }: Pick<Kernel, 'storage' | 'compiledIdentifierTypes'>,
  model: IdentityModel,
  signal: AbortSignal | undefined,
): Promise<BaseSketch> {
  const store = recordStore(planColumns(model.columns))
  const generic = model.fields.map((field) => field.generic)
  const encoder = recordEncoder(store, { country: model.country }, generic)
  const ids: string[] = []
  const rows = intList()
  const places = new Map<string, number>()
  const contacts = new Map<string, number>()
  const keys = new Map<string, number>()
  const firstHolder = intList()
  const holders = intList()
  const claims = { record: intList(), key: intList() }
  const pairs = { one: intList(), other: intList() }
  const unite = (one: number, other: number): void => {
    pairs.one.push(one)
    pairs.other.push(other)
  }
  const links: (readonly [string, string])[] = []
  for await (const page of scanRecords(storage, { links: true, signal })) {
    for (const record of page.records) {
      const place = ids.length
      ids.push(record.recordId)
      places.set(record.recordId, place)
      rows.push(encoder.encode(matchRecordOf(record, model.columns, types)))
      const known = contacts.get(record.contactId)
      if (known === undefined) contacts.set(record.contactId, place)
      else unite(known, place)
      for (const identifier of record.identifiers) {
        if (types.get(identifier.type)?.isBlocked(identifier.value) !== false) continue
        const name = identifierKey(identifier)
        let key = keys.get(name)
        if (key === undefined) {
          key = holders.length
          keys.set(name, key)
          firstHolder.push(place)
          holders.push(0)
        }
        holders.values[key]!++
        claims.record.push(place)
        claims.key.push(key)
      }
    }
    for (const { kind, a, b } of page.links) if (kind === 'must') links.push([a, b])
  }
  for (let claim = 0; claim < claims.record.length; claim++) {
    const key = claims.key.values[claim] as number
    if ((holders.values[key] as number) <= MAX_HOLDERS)
      unite(firstHolder.values[key] as number, claims.record.values[claim] as number)
  }
  for (const [a, b] of links) {
    const [one, other] = [places.get(a), places.get(b)]
    if (one !== undefined && other !== undefined) unite(one, other)
  }
  const firstOfRow = new Int32Array(store.hashes.length).fill(-1)
  const scorer = pairScorer(store, model)
  for (let place = 0; place < ids.length; place++) {
    const row = rows.values[place] as number
    const first = firstOfRow[row] as number
    if (first === -1) firstOfRow[row] = place
    else if (scorer.of(row, row).weight >= model.threshold) unite(first, place)
  }
  const comparing = compareCandidates(store.hashes.length, fileRows(store, model.rules), scorer.features)
  let step = comparing.next()
  while (step.done !== true) step = comparing.next()
  const { weights } = scorePairs(step.value, scorer)
  for (let pair = 0; pair < weights.length; pair++)
    if ((weights[pair] as number) >= model.threshold)
      unite(
        firstOfRow[step.value.a.values[pair] as number] as number,
        firstOfRow[step.value.b.values[pair] as number] as number,
      )
  return {
    records: ids.length,
    contacts: contacts.size,
    components: componentsOf(ids, pairs),
    wide: new Set(
      [...keys].filter(([, key]) => (holders.values[key] as number) > MAX_HOLDERS).map(([name]) => name),
    ),
  }
}

function* componentsOf(
  ids: readonly string[],
  {
    one,
    other,
  }: {
    readonly one: { readonly length: number; readonly values: Int32Array }
    readonly other: { readonly values: Int32Array }
  },
): Generator<readonly string[]> {
  const parents = Int32Array.from({ length: ids.length }, (_, place) => place)
  for (let pair = 0; pair < one.length; pair++) {
    const a = rootOf(parents, one.values[pair] as number)
    const b = rootOf(parents, other.values[pair] as number)
    if (a !== b) parents[Math.max(a, b)] = Math.min(a, b)
  }
  const members = new Map<number, string[]>()
  for (let place = 0; place < ids.length; place++) {
    const root = rootOf(parents, place)
    const known = members.get(root)
    if (known === undefined) members.set(root, [ids[place]!])
    else known.push(ids[place]!)
  }
  for (const component of members.values()) if (component.length > 1) yield component
}
