import { compareScalars, readAs, type Scalar } from '../conditions/values.ts'
import type { ColumnType } from '../model/table.ts'
import type { ExplorationCell, ExplorationHaving, MeasureTest } from './exploration.ts'
import type { CompiledMeasureOf } from './measures.ts'
import { refuseExploration } from './schema.ts'

/** Is a condition true of what the measures of a group came to, in their order? */
export type GroupTest = (values: readonly ExplorationCell[]) => boolean

/** Reads the operands of a condition as what they are compared with. @throws `INVALID_INPUT`; of a measure unasked too */
export function readHaving(
  having: ExplorationHaving,
  measures: readonly CompiledMeasureOf[],
  zone: string,
): ExplorationHaving {
  if ('all' in having) return { all: having.all.map((part) => readHaving(part, measures, zone)) }
  if ('any' in having) return { any: having.any.map((part) => readHaving(part, measures, zone)) }
  if ('not' in having) return { not: readHaving(having.not, measures, zone) }
  const { measure, op, value } = having
  const asked = measures.find(({ name }) => name === measure)
  if (asked === undefined)
    throw refuseExploration(`\`having\` names \`${measure}\`, which is not asked; add it to \`measures\``)
  if (value === undefined) return having
  const read = (operand: Scalar): Scalar => operandOf(measure, operand, asked.type, zone)
  return { measure, op, value: isPair(value) ? [read(value[0]), read(value[1])] : read(value) }
}

function operandOf(measure: string, operand: Scalar, type: ColumnType, zone: string): Scalar {
  const read = readAs(operand, type, zone)
  if (read !== undefined) return read
  throw refuseExploration(
    `\`having\` compares \`${measure}\` with a ${typeof operand}, and its values are of the type ${type}`,
  )
}

/**
 * Compiles a condition on groups whose operands have been read: as everywhere, `ne` and `missing` are true of what is
 * missing, and every other comparison is false.
 */
export function compileHaving(
  having: ExplorationHaving,
  measures: readonly { readonly name: string }[],
): GroupTest {
  if ('all' in having) {
    const parts = having.all.map((part) => compileHaving(part, measures))
    return (values) => parts.every((part) => part(values))
  }
  if ('any' in having) {
    const parts = having.any.map((part) => compileHaving(part, measures))
    return (values) => parts.some((part) => part(values))
  }
  if ('not' in having) {
    const part = compileHaving(having.not, measures)
    return (values) => !part(values)
  }
  const place = measures.findIndex(({ name }) => name === having.measure)
  return (values) => isTrueOf(values[place] ?? null, having)
}

function isTrueOf(cell: ExplorationCell, { op, value }: MeasureTest): boolean {
  if (op === 'exists') return cell !== null
  if (op === 'missing') return cell === null
  if (op === 'ne') return cell !== value
  if (cell === null || value === undefined) return false
  if (isPair(value)) return compares(cell, 'gte', value[0]) && compares(cell, 'lte', value[1])
  return compares(cell, op, value)
}

function compares(cell: Scalar, op: MeasureTest['op'], value: Scalar): boolean {
  if (op === 'eq') return cell === value
  const order = compareScalars(cell, value)
  if (order === undefined) return false
  switch (op) {
    case 'lt':
      return order < 0
    case 'lte':
      return order <= 0
    case 'gt':
      return order > 0
    default:
      return order >= 0
  }
}

function isPair(value: NonNullable<MeasureTest['value']>): value is readonly [Scalar, Scalar] {
  return Array.isArray(value)
}
