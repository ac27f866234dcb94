import { type Feature, MISSING } from './feature.ts'
import { featuresOf } from './features.ts'
import type { IdentityModel } from './match-model.ts'
import { NAMESAKE } from './name-chance.ts'
import type { RecordStore, StoredField } from './record-store.ts'
import { type ValueFrequency, valueFrequency } from './value-frequency.ts'

/** What two rows amount to. */
export interface PairScore {
  /** Bits for "one person", the prior counted in; 0 is one to one. */
  weight: number
  /** The same without the prior, for comparison across pairs that nothing proposed. */
  evidence: number
  /** Chance that they are two members of one household. */
  household: number
  /** Was there anything to compare? */
  comparable: boolean
}

/** One feature's part in a score, in bits. */
export interface FeatureScore {
  person: number
  household: number
  unrelated: number
  /** Part of `unrelated` that comes from how common the agreeing values are. */
  frequency: number
}

/** Scores pairs of rows by a frozen model. */
export interface PairScorer {
  readonly features: readonly Feature[]
  /** Compares two rows into `levels`. */
  compare(a: number, b: number, levels: Uint8Array): void
  /** The score of two rows that compare so; the same object is filled again at the next call. */
  score(a: number, b: number, levels: Uint8Array): PairScore
  /** Fills the part of a score that the levels alone decide. */
  prepare(levels: Uint8Array, into: ScoreBase): void
  /** The score of two rows whose levels are prepared. */
  finish(a: number, base: ScoreBase): PairScore
  /** One feature's part. */
  part(feature: number, a: number, at: number): FeatureScore
  /** {@link PairScorer.compare} and {@link PairScorer.score}. */
  of(a: number, b: number): PairScore
  /** Bits of prior: what a pair of which nothing is known has for "one person". */
  readonly prior: number
}

/** What a set of levels is worth before the values are looked at. */
export interface ScoreBase {
  person: number
  household: number
  unrelated: number
  comparable: boolean
  /** The columns that agree exactly. */
  readonly columns: AgreeingColumn[]
}

/** A {@link ScoreBase} to be filled. */
export function emptyBase(): ScoreBase {
  return { person: 0, household: 0, unrelated: 0, comparable: false, columns: [] }
}

interface LevelBits {
  readonly person: number
  readonly household: number
  readonly unrelated: number
  readonly columns: readonly AgreeingColumn[]
}

/** A field whose values agree exactly at a level, so that it matters how common they are. */
export interface AgreeingColumn {
  readonly field: number
  readonly frequency: ValueFrequency
  /** Bits that unrelated people gain, or lose, by how common the value is. */
  readonly commonBits: (count: number) => number
  /** Is it the household's own value, whose frequency says nothing within the household? */
  readonly householdBits: (count: number) => number
}

/** Counts below this have their bits remembered. */
const REMEMBERED = 4096

/** Prepares scoring for the rows of a store, which may grow. */
export function pairScorer(store: RecordStore, model: IdentityModel): PairScorer {
  const frequencies = store.fields.map((field, index) => valueFrequency(field, model.fields[index]!))
  const frequencyOf = (field: StoredField): ValueFrequency => frequencies[field.index]!
  const features = featuresOf(store, frequencyOf)
  const bits = features.map((feature, index) => levelBits(feature, index, model, store.fields, frequencies))
  const { person, household, unrelated } = model.shares
  const logPerson = Math.log2(person)
  const logHousehold = Math.log2(household)
  const logUnrelated = Math.log2(unrelated)
  const prior = logPerson - Math.log2(household + unrelated)
  const { codes, width } = store
  const compares = features.map((feature) => feature.compare)
  const scratch = new Uint8Array(features.length)
  const result: PairScore = { weight: 0, evidence: 0, household: 0, comparable: false }
  const piece: FeatureScore = { person: 0, household: 0, unrelated: 0, frequency: 0 }

  const part = (feature: number, a: number, at: number): FeatureScore => {
    const level = bits[feature]![at]!
    piece.person = level.person
    piece.household = level.household
    piece.unrelated = level.unrelated
    piece.frequency = 0
    for (const column of level.columns) {
      const count = column.frequency.of(codes.values[a * width + column.field] as number)
      const common = column.commonBits(count)
      piece.unrelated += common
      piece.frequency += common
      piece.household += column.householdBits(count)
    }
    return piece
  }

  const compare = (a: number, b: number, levels: Uint8Array): void => {
    for (let feature = 0; feature < compares.length; feature++) levels[feature] = compares[feature]!(a, b)
  }
  const base: ScoreBase = emptyBase()
  const fillBase = (levels: Uint8Array, into: ScoreBase): void => {
    into.person = 0
    into.household = 0
    into.unrelated = 0
    into.columns.length = 0
    into.comparable = false
    for (let feature = 0; feature < levels.length; feature++) {
      const at = levels[feature] as number
      if (at === MISSING) continue
      const level = bits[feature]![at]!
      into.comparable = true
      into.person += level.person
      into.household += level.household
      into.unrelated += level.unrelated
      for (const column of level.columns) into.columns.push(column)
    }
  }
  // How common the values are comes after all levels, so that a sum is the same however it was prepared.
  const finish = (
    a: number,
    { person: p, household: h, unrelated: u, columns, comparable }: ScoreBase,
  ): PairScore => {
    let asHousehold = h
    let asUnrelated = u
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index]!
      const count = column.frequency.of(codes.values[a * width + column.field] as number)
      asUnrelated += column.commonBits(count)
      asHousehold += column.householdBits(count)
    }
    const other = addBits(logHousehold + asHousehold, logUnrelated + asUnrelated)
    result.weight = logPerson + p - other
    result.evidence = result.weight - prior
    result.household = 2 ** (logHousehold + asHousehold - other) / (1 + 2 ** result.weight)
    result.comparable = comparable
    return result
  }
  const score = (a: number, _b: number, levels: Uint8Array): PairScore => {
    fillBase(levels, base)
    return finish(a, base)
  }
  return {
    features,
    prior,
    compare,
    score,
    prepare: fillBase,
    finish,
    part,
    of(a, b) {
      compare(a, b, scratch)
      return score(a, b, scratch)
    },
  }
}

/** The logarithm of the sum of two numbers given by their logarithms. */
export function addBits(a: number, b: number): number {
  const most = Math.max(a, b)
  const less = Math.min(a, b) - most
  // Beyond the digits of a number the smaller one adds nothing.
  return less < -60 ? most : most + Math.log2(1 + 2 ** less)
}

function levelBits(
  feature: Feature,
  index: number,
  model: IdentityModel,
  stored: readonly StoredField[],
  frequencies: readonly ValueFrequency[],
): readonly LevelBits[] {
  const weights = model.features[index]!
  const ratio = feature.levels.map((_, at) => Math.log2(weights.person[at]! / weights.unrelated[at]!))
  return feature.levels.map((level, at): LevelBits => {
    const fields = feature.fields.filter((_, place) => (level.agrees & agreeBit(feature, place)) !== 0)
    return {
      person: at === MISSING ? 0 : Math.log2(weights.person[at]!),
      household: at === MISSING ? 0 : Math.log2(weights.household[at]!),
      unrelated: at === MISSING ? 0 : Math.log2(weights.unrelated[at]!),
      columns: fields.map((field): AgreeingColumn => {
        const place = feature.fields.indexOf(field)
        const bit = agreeBit(feature, place)
        const frequency = frequencies[field]!
        // However common a value is, to agree in it is never a worse sign than to agree nearly.
        const worse = feature.levels.flatMap((other, number) =>
          other.below.includes(at) && (other.agrees & bit) === 0 ? [ratio[number]!] : [],
        )
        const floor = Math.max(...worse, level.below.length === 0 ? 0 : Number.NEGATIVE_INFINITY)
        const most = Math.max(0, ratio[at]! - floor)
        return {
          field,
          frequency,
          commonBits: remembered((count) => Math.min(most, Math.log2(frequency.ratio(count)))),
          householdBits: remembered(householdBits(stored[field]!.kind, weights, at, most, frequency)),
        }
      }),
    }
  })
}

/** Names keep their bits where one of the two columns is not there: the last name is always bit 1. */
function agreeBit(feature: Feature, place: number): number {
  return feature.kind === 'name' && feature.fields.length === 1 ? 3 : 1 << place
}

function householdBits(
  kind: StoredField['kind'],
  weights: IdentityModel['features'][number],
  at: number,
  most: number,
  frequency: ValueFrequency,
): (count: number) => number {
  if (kind === 'lastName') return () => 0
  if (kind === 'firstName') {
    const usual = Math.log2(frequency.chance(0) / frequency.ratio(0) + NAMESAKE)
    return (count) => Math.min(most, Math.log2(frequency.chance(count) + NAMESAKE) - usual)
  }
  const { shared } = weights
  const same = shared * weights.person[at]!
  const chance = (1 - shared) * weights.unrelated[at]!
  return (count) =>
    Math.log2(same + chance * Math.min(2 ** most, frequency.ratio(count))) - Math.log2(same + chance)
}

function remembered(compute: (count: number) => number): (count: number) => number {
  const known = new Float64Array(REMEMBERED).fill(Number.NaN)
  return (count) => {
    if (count >= REMEMBERED) return compute(count)
    const before = known[count] as number
    if (!Number.isNaN(before)) return before
    const bits = compute(count)
    known[count] = bits
    return bits
  }
}
