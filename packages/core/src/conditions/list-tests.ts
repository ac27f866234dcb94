import type { JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import type { Operand, ValueTest } from './ast.ts'
import { compileOperand } from './operand.ts'
import { readFolded } from './scalar-tests.ts'
import type { Scope } from './scope.ts'
import type { Site } from './site.ts'
import { isMissing } from './values.ts'

/** Compiles `hasAny` and `hasAll`: of a list, or of a scalar as a list of one. A missing value has nothing. */
export function compileListTest(
  test: ValueTest,
  type: ColumnType | undefined,
  site: Site,
): (value: JsonValue | undefined, scope: Scope) => boolean {
  const fold = test.ignoreCase ?? false
  const operands = (test.value as readonly Operand[]).map((operand) =>
    compileOperand(operand, type, fold, site),
  )
  const every = test.op === 'hasAll'
  return (value, scope) => {
    if (isMissing(value)) return false
    const elements = Array.isArray(value) ? (value as readonly JsonValue[]) : [value as JsonValue]
    for (const operand of operands) {
      const wanted = operand.value(scope)
      const found =
        wanted !== undefined && elements.some((one) => readFolded(one, type, fold, scope) === wanted)
      if (found !== every) return found
    }
    return every
  }
}
