import * as z from 'zod'
import { conditionSchema } from '../../conditions/schema.ts'
import { ClienteleError } from '../../errors.ts'
import { issuesOf } from '../../model/issues-of.ts'
import type { SegmentationDefinition } from './definition.ts'

const partSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,48}$/, {
  error: 'expected a name that begins with a letter and holds letters, digits, _ . - (49 at most)',
})

/** More rules than anybody reads; each is tried for every contact. */
const MAX_LABELS = 14

/** The shape of a segmentation; what its conditions speak of is checked when it is compiled. */
export const segmentationSchema: z.ZodType<SegmentationDefinition> = z
  .strictObject({
    id: partSchema,
    name: z.string().min(1).max(200).optional(),
    description: z.string().max(2000).optional(),
    labels: z
      .array(
        z.strictObject({
          label: partSchema,
          name: z.string().min(1).max(200).optional(),
          where: conditionSchema,
        }),
      )
      .min(1)
      .max(MAX_LABELS),
    otherwise: partSchema,
    retired: z.array(partSchema).optional(),
  })
  .refine(
    ({ labels, otherwise }) => new Set(labels.map(({ label }) => label)).add(otherwise).size > labels.length,
    {
      error: 'every label, `otherwise` too, must be another',
    },
  )

/**
 * Reads a segmentation from JSON.
 *
 * @throws `INVALID_DEFINITION` with the path of what is wrong.
 */
export function parseSegmentation(input: unknown): SegmentationDefinition {
  const parsed = segmentationSchema.safeParse(input)
  if (!parsed.success)
    throw new ClienteleError(
      'INVALID_DEFINITION',
      `The segmentation is not valid: ${issuesOf(parsed.error)}.`,
    )
  return parsed.data
}
