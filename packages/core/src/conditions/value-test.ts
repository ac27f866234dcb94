import type { JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import type { ValueOperator, ValueTest } from './ast.ts'
import { isDateOperator } from './date-operators.ts'
import { compileDateTest } from './date-tests.ts'
import { compileListTest } from './list-tests.ts'
import { compileNear } from './near.ts'
import { operandFault } from './operand-fault.ts'
import { refuseCondition } from './refuse.ts'
import { compileScalarTest } from './scalar-tests.ts'
import { ALWAYS, NEVER, type Scope, type SignedVerdict } from './scope.ts'
import type { Site } from './site.ts'
import { isMissing, readAs } from './values.ts'

/** A comparison of one value, compiled. */
export interface CompiledValueTest {
  readonly verdict: (value: JsonValue | undefined, scope: Scope) => SignedVerdict
  readonly timeless: boolean
}

/** What a comparison is said to hold of: the declared type, and whether the value is a list of found values. */
export interface Subject {
  readonly type: ColumnType | undefined
  readonly many: boolean
}

/** A comparison that says the opposite of another holds, on missing values too. */
const OPPOSITES: { readonly [operator in ValueOperator]?: ValueOperator } = {
  ne: 'eq',
  notIn: 'in',
  missing: 'exists',
  notContains: 'contains',
  hasNone: 'hasAny',
}

/**
 * Compiles a comparison. `ne`, `notIn`, `missing`, `notContains` and `hasNone` are the opposites of their twins, so
 * they are true of a missing value; every other comparison is false of it. Of the values of a path over a list,
 * one has to compare.
 */
export function compileValueTest(test: ValueTest, subject: Subject, site: Site): CompiledValueTest {
  const fault = operandFault(test)
  if (fault !== undefined) throw refuseCondition(site.path, fault)
  const opposite = OPPOSITES[test.op]
  if (opposite !== undefined) {
    const positive = compilePositive({ ...test, op: opposite }, subject, site)
    return { verdict: (value, scope) => -positive.verdict(value, scope), timeless: positive.timeless }
  }
  return compilePositive(test, subject, site)
}

function compilePositive(test: ValueTest, subject: Subject, site: Site): CompiledValueTest {
  if (test.op === 'hasAny' || test.op === 'hasAll') return timeless(compileListTest(test, subject.type, site))
  if (isDateOperator(test.op)) {
    const single = compileDateTest(test, site)
    return { verdict: subject.many ? anyVerdict(single.verdict) : single.verdict, timeless: single.timeless }
  }
  const single = compileSingle(test, subject.type, site)
  return timeless(subject.many ? anyElement(single) : single)
}

/** Is a value so? */
export type TimelessTest = (value: JsonValue | undefined, scope: Scope) => boolean

function compileSingle(test: ValueTest, type: ColumnType | undefined, site: Site): TimelessTest {
  switch (test.op) {
    case 'exists':
      if (type === undefined || type === 'json') return (value) => !isMissing(value)
      return (value, scope) => readAs(value, type, scope.facts.zone) !== undefined
    case 'near':
      return compileNear(test, site)
    default:
      return compileScalarTest(test, type, site)
  }
}

function timeless(test: TimelessTest): CompiledValueTest {
  return { verdict: (value, scope) => (test(value, scope) ? ALWAYS : NEVER), timeless: true }
}

function anyElement(test: TimelessTest): TimelessTest {
  return (values, scope) => {
    for (const value of (values ?? []) as readonly JsonValue[]) if (test(value, scope)) return true
    return false
  }
}

function anyVerdict(test: CompiledValueTest['verdict']): CompiledValueTest['verdict'] {
  return (values, scope) => {
    let longest = NEVER
    let soonest = ALWAYS
    for (const value of (values ?? []) as readonly JsonValue[]) {
      const verdict = test(value, scope)
      if (verdict > longest) longest = verdict
      if (-verdict < soonest) soonest = -verdict
    }
    return longest > 0 ? longest : -soonest
  }
}
