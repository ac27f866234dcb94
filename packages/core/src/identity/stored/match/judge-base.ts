import type { Kernel } from '../../../kernel.ts'
import type { ContactRecord } from '../../../model/record.ts'
import { fileRows } from '../../match/blocking.ts'
import { compareCandidates } from '../../match/candidate-pairs.ts'
import { planColumns } from '../../match/columns.ts'
import { recordEncoder } from '../../match/encode.ts'
import { intList } from '../../match/int-list.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import { pairScorer } from '../../match/pair-scorer.ts'
import { recordStore } from '../../match/record-store.ts'
import { scorePairs } from '../../match/score-pairs.ts'
import { type Judgement, judge } from './judge.ts'
import { keyText } from './key-text.ts'
import { matchRecordOf } from './match-record.ts'
import { scanRecords } from './scan-records.ts'

/** A link that holds under a model, from its lesser record. */
export interface JudgedLink extends Judgement {
  readonly otherId: string
}

/** A base judged by a model at one moment: all keys and links of all records, without a look at the storage. */
export interface JudgedBase {
  readonly records: number
  /** Is the record as it was when the base was judged? */
  readonly isKnown: (record: ContactRecord) => boolean
  readonly keysOf: (recordId: string) => readonly string[]
  /** The links to greater records. */
  readonly linksOf: (recordId: string) => Iterable<JudgedLink>
}

/**
 * Judges every pair of a base that the model's rules propose, in memory, as codes and numbers: much faster than
 * record by record. Links are between the least records of each description, and from there to its copies.
 */
export async function judgeBase(
  { storage, compiledIdentifierTypes: types }: Pick<Kernel, 'storage' | 'compiledIdentifierTypes'>,
  model: IdentityModel,
  version: number,
  signal: AbortSignal | undefined,
): Promise<JudgedBase> {
  const store = recordStore(planColumns(model.columns))
  const generic = model.fields.map((field) => field.generic)
  const encoder = recordEncoder(store, { country: model.country }, generic)
  const rowOf = (record: ContactRecord): number => encoder.encode(matchRecordOf(record, model.columns, types))
  const ids: string[] = []
  const rows = intList()
  const places = new Map<string, number>()
  for await (const { records } of scanRecords(storage, { links: false, signal })) {
    for (const record of records) {
      places.set(record.recordId, ids.length)
      ids.push(record.recordId)
      rows.push(rowOf(record))
    }
  }
  const scorer = pairScorer(store, model)
  const links = linkColumns()
  // By their ids: the first record of a description is the least.
  const leastOfRow = new Int32Array(store.hashes.length).fill(-1)
  for (let place = 0; place < ids.length; place++) {
    const row = rows.values[place] as number
    const least = leastOfRow[row] as number
    if (least === -1) leastOfRow[row] = place
    else for (const found of judge(scorer.of(row, row), model)) links.add(least, place, found)
  }
  const filed = fileRows(store, model.rules)
  const comparing = compareCandidates(store.hashes.length, filed, scorer.features)
  let step = comparing.next()
  while (step.done !== true) step = comparing.next()
  const { weights, households } = scorePairs(step.value, scorer)
  for (let pair = 0; pair < weights.length; pair++) {
    const score = { weight: weights[pair] as number, household: households[pair] as number }
    const one = leastOfRow[step.value.a.values[pair] as number] as number
    const other = leastOfRow[step.value.b.values[pair] as number] as number
    for (const found of judge(score, model)) links.add(Math.min(one, other), Math.max(one, other), found)
  }
  const linksFrom = links.finish(ids.length)
  return {
    records: ids.length,
    isKnown: (record) => {
      const place = places.get(record.recordId)
      return place !== undefined && rowOf(record) === rows.values[place]
    },
    keysOf: (recordId) => {
      const from = (rows.values[places.get(recordId)!] as number) * filed.rules
      const keys = Array.from(filed.keys.subarray(from, from + filed.rules))
      return keys.flatMap((key, rule) => (key === 0 ? [] : [keyText(version, rule, key)]))
    },
    linksOf: function* (recordId) {
      for (const { to, ...found } of linksFrom(places.get(recordId)!)) yield { ...found, otherId: ids[to]! }
    },
  }
}

interface LinkColumns {
  readonly add: (from: number, to: number, found: Judgement) => void
  /** Puts the links in the order of their first ends; answers those of one. */
  readonly finish: (places: number) => (from: number) => Iterable<Judgement & { readonly to: number }>
}

const KINDS: readonly Judgement['kind'][] = ['probable', 'review', 'household']

/** Links as columns of numbers: there may be millions. */
function linkColumns(): LinkColumns {
  const froms = intList()
  const tos = intList()
  const kinds = intList()
  let weights = new Float64Array(1024)
  return {
    add(from, to, { kind, weight }) {
      if (froms.length === weights.length) {
        const grown = new Float64Array(weights.length * 2)
        grown.set(weights)
        weights = grown
      }
      weights[froms.length] = weight
      froms.push(from)
      tos.push(to)
      kinds.push(KINDS.indexOf(kind))
    },
    finish(places) {
      const starts = new Int32Array(places + 1)
      for (let link = 0; link < froms.length; link++) starts[(froms.values[link] as number) + 1]!++
      for (let place = 0; place < places; place++) starts[place + 1]! += starts[place] as number
      const order = new Int32Array(froms.length)
      const next = starts.slice()
      for (let link = 0; link < froms.length; link++) order[next[froms.values[link] as number]!++] = link
      return function* (from) {
        for (let at = starts[from] as number; at < (starts[from + 1] as number); at++) {
          const link = order[at] as number
          const kind = KINDS[kinds.values[link] as number]!
          yield { kind, weight: weights[link] as number, to: tos.values[link] as number }
        }
      }
    },
  }
}
