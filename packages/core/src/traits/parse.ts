import { ClienteleError } from '../errors.ts'
import { issuesOf } from '../model/issues-of.ts'
import type { TraitDefinition } from './definition.ts'
import { traitSchema } from './schema.ts'

/**
 * Reads a trait from JSON.
 *
 * @throws `INVALID_DEFINITION` with the path of what is wrong.
 */
export function parseTrait(input: unknown): TraitDefinition {
  const parsed = traitSchema.safeParse(input)
  if (!parsed.success)
    throw new ClienteleError('INVALID_DEFINITION', `The trait is not valid: ${issuesOf(parsed.error)}.`)
  return parsed.data
}
