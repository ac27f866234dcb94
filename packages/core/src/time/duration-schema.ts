import * as z from 'zod'
import { readDuration } from './duration.ts'

/** The shape of a duration in a definition: text that `parseDuration` can read. */
export const durationTextSchema: z.ZodType<string> = z
  .string()
  .refine((text) => readDuration(text) !== undefined, {
    error: 'expected a duration such as 90m, 4h, 1d, 2w, P1D, P1M or P1Y',
  })
