import { eachRun, type FiledKeys } from './blocking.ts'
import type { Feature } from './feature.ts'
import { type IntList, intList } from './int-list.ts'
import { type PatternTable, patternTable } from './pattern-table.ts'
import { radixOrder } from './radix-order.ts'

/** The pairs of rows that the blocking rules propose, each once, with its pattern. */
export interface CandidatePairs {
  readonly a: IntList
  readonly b: IntList
  readonly pattern: IntList
  readonly patterns: PatternTable
}

/** How many pairs are compared between two reports of progress. */
const SLICE = 200_000

/**
 * Compares every pair that a rule proposes. A pair is taken by the first rule that proposes it: it is skipped
 * where an earlier rule files both rows under one key, so that no set of pairs is needed.
 */
export function* compareCandidates(
  rows: number,
  filed: FiledKeys,
  features: readonly Feature[],
): Generator<number, CandidatePairs> {
  const { rules, keys } = filed
  const levels = new Uint8Array(features.length)
  const pairs: CandidatePairs = {
    a: intList(4096),
    b: intList(4096),
    pattern: intList(4096),
    patterns: patternTable(features.length),
  }
  const compare = features.map((feature) => feature.compare)
  const visit = (rule: number, one: number, two: number): void => {
    const atOne = one * rules
    const atTwo = two * rules
    for (let earlier = 0; earlier < rule; earlier++) {
      const key = keys[atOne + earlier]
      if (key !== 0 && key === keys[atTwo + earlier]) return
    }
    let mask = 1 << rule
    for (let later = rule + 1; later < rules; later++) {
      const key = keys[atOne + later]
      if (key !== 0 && key === keys[atTwo + later]) mask |= 1 << later
    }
    for (let feature = 0; feature < levels.length; feature++) levels[feature] = compare[feature]!(one, two)
    pairs.a.push(one)
    pairs.b.push(two)
    pairs.pattern.push(pairs.patterns.add(levels, mask, 1))
  }

  const keysOfRule = new Int32Array(rows)
  for (let rule = 0; rule < rules; rule++) {
    for (let row = 0; row < rows; row++) keysOfRule[row] = keys[row * rules + rule] as number
    const order = radixOrder(keysOfRule)
    const runs = intList()
    eachRun(keysOfRule, order, (key, from, to) => {
      if (key === 0 || to - from === 1) return
      runs.push(from)
      runs.push(to)
    })
    let next = pairs.a.length + SLICE
    for (let run = 0; run < runs.length; run += 2) {
      const from = runs.values[run] as number
      const to = runs.values[run + 1] as number
      for (let i = from; i < to; i++) {
        for (let j = i + 1; j < to; j++) visit(rule, order[i] as number, order[j] as number)
      }
      if (pairs.a.length >= next) {
        next = pairs.a.length + SLICE
        yield (rule + run / runs.length) / rules
      }
    }
  }
  return pairs
}
