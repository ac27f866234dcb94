import {
  type Chance,
  type ChanceCorrection,
  type Estimate,
  FLOOR,
  LEAST_CORRECTION,
} from './chance-estimate.ts'
import type { Feature } from './feature.ts'
import { nameChance } from './name-chance.ts'
import { radixOrder } from './radix-order.ts'
import type { RecordStore, StoredField } from './record-store.ts'
import { seededNumbers } from './seeded-numbers.ts'
import type { FieldStatistics } from './statistics.ts'
import type { ValueFrequency } from './value-frequency.ts'

/** Random pairs that are compared for the levels whose chance cannot be counted. */
const SAMPLE = 250_000

/**
 * Prepares the chances of every level of every feature. That of equal values is counted exactly from their
 * frequencies; that of near values comes from random pairs, drawn the same way in every run and for every order of
 * the records.
 *
 * Counts include the pairs of one person, which a small base with many duplicates is full of. Once training knows
 * about how many there are, the chances are asked for again with the correction.
 */
export function chanceEstimator(
  store: RecordStore,
  features: readonly Feature[],
  statistics: readonly FieldStatistics[],
  frequencyOf: (field: StoredField) => ValueFrequency,
): (correction: ChanceCorrection | undefined) => readonly Chance[] {
  const pairs = samplePairs(store)
  const estimators = features.map((feature, index) =>
    feature.kind === 'name'
      ? nameChance(store, feature, statistics, frequencyOf, pairs)
      : valueChance(store, feature, index, statistics, pairs),
  )
  return (correction) => estimators.map((estimate) => estimate(correction))
}

/** Row numbers, two by two. */
function samplePairs(store: RecordStore): Int32Array {
  const rows = store.hashes.length
  if (rows < 2) return new Int32Array(0)
  const order = radixOrder(store.hashes.values.subarray(0, rows))
  const all = (rows * (rows - 1)) / 2
  if (all <= SAMPLE) {
    const pairs = new Int32Array(all * 2)
    let next = 0
    for (let i = 0; i < rows; i++) {
      for (let j = i + 1; j < rows; j++) {
        pairs[next++] = order[i] as number
        pairs[next++] = order[j] as number
      }
    }
    return pairs
  }
  const pairs = new Int32Array(SAMPLE * 2)
  const pick = seededNumbers(20_260_101)
  for (let index = 0; index < SAMPLE; index++) {
    const i = pick(rows)
    const j = (i + 1 + pick(rows - 1)) % rows
    pairs[index * 2] = order[i] as number
    pairs[index * 2 + 1] = order[j] as number
  }
  return pairs
}

function valueChance(
  store: RecordStore,
  feature: Feature,
  index: number,
  statistics: readonly FieldStatistics[],
  pairs: Int32Array,
): Estimate {
  const counts = new Float64Array(feature.levels.length).fill(FLOOR)
  for (let pair = 0; pair < pairs.length; pair += 2) {
    const at = feature.compare(pairs[pair] as number, pairs[pair + 1] as number)
    counts[at] = (counts[at] as number) + 1
  }
  const exact = exactChance(store, feature, statistics)
  return (correction) => {
    const chance = sharesByGroup(feature, counts)
    const learned = correction?.features[index]
    chance.forEach((counted, at) => {
      const value = exact.get(at) ?? counted
      const matched = learned === undefined ? 0 : correction!.person * learned.person[at]!
      const unrelated =
        learned?.unrelatedAgree !== undefined && at === 1 ? learned.unrelatedAgree : value - matched
      chance[at] = Math.min(value, Math.max(value * LEAST_CORRECTION, unrelated))
    })
    return { unrelated: restToWorst(feature, chance, new Set(exact.keys())), household: undefined }
  }
}

/** Levels of which the chance is counted. */
function exactChance(
  store: RecordStore,
  feature: Feature,
  statistics: readonly FieldStatistics[],
): ReadonlyMap<number, number> {
  const agreementOf = (place: number): number =>
    Math.min(0.999, Math.max(1e-9, statistics[feature.fields[place] as number]?.agreement ?? 0.5))
  if (feature.kind !== 'place') return new Map([[1, agreementOf(0)]])
  if (feature.fields.length === 1) return new Map([[6, agreementOf(0)]])
  const both = jointAgreement(store, feature.fields[0] as number, feature.fields[1] as number)
  return new Map([
    [1, both],
    [2, Math.max(1e-7, agreementOf(0) - both)],
    [3, Math.max(1e-7, agreementOf(1) - both)],
    [6, agreementOf(0)],
    [7, agreementOf(1)],
  ])
}

/** Chance that two random rows agree in two fields at once. */
function jointAgreement(store: RecordStore, one: number, two: number): number {
  const { values } = store.codes
  const rows = store.hashes.length
  const counts = new Map<number, number>()
  let total = 0
  for (let row = 0; row < rows; row++) {
    const codeOne = values[row * store.width + one] as number
    const codeTwo = values[row * store.width + two] as number
    if (codeOne === 0 || codeTwo === 0) continue
    const key = codeOne * 67_108_864 + codeTwo
    counts.set(key, (counts.get(key) ?? 0) + 1)
    total++
  }
  let squares = 0
  for (const count of counts.values()) squares += count * count
  return total === 0 ? 0.5 : Math.min(0.999, Math.max(1e-9, squares / (total * total)))
}

/** Counts as shares of their group. */
export function sharesByGroup(feature: Feature, counts: Float64Array): Float64Array {
  const totals = new Map<number, number>()
  feature.levels.forEach(({ group }, at) => {
    totals.set(group, (totals.get(group) ?? 0) + (counts[at] as number))
  })
  return Float64Array.from(feature.levels, ({ group }, at) =>
    group < 0 ? 1 : (counts[at] as number) / Math.max(1e-12, totals.get(group) as number),
  )
}

/** Makes every group add up to 1 by its last level, which is the one where nothing agrees. */
function restToWorst(feature: Feature, chance: Float64Array, exact: ReadonlySet<number>): Float64Array {
  const groups = new Set(feature.levels.map(({ group }) => group))
  for (const group of groups) {
    if (group < 0) continue
    const places = feature.levels.flatMap((each, at) => (each.group === group ? [at] : []))
    const fixed = places.filter((at) => exact.has(at)).reduce((sum, at) => sum + (chance[at] as number), 0)
    const free = places.filter((at) => !exact.has(at))
    const rest = free.reduce((sum, at) => sum + (chance[at] as number), 0)
    const scale = Math.max(1e-6, 1 - fixed) / Math.max(1e-12, rest)
    for (const at of free) chance[at] = (chance[at] as number) * scale
  }
  return chance
}
