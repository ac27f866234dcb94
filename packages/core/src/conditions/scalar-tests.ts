import type { JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import type { Operand, ValueTest } from './ast.ts'
import { type CompiledOperand, compileOperand } from './operand.ts'
import { compilePattern } from './pattern/compile-pattern.ts'
import { refuseCondition } from './refuse.ts'
import type { Scope } from './scope.ts'
import type { Site } from './site.ts'
import { compareScalars, readAs, type Scalar } from './values.ts'

type Test = (value: JsonValue | undefined, scope: Scope) => boolean

/** Compiles the comparisons of one scalar: equality, order, membership, and those of text. */
export function compileScalarTest(test: ValueTest, type: ColumnType | undefined, site: Site): Test {
  const fold = test.ignoreCase ?? false
  switch (test.op) {
    case 'eq':
      return compileEquals(compileOperand(test.value as Operand, type, fold, site), type, fold)
    case 'in':
      return compileIn(test.value as readonly Operand[], type, fold, site)
    case 'lt':
      return compileOrder(test, type, fold, site, (order) => order < 0)
    case 'lte':
      return compileOrder(test, type, fold, site, (order) => order <= 0)
    case 'gt':
      return compileOrder(test, type, fold, site, (order) => order > 0)
    case 'gte':
      return compileOrder(test, type, fold, site, (order) => order >= 0)
    case 'between': {
      const [low, high] = test.value as readonly [Operand, Operand]
      const notBelow = compileOrder({ ...test, value: low }, type, fold, site, (order) => order >= 0)
      const notAbove = compileOrder({ ...test, value: high }, type, fold, site, (order) => order <= 0)
      return (value, scope) => notBelow(value, scope) && notAbove(value, scope)
    }
    case 'contains':
      return compileContains(test, type, fold, site)
    case 'startsWith':
      return compileText(test, type, fold, site, (text, part) => text.startsWith(part))
    case 'endsWith':
      return compileText(test, type, fold, site, (text, part) => text.endsWith(part))
    case 'matches': {
      const pattern = compilePattern(test.value as string, { ignoreCase: fold }, site.path)
      return (value, scope) => {
        const text = readAs(value, type, scope.facts.zone)
        return typeof text === 'string' && pattern(text)
      }
    }
    default:
      throw refuseCondition(site.path, `\`${test.op}\` is no comparison`)
  }
}

/** A value read as its type, in lower case if case is ignored. */
export function readFolded(
  value: JsonValue | undefined,
  type: ColumnType | undefined,
  fold: boolean,
  scope: Scope,
): Scalar | undefined {
  const read = readAs(value, type, scope.facts.zone)
  return fold && typeof read === 'string' ? read.toLowerCase() : read
}

function compileEquals(operand: CompiledOperand, type: ColumnType | undefined, fold: boolean): Test {
  const { constant } = operand
  if (constant !== undefined && type === undefined && !fold) return (value) => value === constant
  return (value, scope) => {
    const read = readFolded(value, type, fold, scope)
    return read !== undefined && read === operand.value(scope)
  }
}

function compileIn(
  operands: readonly Operand[],
  type: ColumnType | undefined,
  fold: boolean,
  site: Site,
): Test {
  const compiled = operands.map((operand) => compileOperand(operand, type, fold, site))
  const constants = new Set(compiled.map((operand) => operand.constant))
  if (!constants.has(undefined)) {
    return (value, scope) => {
      const read = readFolded(value, type, fold, scope)
      return read !== undefined && constants.has(read)
    }
  }
  return (value, scope) => {
    const read = readFolded(value, type, fold, scope)
    return read !== undefined && compiled.some((operand) => operand.value(scope) === read)
  }
}

function compileOrder(
  test: ValueTest,
  type: ColumnType | undefined,
  fold: boolean,
  site: Site,
  holds: (order: number) => boolean,
): Test {
  const operand = compileOperand(test.value as Operand, type, fold, site)
  return (value, scope) => {
    const read = readFolded(value, type, fold, scope)
    const other = operand.value(scope)
    if (read === undefined || other === undefined) return false
    const order = compareScalars(read, other)
    return order !== undefined && holds(order)
  }
}

function compileText(
  test: ValueTest,
  type: ColumnType | undefined,
  fold: boolean,
  site: Site,
  holds: (text: string, part: string) => boolean,
): Test {
  const operand = compileOperand(test.value as Operand, textual(type), fold, site)
  return (value, scope) => {
    const read = readFolded(value, textual(type), fold, scope)
    const part = operand.value(scope)
    return typeof read === 'string' && typeof part === 'string' && holds(read, part)
  }
}

/** A list contains an element, a text contains a part of it. */
function compileContains(test: ValueTest, type: ColumnType | undefined, fold: boolean, site: Site): Test {
  const part = compileText(test, type, fold, site, (text, inner) => text.includes(inner))
  const element = compileEquals(compileOperand(test.value as Operand, undefined, fold, site), undefined, fold)
  return (value, scope) =>
    Array.isArray(value) ? value.some((one) => element(one, scope)) : part(value, scope)
}

/** Comparisons of text read a declared type as text only if it is text. */
function textual(type: ColumnType | undefined): ColumnType | undefined {
  return type === 'string' ? 'string' : undefined
}
