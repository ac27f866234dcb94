import type { Condition } from '../conditions/ast.ts'
import { compileCondition } from '../conditions/compile.ts'
import { dependenciesOf } from '../conditions/dependencies.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import { ClienteleError, isClienteleError } from '../errors.ts'
import { membershipRule } from '../lists/membership-rule.ts'
import type { CompiledSegment } from './compiled-segment.ts'
import type { SegmentDefinition } from './definition.ts'

/**
 * Makes a segment ready to be evaluated: its condition compiled, what it reads known.
 *
 * @throws `INVALID_CONDITION`, `DEFINITION_CYCLE` with the id of the segment.
 */
export function compileSegment(
  definition: SegmentDefinition,
  version: number,
  environment: ConditionEnvironment,
): CompiledSegment {
  const { id } = definition
  const where = membershipRule(definition)
  try {
    // Through its own name, so that a segment that stands on itself is found.
    const own = environment.segments.get(id) === where ? environment : withSegment(environment, id, where)
    const test = compileCondition({ segment: id }, own)
    return { id, version, definition, test, dependencies: dependenciesOf(where, own) }
  } catch (error) {
    if (!isClienteleError(error, 'INVALID_CONDITION')) throw error
    throw new ClienteleError('INVALID_CONDITION', `Segment \`${id}\`: ${error.message}`, {
      cause: error,
      details: error.details,
    })
  }
}

function withSegment(environment: ConditionEnvironment, id: string, where: Condition): ConditionEnvironment {
  return { ...environment, segments: new Map(environment.segments).set(id, where) }
}
