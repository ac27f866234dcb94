import { planColumns } from './columns.ts'
import { type MatchRecord, recordEncoder } from './encode.ts'
import { MISSING } from './feature.ts'
import type { IdentityModel } from './match-model.ts'
import { cellText } from './match-value.ts'
import { addBits, type PairScorer, pairScorer } from './pair-scorer.ts'
import { recordStore } from './record-store.ts'
import { chanceOfWeight } from './threshold.ts'

/** One bar of an explanation. */
export interface EvidenceBar {
  /**
   * `prior`: before anything is compared. `field`: what a comparison says. `frequency`: how common the agreeing value
   * is. `relative`: it could be somebody of the same household.
   */
  readonly kind: 'prior' | 'field' | 'frequency' | 'relative'
  /** The column, or `name` and `place` for what is compared together; nothing for prior and relative. */
  readonly field: string | undefined
  /** The outcome of the comparison, in words. */
  readonly outcome: string
  /** Bits for (above 0) or against "one person". */
  readonly bits: number
}

/** Why two records have the weight that they have: the bars add up to it. */
export interface MatchExplanation {
  readonly weight: number
  /** The chance of "one person" that the weight stands for. */
  readonly chance: number
  /** Chance that they are two members of one household. */
  readonly household: number
  readonly bars: readonly EvidenceBar[]
  /** Would the weight alone be enough to join them? */
  readonly isEnough: boolean
  /** Columns with a value that says nothing: a placeholder, or one that identifies nobody. */
  readonly ignored: readonly string[]
}

/**
 * Explains the weight of two records under a model.
 *
 * @example
 * ```ts
 * const records = [
 *   { id: '1', first: 'Odile', last: 'Branly', email: 'odile.branly@example.org' },
 *   { id: '2', first: 'Odile', last: 'Branly', email: 'odile.branly@example.org' },
 * ] as const
 * const columns = { id: 'id', first: 'firstName', last: 'lastName', email: 'email' } as const
 * const { model } = await resolve(records, { columns })
 * const { bars, weight } = explainMatch(model, records[0], records[1])
 * const sum = bars.reduce((total, { bits }) => total + bits, 0)
 * // Math.abs(sum - weight) < 1e-9 is true
 * ```
 */
export function explainMatch(model: IdentityModel, a: MatchRecord, b: MatchRecord): MatchExplanation {
  const plan = planColumns(model.columns)
  const store = recordStore(plan)
  const generic = model.fields.map((field) => field.generic)
  const encoder = recordEncoder(store, { country: model.country }, generic, false)
  const rows = [encoder.encode(a), encoder.encode(b)] as const
  const ignored = store.fields.filter(({ column, index }) =>
    [a, b].some(
      (record, which) =>
        cellText(record[column]).trim() !== '' &&
        store.codes.values[rows[which as 0 | 1] * store.width + index] === 0,
    ),
  )
  const explanation = explainRows(pairScorer(store, model), model, rows[0], rows[1])
  return { ...explanation, ignored: [...new Set(ignored.map(({ column }) => column))] }
}

/** {@link explainMatch} for two rows of a store. */
export function explainRows(
  scorer: PairScorer,
  model: IdentityModel,
  a: number,
  b: number,
): MatchExplanation {
  const levels = new Uint8Array(scorer.features.length)
  scorer.compare(a, b, levels)
  const { weight, household } = scorer.score(a, b, levels)
  const { shares } = model
  const bars: EvidenceBar[] = [
    {
      kind: 'prior',
      field: undefined,
      outcome: 'any two records',
      bits: Math.log2(shares.person) - Math.log2(shares.unrelated),
    },
  ]
  let asHousehold = Math.log2(shares.household)
  let asUnrelated = Math.log2(shares.unrelated)
  scorer.features.forEach((feature, index) => {
    const at = levels[index] as number
    if (at === MISSING) return
    const part = scorer.part(index, a, at)
    asHousehold += part.household
    asUnrelated += part.unrelated
    const { name } = feature.levels[at]!
    const usual = part.person - (part.unrelated - part.frequency)
    bars.push({ kind: 'field', field: feature.id, outcome: name, bits: usual })
    if (Math.abs(part.frequency) < 1e-12) return
    const outcome = part.frequency > 0 ? 'a common value' : 'a rare value'
    bars.push({ kind: 'frequency', field: feature.id, outcome, bits: -part.frequency })
  })
  bars.push({
    kind: 'relative',
    field: undefined,
    outcome: 'could be a relative',
    bits: asUnrelated - addBits(asHousehold, asUnrelated),
  })
  return {
    weight,
    chance: chanceOfWeight(weight),
    household,
    bars,
    isEnough: weight >= model.threshold,
    ignored: [],
  }
}
