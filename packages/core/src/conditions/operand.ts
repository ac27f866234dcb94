import type { JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import { hasOffset } from '../time/parse-instant.ts'
import type { Operand, OperandReference } from './ast.ts'
import { compilePath } from './property-path.ts'
import { refuseCondition } from './refuse.ts'
import type { Scope } from './scope.ts'
import type { Site } from './site.ts'
import { readAs, type Scalar } from './values.ts'

/** Is the operand a reference, not a literal? */
export function isReference(operand: unknown): operand is OperandReference {
  return (
    typeof operand === 'object' &&
    operand !== null &&
    !Array.isArray(operand) &&
    Object.keys(operand).length === 1 &&
    typeof (operand as { ref?: unknown }).ref === 'string'
  )
}

/** The raw value of an operand when the condition runs. */
export function compileRawOperand(operand: Operand, site: Site): (scope: Scope) => JsonValue | undefined {
  if (!isReference(operand)) return () => operand as JsonValue
  const { ref } = operand
  const dot = ref.indexOf('.')
  const root = ref.slice(0, dot)
  const rest = ref.slice(dot + 1)
  if (dot <= 0 || rest === '')
    throw refuseCondition(site.path, `\`${ref}\` is no reference; write \`field.city\` or \`run.key\``)
  if (
    root === 'trait' ||
    (root === 'field' && rest.startsWith('trait.') && site.environment.traits !== undefined)
  )
    throw refuseCondition(
      site.path,
      'a trait cannot be an operand; compare it itself, or make a trait with a formula of the two',
    )
  if (root === 'field') return (scope) => scope.facts.field(rest)
  if (root === 'first') {
    if (site.first === undefined)
      throw refuseCondition(site.path, `\`${ref}\` can only stand inside the \`then\` of a sequence`)
    const { read } = compilePath(rest, site.first, site.environment, site.path)
    return (scope) => read(scope.first, scope)
  }
  if (root !== 'run' && root !== 'trigger')
    throw refuseCondition(
      site.path,
      `\`${ref}\` refers to nothing; a reference begins with field, first, run or trigger`,
    )
  return (scope) => scope.references?.(ref)
}

/** An operand read as the type of what it is compared with; `constant` if it is the same whenever it is asked. */
export interface CompiledOperand {
  readonly constant: Scalar | undefined
  readonly value: (scope: Scope) => Scalar | undefined
}

/** Compiles an operand to be compared with values of a type. */
export function compileOperand(
  operand: Operand,
  type: ColumnType | undefined,
  fold: boolean,
  site: Site,
): CompiledOperand {
  const reference = isReference(operand)
  const raw = compileRawOperand(operand, site)
  const folded = (value: Scalar | undefined): Scalar | undefined =>
    fold && typeof value === 'string' ? value.toLowerCase() : value
  const local = type === 'instant' && typeof operand === 'string' && !hasOffset(operand)
  if (reference)
    return { constant: undefined, value: (scope) => folded(readAs(raw(scope), type, scope.facts.zone)) }
  const literal =
    typeof operand === 'string' && site.normalise !== undefined ? site.normalise(operand) : operand
  const constant = folded(readAs(literal as JsonValue, type, 'UTC'))
  if (constant === undefined)
    throw refuseCondition(site.path, `the operand cannot be read as ${type ?? 'text, a number or a boolean'}`)
  if (local) return { constant: undefined, value: (scope) => readAs(operand, type, scope.facts.zone) }
  return { constant, value: () => constant }
}
