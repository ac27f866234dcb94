import type { BlockingRule } from './blocking-rule.ts'
import type { CandidatePairs } from './candidate-pairs.ts'
import { sharesByGroup } from './chance.ts'
import type { Chance } from './chance-estimate.ts'
import type { Feature } from './feature.ts'
import type { FeatureWeights } from './match-model.ts'

/** Sightings that the usual shares are worth beside those of the data. */
const PRIOR_SIGHTINGS = 20

const ROUNDS = 60

/** Shares that no round moves by more are learned. */
const SETTLED = 0.00002

/** Least chance of a level within a class. */
const LEAST = 1e-9

/** What training found. */
export interface Trained {
  readonly features: readonly FeatureWeights[]
  readonly shares: { readonly person: number; readonly household: number; readonly unrelated: number }
  /** Per feature, the share of all pairs that are proposed, unrelated and agree exactly. */
  readonly unrelatedAgree: readonly number[]
}

/**
 * Learns what the levels are worth, without labels: expectation–maximisation with three classes (one person, one
 * household, unrelated) over the histogram of patterns, jointly over all blocking rules.
 *
 * A pair counts under every rule that proposes it, with shares of its own per rule, and the features that the rule
 * speaks of are left out there (after Winkler 2000 and Fellegi & Sunter 1969). Chances of unrelated people are not
 * learned; those of a household follow from the other two by the share of values that a household has in common.
 */
export function train(
  features: readonly Feature[],
  chances: readonly Chance[],
  rules: readonly BlockingRule[],
  pairs: CandidatePairs,
  rows: number,
): Trained {
  const { patterns } = pairs
  const order = patterns.order()
  const size = order.length
  const width = features.length
  const levels = new Uint8Array(size * width)
  const masks = new Int32Array(size)
  const counts = new Float64Array(size)
  for (let index = 0; index < size; index++) {
    const pattern = order[index] as number
    for (let feature = 0; feature < width; feature++) {
      levels[index * width + feature] = patterns.levelOf(pattern, feature)
    }
    masks[index] = patterns.maskOf(pattern)
    counts[index] = patterns.countOf(pattern)
  }
  const keptOf = rules.map((rule) =>
    Int32Array.from(
      features.flatMap((feature, index) =>
        rule.parts.some(({ field }) => feature.fields.includes(field)) ? [] : [index],
      ),
    ),
  )

  const person = features.map((feature) =>
    Float64Array.from(feature.levels, ({ usual }) => Math.max(LEAST, usual)),
  )
  for (const [index, shares] of person.entries()) shares.set(sharesByGroup(features[index]!, shares))
  const shared = features.map((feature) => feature.shared)
  const logs = features.map((feature) => ({
    person: new Float64Array(feature.levels.length),
    household: new Float64Array(feature.levels.length),
    unrelated: new Float64Array(feature.levels.length),
  }))
  const classShares = rules.map(() => [0.3, 0.1, 0.6])

  for (let round = 0, moved = 1; round < ROUNDS && moved > SETTLED; round++) {
    moved = 0
    features.forEach((feature, index) => {
      const { unrelated } = chances[index]!
      const household = householdChance(chances[index]!, person[index]!, shared[index]!)
      const log = logs[index]!
      for (let at = 0; at < feature.levels.length; at++) {
        log.person[at] = Math.log(Math.max(LEAST, person[index]![at] as number))
        log.household[at] = Math.log(Math.max(LEAST, household[at] as number))
        log.unrelated[at] = Math.log(Math.max(LEAST, unrelated[at] as number))
      }
      log.person[0] = log.household[0] = log.unrelated[0] = 0
    })
    const seen = features.map((feature) => new Float64Array(feature.levels.length))
    const seenAtHome = features.map((feature) => new Float64Array(feature.levels.length))
    const classes = rules.map(() => [1, 1, 1])
    const logShares = classShares.map((shares) => Float64Array.from(shares, Math.log))
    for (let index = 0; index < size; index++) {
      const count = counts[index] as number
      for (let mask = masks[index] as number, rule = 0; mask !== 0; mask >>>= 1, rule++) {
        if ((mask & 1) === 0) continue
        const shares = logShares[rule]!
        let logPerson = shares[0] as number
        let logHousehold = shares[1] as number
        let logUnrelated = shares[2] as number
        const kept = keptOf[rule]!
        for (let place = 0; place < kept.length; place++) {
          const feature = kept[place] as number
          const at = levels[index * width + feature] as number
          const log = logs[feature]!
          logPerson += log.person[at] as number
          logHousehold += log.household[at] as number
          logUnrelated += log.unrelated[at] as number
        }
        const most = Math.max(logPerson, logHousehold, logUnrelated)
        const asPerson = Math.exp(logPerson - most)
        const asHousehold = Math.exp(logHousehold - most)
        const asUnrelated = Math.exp(logUnrelated - most)
        const scale = count / (asPerson + asHousehold + asUnrelated)
        const people = asPerson * scale
        const homes = asHousehold * scale
        const total = classes[rule]!
        total[0]! += people
        total[1]! += homes
        total[2]! += asUnrelated * scale
        for (let place = 0; place < kept.length; place++) {
          const feature = kept[place] as number
          const at = levels[index * width + feature] as number
          seen[feature]![at]! += people
          seenAtHome[feature]![at]! += homes
        }
      }
    }
    features.forEach((feature, index) => {
      const next = sharesByGroup(feature, addPrior(feature, seen[index]!))
      for (let at = 0; at < next.length; at++) {
        moved = Math.max(moved, Math.abs((next[at] as number) - (person[index]![at] as number)))
      }
      person[index]!.set(next)
      if (feature.learnsShared) {
        shared[index] = learnShared(seenAtHome[index]!, next, chances[index]!.unrelated)
      }
    })
    classes.forEach((total, rule) => {
      const sum = total[0]! + total[1]! + total[2]!
      classShares[rule] = total.map((each) => each / sum)
    })
  }

  const weights = features.map((feature, index): FeatureWeights => {
    const monotone = inOrder(feature, person[index]!, chances[index]!.unrelated)
    return {
      id: feature.id,
      person: [...monotone],
      household: [...householdChance(chances[index]!, monotone, shared[index]!)],
      unrelated: [...chances[index]!.unrelated],
      shared: shared[index]!,
    }
  })
  return { features: weights, ...overallShares(weights, levels, counts, width, rows) }
}

function householdChance(chance: Chance, person: Float64Array, shared: number): Float64Array {
  if (chance.household !== undefined) return chance.household
  return Float64Array.from(
    person,
    (value, at) => shared * value + (1 - shared) * (chance.unrelated[at] as number),
  )
}

function addPrior(feature: Feature, seen: Float64Array): Float64Array {
  const groups = new Map<number, number>()
  for (const { group, usual } of feature.levels) groups.set(group, (groups.get(group) ?? 0) + usual)
  return Float64Array.from(
    feature.levels,
    ({ group, usual }, at) =>
      (seen[at] as number) +
      (PRIOR_SIGHTINGS * Math.max(1e-6, usual)) / Math.max(1e-6, groups.get(group) as number),
  )
}

/** From how often households agree exactly: agreement = shared × person + (1 − shared) × chance. */
function learnShared(seenAtHome: Float64Array, person: Float64Array, unrelated: Float64Array): number {
  let total = 0
  for (let at = 1; at < seenAtHome.length; at++) total += seenAtHome[at] as number
  const agree = ((seenAtHome[1] as number) + 3) / (total + 20)
  const span = (person[1] as number) - (unrelated[1] as number)
  return span <= 0 ? 0.1 : Math.min(0.6, Math.max(0.02, (agree - (unrelated[1] as number)) / span))
}

/** Makes worse levels weigh no more than better ones, agreement never against, and near agreement no more than it may. */
function inOrder(feature: Feature, person: Float64Array, unrelated: Float64Array): Float64Array {
  const ratio = Float64Array.from(person, (value, at) => value / (unrelated[at] as number))
  feature.levels.forEach((level, at) => {
    if (at === 0) return
    let most = 2 ** level.maxBits
    for (const better of level.below) most = Math.min(most, ratio[better] as number)
    if (level.below.length === 0) ratio[at] = Math.max(1, ratio[at] as number)
    ratio[at] = Math.min(most, ratio[at] as number)
  })
  return Float64Array.from(ratio, (value, at) => (at === 0 ? 1 : value * (unrelated[at] as number)))
}

/** Shares of the classes among all pairs of rows, the unproposed ones being unrelated. */
function overallShares(
  weights: readonly FeatureWeights[],
  levels: Uint8Array,
  counts: Float64Array,
  width: number,
  rows: number,
): Pick<Trained, 'shares' | 'unrelatedAgree'> {
  const all = Math.max(1, (rows * (rows - 1)) / 2)
  const size = counts.length
  const perPattern = new Float64Array(size * 3)
  for (let index = 0; index < size; index++) {
    for (let feature = 0; feature < width; feature++) {
      const at = levels[index * width + feature] as number
      if (at === 0) continue
      const weight = weights[feature]!
      perPattern[index * 3]! += Math.log(weight.person[at] as number)
      perPattern[index * 3 + 1]! += Math.log(weight.household[at] as number)
      perPattern[index * 3 + 2]! += Math.log(weight.unrelated[at] as number)
    }
  }
  let person = Math.min(0.2, 1 / Math.max(2, rows))
  let household = person / 3
  for (let round = 0; round < 30; round++) {
    let people = 0.5
    let homes = 0.2
    const logPerson = Math.log(person)
    const logHousehold = Math.log(household)
    const logUnrelated = Math.log(1 - person - household)
    for (let index = 0; index < size; index++) {
      const asPerson = (perPattern[index * 3] as number) + logPerson
      const asHousehold = (perPattern[index * 3 + 1] as number) + logHousehold
      const asUnrelated = (perPattern[index * 3 + 2] as number) + logUnrelated
      const most = Math.max(asPerson, asHousehold, asUnrelated)
      const p = Math.exp(asPerson - most)
      const h = Math.exp(asHousehold - most)
      const sum = p + h + Math.exp(asUnrelated - most)
      people += ((counts[index] as number) * p) / sum
      homes += ((counts[index] as number) * h) / sum
    }
    person = Math.min(0.5, people / (all + 1))
    household = Math.min(0.4, homes / (all + 1))
  }
  const agree = new Float64Array(width).fill(0.5)
  const last = {
    person: Math.log(person),
    household: Math.log(household),
    unrelated: Math.log(1 - person - household),
  }
  for (let index = 0; index < size; index++) {
    const p = (perPattern[index * 3] as number) + last.person
    const h = (perPattern[index * 3 + 1] as number) + last.household
    const u = (perPattern[index * 3 + 2] as number) + last.unrelated
    const most = Math.max(p, h, u)
    const share = Math.exp(u - most) / (Math.exp(p - most) + Math.exp(h - most) + Math.exp(u - most))
    for (let feature = 0; feature < width; feature++) {
      if (levels[index * width + feature] === 1) agree[feature]! += share * (counts[index] as number)
    }
  }
  return {
    shares: { person, household, unrelated: 1 - person - household },
    unrelatedAgree: [...agree].map((pairs) => pairs / all),
  }
}
