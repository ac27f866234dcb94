import { compareText } from './compare-text.ts'

/** What one record says about one field. */
export interface FieldCandidate {
  /** A blank (`undefined`, `''`, white space, `[]`) says nothing; `null` clears what is not newer. */
  readonly value: unknown
  readonly recordId: string
  readonly source: string
  /** When the source saw it so, in epoch milliseconds. */
  readonly observedAt: number
  /** When it arrived, in epoch milliseconds. */
  readonly receivedAt: number
  readonly verified?: boolean | undefined
}

/**
 * How the golden value of a field is chosen. Ties of every rule go to the most recent by (`observedAt`,
 * `receivedAt`, `recordId`).
 *
 * - `mostRecent`, `oldest`: by time. `mostFrequent`: the value that most records have. `longest`: by characters.
 * - `sourcePriority`: the first source of `order` that has a value; sources not in it come last.
 * - `verifiedFirst`: a verified value before the others.
 * - `union`: every distinct value, oldest first, as a list; lists are taken apart.
 * - `min`, `max`: numbers by size, other values as text. Numbers are never added up.
 * - `custom`: `choose` picks; it must be a pure function that does not depend on the order of its input.
 */
export type SurvivorshipRule =
  | { readonly rule: 'mostRecent' }
  | { readonly rule: 'oldest' }
  | { readonly rule: 'sourcePriority'; readonly order: readonly string[] }
  | { readonly rule: 'mostFrequent' }
  | { readonly rule: 'longest' }
  | { readonly rule: 'verifiedFirst' }
  | { readonly rule: 'union' }
  | { readonly rule: 'min' }
  | { readonly rule: 'max' }
  | {
      readonly rule: 'custom'
      readonly name: string
      readonly choose: (candidates: readonly FieldCandidate[]) => FieldCandidate | undefined
    }

/** A contact's value of a field, with where it comes from. */
export interface GoldenValue {
  readonly value: unknown
  /** The record that says so; for `union` the most recent of those that do. */
  readonly recordId: string
  readonly source: string
  /** Name of the rule that chose it; of a custom rule, its own name. */
  readonly rule: string
  /** When the source saw it so, in epoch milliseconds. */
  readonly at: number
}

/**
 * Chooses the golden value of one field from what the contact's records say.
 *
 * It does not depend on the order of the candidates. A blank is never a candidate. An explicit `null` clears every
 * value that is not newer than it, under every rule; a value said later counts again.
 *
 * @returns nothing where no record has a value, or all are cleared.
 *
 * @example
 * ```ts
 * const golden = survive(
 *   [
 *     { value: 'Paris', recordId: 'eshop/1', source: 'eshop', observedAt: 1, receivedAt: 1 },
 *     { value: 'Lyon', recordId: 'till/7', source: 'till', observedAt: 2, receivedAt: 2 },
 *   ],
 *   { rule: 'mostRecent' },
 * )
 * // golden.value is 'Lyon'
 * ```
 */
export function survive(
  candidates: readonly FieldCandidate[],
  rule: SurvivorshipRule,
): GoldenValue | undefined {
  const live = standing(candidates)
  const only = live[0]
  if (only === undefined) return undefined
  if (rule.rule === 'union') return united(live)
  const chosen = choose(live, only, rule)
  if (chosen === undefined) return undefined
  return {
    value: chosen.value,
    recordId: chosen.recordId,
    source: chosen.source,
    rule: rule.rule === 'custom' ? rule.name : rule.rule,
    at: chosen.observedAt,
  }
}

/** The candidates that have a value and were not cleared, most recent first. */
function standing(candidates: readonly FieldCandidate[]): readonly FieldCandidate[] {
  const said = candidates.filter((candidate) => !isBlank(candidate.value))
  if (said.length > 1) said.sort((a, b) => byRecency(a, b))
  const cleared = said.findIndex((candidate) => candidate.value === null)
  return cleared < 0 ? said : said.slice(0, cleared)
}

/** Is this no statement at all? `null` is one: it clears. */
function isBlank(value: unknown): boolean {
  if (value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}

/** Most recent first, in a total order: equal instants fall back on the arrival, the record and the value. */
function byRecency(a: FieldCandidate, b: FieldCandidate): number {
  return (
    b.observedAt - a.observedAt ||
    b.receivedAt - a.receivedAt ||
    compareText(b.recordId, a.recordId) ||
    compareText(textOf(b.value), textOf(a.value))
  )
}

function choose(
  live: readonly FieldCandidate[],
  latest: FieldCandidate,
  rule: Exclude<SurvivorshipRule, { rule: 'union' }>,
): FieldCandidate | undefined {
  switch (rule.rule) {
    case 'mostRecent':
      return latest
    case 'oldest':
      return live[live.length - 1]
    case 'sourcePriority': {
      const rank = (candidate: FieldCandidate): number => {
        const place = rule.order.indexOf(candidate.source)
        return place < 0 ? -rule.order.length : -place
      }
      return highest(live, latest, (a, b) => rank(a) - rank(b))
    }
    case 'mostFrequent': {
      const counts = new Map<string, Set<string>>()
      for (const candidate of live) {
        const text = textOf(candidate.value)
        counts.set(text, (counts.get(text) ?? new Set()).add(candidate.recordId))
      }
      const count = (candidate: FieldCandidate): number => counts.get(textOf(candidate.value))?.size ?? 0
      return highest(live, latest, (a, b) => count(a) - count(b))
    }
    case 'longest':
      return highest(live, latest, (a, b) => lengthOf(a.value) - lengthOf(b.value))
    case 'verifiedFirst':
      return highest(live, latest, (a, b) => Number(a.verified === true) - Number(b.verified === true))
    case 'min':
      return highest(live, latest, (a, b) => compareValues(b.value, a.value))
    case 'max':
      return highest(live, latest, (a, b) => compareValues(a.value, b.value))
    case 'custom':
      return rule.choose(live)
  }
}

/** The first candidate that no other is above: of equal ones, the most recent. */
function highest(
  live: readonly FieldCandidate[],
  latest: FieldCandidate,
  compare: (a: FieldCandidate, b: FieldCandidate) => number,
): FieldCandidate {
  return live.reduce((best, candidate) => (compare(candidate, best) > 0 ? candidate : best), latest)
}

function united(live: readonly FieldCandidate[]): GoldenValue {
  const values = new Map<string, unknown>()
  for (let index = live.length - 1; index >= 0; index--) {
    const { value } = live[index] as FieldCandidate
    for (const element of Array.isArray(value) ? value : [value]) {
      if (element === null || isBlank(element)) continue
      const text = textOf(element)
      if (!values.has(text)) values.set(text, element)
    }
  }
  const { recordId, source, observedAt } = live[0] as FieldCandidate
  return { value: [...values.values()], recordId, source, rule: 'union', at: observedAt }
}

/** Numbers by size and before all else; dates by instant; the rest as text. */
function compareValues(a: unknown, b: unknown): number {
  const x = a instanceof Date ? a.getTime() : a
  const y = b instanceof Date ? b.getTime() : b
  const isNumberX = typeof x === 'number'
  const isNumberY = typeof y === 'number'
  if (isNumberX && isNumberY) return x - y
  if (isNumberX !== isNumberY) return isNumberX ? -1 : 1
  return compareText(textOf(x), textOf(y))
}

function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  return typeof value === 'string' ? [...value.trim()].length : textOf(value).length
}

/** The same text for the same value, whatever the order of an object's keys. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return `"${value}`
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`
  if (value instanceof Date) return `d${value.getTime()}`
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value).sort(compareText)
    return `{${keys.map((key) => `${key}:${textOf((value as { readonly [key: string]: unknown })[key])}`).join(',')}}`
  }
  return String(value)
}
