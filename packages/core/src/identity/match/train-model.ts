import { type BlockingReport, chooseRules } from './blocking.ts'
import { blockingRulesOf } from './blocking-rule.ts'
import { type CandidatePairs, compareCandidates } from './candidate-pairs.ts'
import { chanceEstimator } from './chance.ts'
import { featuresOf } from './features.ts'
import type { GenericValues } from './generic-values.ts'
import { IDENTITY_MODEL_VERSION, type IdentityModel } from './match-model.ts'
import type { MatchProgress } from './match-progress.ts'
import { pairScorer } from './pair-scorer.ts'
import type { RecordStore } from './record-store.ts'
import { type PairScores, scorePairs } from './score-pairs.ts'
import { fieldStatistics } from './statistics.ts'
import { bestThreshold } from './threshold.ts'
import { train } from './train.ts'
import { valueFrequency } from './value-frequency.ts'

/** Least mean evidence, in bits, across the pairs of two groups that are joined. */
const GUARD = 6

/** A model with what its training has already worked out. */
export interface TrainedBase {
  readonly model: IdentityModel
  readonly pairs: CandidatePairs
  readonly scores: PairScores
  readonly blocking: readonly BlockingReport[]
  readonly generics: readonly { readonly field: string; readonly value: string; readonly records: number }[]
}

/** Learns a model from the rows of a store whose generic values are already left out. */
export function* trainModel(
  store: RecordStore,
  generic: readonly GenericValues[],
  copies: Int32Array,
  country: string,
): Generator<MatchProgress, TrainedBase> {
  const rows = store.hashes.length
  yield { phase: 'block', done: 0 }
  const statistics = store.fields.map((field, index) => fieldStatistics(store, field, generic[index]!.hashes))
  const { chosen, filed, report } = chooseRules(store, blockingRulesOf(store.fields))
  const frequencies = store.fields.map((field, index) => valueFrequency(field, statistics[index]!))
  const features = featuresOf(store, (field) => frequencies[field.index]!)
  const comparing = compareCandidates(rows, filed, features)
  let step = comparing.next()
  while (step.done !== true) {
    yield { phase: 'compare', done: step.value }
    step = comparing.next()
  }
  const pairs = step.value
  addCopies(pairs, filed, features, copies)
  yield { phase: 'learn', done: 0 }
  const chances = chanceEstimator(store, features, statistics, (field) => frequencies[field.index]!)
  const rules = chosen.map(({ rule }) => rule)
  const first = train(features, chances(undefined), rules, pairs, rows)
  yield { phase: 'learn', done: 0.5 }
  const isRule = features.map(({ fields }) =>
    rules.some(
      ({ parts }) =>
        parts.length === 1 &&
        fields.length === 1 &&
        parts[0]!.field === fields[0] &&
        parts[0]!.part === 'value',
    ),
  )
  const learned = train(
    features,
    chances({
      person: first.shares.person,
      features: first.features.map(({ person }, index) => ({
        person,
        unrelatedAgree: isRule[index]
          ? presence(store, features[index]!.fields[0]!, first.unrelatedAgree[index]!)
          : undefined,
      })),
    }),
    rules,
    pairs,
    rows,
  )
  const draft: IdentityModel = {
    version: IDENTITY_MODEL_VERSION,
    columns: store.plan.columns,
    country,
    trainedOn: rows,
    shares: learned.shares,
    features: learned.features,
    fields: statistics,
    rules: chosen,
    threshold: 0,
    guard: GUARD,
  }
  yield { phase: 'learn', done: 0.9 }
  const scores = scorePairs(pairs, pairScorer(store, draft))
  const threshold = bestThreshold(scores.weights, draft.shares)
  return {
    model: { ...draft, threshold },
    pairs,
    scores,
    blocking: report,
    generics: listGenerics(store, generic),
  }
}

/** Copies of one description that count in training; a million of one record must not teach what a person is. */
const MOST_COPIES = 4

/** Records with one and the same description are pairs too. */
function addCopies(
  pairs: CandidatePairs,
  filed: { readonly rules: number; readonly keys: Int32Array },
  features: readonly { readonly compare: (a: number, b: number) => number }[],
  copies: Int32Array,
): void {
  const levels = new Uint8Array(features.length)
  for (let row = 0; row < copies.length; row++) {
    const count = copies[row] as number
    if (count < 2) continue
    let mask = 0
    for (let rule = 0; rule < filed.rules; rule++) {
      if (filed.keys[row * filed.rules + rule] !== 0) mask |= 1 << rule
    }
    if (mask === 0) continue
    for (let feature = 0; feature < features.length; feature++)
      levels[feature] = features[feature]!.compare(row, row)
    const some = Math.min(count, MOST_COPIES)
    pairs.patterns.add(levels, mask, (some * (some - 1)) / 2)
  }
}

/** A share of all pairs as a share of those in which both have the value. */
function presence(store: RecordStore, field: number, share: number): number {
  const rows = store.hashes.length
  let present = 0
  for (let row = 0; row < rows; row++) if (store.codes.values[row * store.width + field] !== 0) present++
  const part = present / Math.max(1, rows)
  return share / Math.max(1e-6, part * part)
}

function listGenerics(store: RecordStore, generic: readonly GenericValues[]): TrainedBase['generics'] {
  return generic
    .flatMap(({ values }, index) =>
      values.map(({ value, count }) => ({ field: store.fields[index]!.name, value, records: count })),
    )
    .sort((a, b) => b.records - a.records)
}
