import { CLOSE, COMPATIBLE, EXACT } from './compare-names.ts'
import type { Feature } from './feature.ts'
import { NAME, type NamePart, namePart } from './name-feature.ts'
import { radixOrder } from './radix-order.ts'
import type { RecordStore, StoredField } from './record-store.ts'
import { seededNumbers } from './seeded-numbers.ts'
import type { FieldStatistics } from './statistics.ts'
import type { ValueFrequency } from './value-frequency.ts'

/** How often the levels of a feature come about between unrelated people, and within a household. */
export interface Chance {
  /** Per level, between unrelated people. */
  readonly unrelated: Float64Array
  /** Per level, between two members of one household, where it does not follow from the shared share. */
  readonly household: Float64Array | undefined
}

/** Random pairs that are compared for the levels whose chance cannot be counted. */
const SAMPLE = 250_000

/** Least chance of a level, in seen pairs of the sample. */
const FLOOR = 0.5

/** A namesake in one's own household: father and son, mother and daughter. */
export const NAMESAKE = 0.003

/** Of two members of a household: they have the same last name, or one close to it. */
const SAME_LAST_NAME = 0.74
const CLOSE_LAST_NAME = 0.06

/** Of all pairs, those that are one person; and per feature, how often each level is met between unrelated people. */
export interface ChanceCorrection {
  readonly person: number
  readonly features: readonly {
    readonly person: readonly number[]
    /** Share of all pairs that are unrelated and agree exactly, where all that agree were looked at. */
    readonly unrelatedAgree: number | undefined
  }[]
}

/** The least that a chance is corrected to, of what was counted. */
const LEAST_CORRECTION = 0.05

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

type Estimate = (correction: ChanceCorrection | undefined) => Chance

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

interface Parts {
  readonly exact: number
  readonly close: number
  readonly compatible: number
  readonly differs: number
}

function nameChance(
  store: RecordStore,
  feature: Feature,
  statistics: readonly FieldStatistics[],
  frequencyOf: (field: StoredField) => ValueFrequency,
  pairs: Int32Array,
): Estimate {
  const first = store.fields.find((field) => field.kind === 'firstName')
  const last = store.fields.find((field) => field.kind === 'lastName')
  const partsOf = (field: StoredField | undefined): Parts =>
    field === undefined
      ? { exact: 0.01, close: 0.01, compatible: 0.01, differs: 0.97 }
      : sampleParts(
          store,
          field,
          namePart(field, frequencyOf(field)),
          statistics[field.index]!.agreement,
          pairs,
        )
  const countedFirst = partsOf(first)
  const countedLast = partsOf(last)
  const swapped = first === undefined || last === undefined ? 1e-7 : swapChance(store, first, last)
  return (correction) => {
    const f = withoutMatches(countedFirst, correction?.person ?? 0)
    const l = withoutMatches(countedLast, correction?.person ?? 0)
    return nameLevels(feature, f, l, swapped)
  }
}

/** Two records of one person mostly agree in a name; this is how often, near enough for a correction. */
const SAME_NAME = 0.7

function withoutMatches(parts: Parts, person: number): Parts {
  const exact = Math.max(LEAST_CORRECTION * parts.exact, parts.exact - SAME_NAME * person)
  return { ...parts, exact, differs: parts.differs + parts.exact - exact }
}

function nameLevels(feature: Feature, f: Parts, l: Parts, swapped: number): Chance {
  const lastNear = l.close + l.compatible
  const unrelated = new Float64Array(feature.levels.length).fill(1)
  unrelated[NAME.both] = f.exact * l.exact
  unrelated[NAME.firstClose] = f.close * l.exact
  unrelated[NAME.lastClose] = f.exact * lastNear
  unrelated[NAME.bothClose] = (f.close + f.compatible) * lastNear
  unrelated[NAME.initial] = f.compatible * l.exact
  unrelated[NAME.swapped] = swapped
  unrelated[NAME.lastOnly] = f.differs * l.exact
  unrelated[NAME.lastCloseOnly] = f.differs * lastNear
  unrelated[NAME.firstOnly] = f.exact * l.differs
  unrelated[NAME.neither] = (1 - f.exact) * l.differs - swapped
  unrelated[NAME.aloneLast] = l.exact
  unrelated[NAME.aloneLastClose] = lastNear
  unrelated[NAME.aloneLastDiffers] = l.differs
  unrelated[NAME.aloneFirst] = f.exact
  unrelated[NAME.aloneFirstClose] = f.close + f.compatible
  unrelated[NAME.aloneFirstDiffers] = f.differs

  const otherLast = 1 - SAME_LAST_NAME - CLOSE_LAST_NAME
  const firstSame = f.exact + NAMESAKE
  const household = new Float64Array(feature.levels.length).fill(1)
  household[NAME.both] = SAME_LAST_NAME * firstSame
  household[NAME.firstClose] = SAME_LAST_NAME * f.close
  household[NAME.lastClose] = CLOSE_LAST_NAME * firstSame
  household[NAME.bothClose] = CLOSE_LAST_NAME * (f.close + f.compatible)
  household[NAME.initial] = SAME_LAST_NAME * f.compatible
  household[NAME.swapped] = swapped
  household[NAME.lastOnly] = SAME_LAST_NAME * f.differs
  household[NAME.lastCloseOnly] = CLOSE_LAST_NAME * f.differs
  household[NAME.firstOnly] = otherLast * firstSame
  household[NAME.neither] = otherLast * (1 - f.exact)
  household[NAME.aloneLast] = SAME_LAST_NAME
  household[NAME.aloneLastClose] = CLOSE_LAST_NAME
  household[NAME.aloneLastDiffers] = otherLast
  household[NAME.aloneFirst] = firstSame
  household[NAME.aloneFirstClose] = f.close + f.compatible
  household[NAME.aloneFirstDiffers] = f.differs
  return { unrelated: unrelated.map(least), household: household.map(least) }
}

const least = (value: number): number => Math.max(1e-12, value)

function sampleParts(
  store: RecordStore,
  field: StoredField,
  compare: NamePart,
  exact: number,
  pairs: Int32Array,
): Parts {
  const { values } = store.codes
  let close = FLOOR
  let compatible = FLOOR
  let total = 4 * FLOOR
  for (let index = 0; index < pairs.length; index += 2) {
    const a = values[(pairs[index] as number) * store.width + field.index] as number
    const b = values[(pairs[index + 1] as number) * store.width + field.index] as number
    if (a === 0 || b === 0) continue
    total++
    const part = compare(a, b)
    if (part === EXACT) continue
    if (part === CLOSE) close++
    else if (part === COMPATIBLE) compatible++
  }
  const same = Math.min(0.999, Math.max(1e-7, exact))
  const near = Math.min(0.3, close / total)
  const partly = Math.min(0.3, compatible / total)
  return { exact: same, close: near, compatible: partly, differs: Math.max(1e-4, 1 - same - near - partly) }
}

/** Chance that a first name is the other's last name and the other way round. */
function swapChance(store: RecordStore, first: StoredField, last: StoredField): number {
  const { values } = store.codes
  const rows = store.hashes.length
  const counts = new Map<number, number>()
  let firsts = 0
  let lasts = 0
  for (let row = 0; row < rows; row++) {
    const code = values[row * store.width + first.index] as number
    if (code === 0) continue
    const hash = first.dictionary.hashes.values[code] as number
    counts.set(hash, (counts.get(hash) ?? 0) + 1)
    firsts++
  }
  let product = 0
  for (let row = 0; row < rows; row++) {
    const code = values[row * store.width + last.index] as number
    if (code === 0) continue
    lasts++
    product += counts.get(last.dictionary.hashes.values[code] as number) ?? 0
  }
  const one = product / Math.max(1, firsts * lasts)
  return Math.min(0.1, Math.max(1e-8, 2 * one * one))
}
