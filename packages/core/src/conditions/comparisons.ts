import type { JsonValue } from '../model/json.ts'
import type { DurationText, OperandReference, ValueOperator, ValueTest } from './ast.ts'

/** What a value may be compared with: a value of its kind, or a reference. */
type Other<Value> = Value | OperandReference

/** Comparisons of a value; each answers the condition that it makes. */
export interface Comparisons<Value, Made> {
  readonly eq: (value: Other<Value>, options?: TextOptions) => Made
  readonly ne: (value: Other<Value>, options?: TextOptions) => Made
  readonly lt: (value: Other<Value>) => Made
  readonly lte: (value: Other<Value>) => Made
  readonly gt: (value: Other<Value>) => Made
  readonly gte: (value: Other<Value>) => Made
  readonly between: (low: Other<Value>, high: Other<Value>) => Made
  readonly in: (values: readonly Other<Value>[], options?: TextOptions) => Made
  readonly notIn: (values: readonly Other<Value>[], options?: TextOptions) => Made
  readonly exists: () => Made
  readonly missing: () => Made
  readonly contains: (part: Other<Element<Value>>, options?: TextOptions) => Made
  readonly notContains: (part: Other<Element<Value>>, options?: TextOptions) => Made
  readonly startsWith: (part: string, options?: TextOptions) => Made
  readonly endsWith: (part: string, options?: TextOptions) => Made
  readonly matches: (pattern: string, options?: TextOptions) => Made
  readonly hasAny: (values: readonly Other<Element<Value>>[], options?: TextOptions) => Made
  readonly hasAll: (values: readonly Other<Element<Value>>[], options?: TextOptions) => Made
  readonly hasNone: (values: readonly Other<Element<Value>>[], options?: TextOptions) => Made
  readonly before: (instant: string | OperandReference) => Made
  readonly after: (instant: string | OperandReference) => Made
  readonly withinLast: (duration: DurationText) => Made
  readonly withinNext: (duration: DurationText) => Made
  readonly moreThanAgo: (duration: DurationText) => Made
  readonly moreThanAhead: (duration: DurationText) => Made
  /** Without a day: today. */
  readonly sameDay: (day?: string | OperandReference) => Made
  readonly anniversaryWithin: (duration: DurationText, options?: Pick<ValueTest, 'leapDay'>) => Made
  readonly near: (place: { readonly lat: number; readonly lon: number; readonly km: number }) => Made
}

/** Options of the comparisons of text. */
export type TextOptions = Pick<ValueTest, 'ignoreCase'>

/** A list is asked of its elements, anything else of itself. */
type Element<Value> = Value extends readonly (infer Each)[] ? Each : Value

const NO_VALUE: ReadonlySet<ValueOperator> = new Set<ValueOperator>(['exists', 'missing'])

/** The comparisons, each of which makes a condition of its test. */
export function comparisons<Value, Made>(make: (test: ValueTest) => Made): Comparisons<Value, Made> {
  const one =
    (op: ValueOperator) =>
    (value?: unknown, options: Partial<ValueTest> = {}): Made =>
      make(NO_VALUE.has(op) || value === undefined ? { op } : { op, value: value as JsonValue, ...options })
  return {
    eq: one('eq'),
    ne: one('ne'),
    lt: one('lt'),
    lte: one('lte'),
    gt: one('gt'),
    gte: one('gte'),
    between: (low, high) => make({ op: 'between', value: [low, high] as readonly JsonValue[] }),
    in: one('in'),
    notIn: one('notIn'),
    exists: one('exists'),
    missing: one('missing'),
    contains: one('contains'),
    notContains: one('notContains'),
    startsWith: one('startsWith'),
    endsWith: one('endsWith'),
    matches: one('matches'),
    hasAny: one('hasAny'),
    hasAll: one('hasAll'),
    hasNone: one('hasNone'),
    before: one('before'),
    after: one('after'),
    withinLast: one('withinLast'),
    withinNext: one('withinNext'),
    moreThanAgo: one('moreThanAgo'),
    moreThanAhead: one('moreThanAhead'),
    sameDay: one('sameDay'),
    anniversaryWithin: one('anniversaryWithin'),
    near: one('near'),
  }
}
