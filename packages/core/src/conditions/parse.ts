import { ClienteleError } from '../errors.ts'
import { issuesOf } from '../model/issues-of.ts'
import type { Condition } from './ast.ts'
import { compileCondition } from './compile.ts'
import { type ConditionEnvironment, emptyEnvironment } from './environment.ts'
import { conditionSchema } from './schema.ts'

/**
 * Reads a condition from JSON, and checks what it speaks of against the environment: segments, tables, columns,
 * paths, links, operands.
 *
 * @throws `INVALID_CONDITION` with the path of what is wrong; `DEFINITION_CYCLE` with the path of the segments.
 *
 * @example
 * ```ts
 * const condition = parseCondition({ field: 'city', op: 'eq', value: 'Lyon' })
 * ```
 */
export function parseCondition(
  input: unknown,
  environment: ConditionEnvironment = emptyEnvironment(),
): Condition {
  const parsed = conditionSchema.safeParse(input)
  if (!parsed.success)
    throw new ClienteleError('INVALID_CONDITION', `The condition is not valid: ${issuesOf(parsed.error)}.`)
  compileCondition(parsed.data, environment)
  return parsed.data
}
