import * as z from 'zod'
import { conditionSchema } from '../conditions/schema.ts'
import { ClienteleError } from '../errors.ts'
import { nameSchema } from '../model/identifier.ts'
import { issuesOf } from '../model/issues-of.ts'
import type { SegmentDefinition } from './definition.ts'

/** The shape of a segment; what its condition speaks of is checked when it is compiled. */
export const segmentSchema: z.ZodType<SegmentDefinition> = z.strictObject({
  id: nameSchema,
  name: z.string().min(1).max(200).optional(),
  description: z.string().max(2000).optional(),
  where: conditionSchema,
  manual: z.boolean().optional(),
})

/**
 * Reads a segment from JSON.
 *
 * @throws `INVALID_DEFINITION` with the path of what is wrong.
 */
export function parseSegment(input: unknown): SegmentDefinition {
  const parsed = segmentSchema.safeParse(input)
  if (!parsed.success)
    throw new ClienteleError('INVALID_DEFINITION', `The segment is not valid: ${issuesOf(parsed.error)}.`)
  return parsed.data
}
