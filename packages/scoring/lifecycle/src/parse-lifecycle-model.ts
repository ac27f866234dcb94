import { readModel } from '@clientele/core'
import * as z from 'zod'
import { mergeLimits } from './limits.ts'
import { LIFECYCLE_MODEL_VERSION, type LifecycleModel } from './model.ts'
import { checkRhythmLimits } from './rhythm.ts'

const days = z.number().positive()
const curve = z.object({
  days: z.array(z.number()),
  remaining: z.array(z.number()),
  intervals: z.int(),
  knownDays: z.number(),
})
const schema = z.object({
  kind: z.literal('clientele.lifecycle'),
  version: z.literal(LIFECYCLE_MODEL_VERSION),
  methodVersion: z.string(),
  fittedAt: z.number(),
  limits: z.object({
    leadNewDays: days,
    leadActiveDays: days,
    leadColdDays: days,
    buyerActiveDays: days,
    buyerInactiveDays: days,
  }),
  limitsFrom: z.enum(['proposed', 'default', 'given']),
  truncated: z.boolean(),
  rhythmLimits: z.object({ soon: days, late: days, veryLate: days, inactive: days }),
  sampleSize: z.int().min(0),
  intervals: z.object({
    globalDays: days.optional(),
    meanDays: days.optional(),
    byCategory: z.record(z.string(), days),
  }),
  churnHorizonDays: days,
  curves: z.object({
    one: curve.optional(),
    two: curve.optional(),
    more: curve.optional(),
    all: curve.optional(),
  }),
})

/**
 * Reads a stored model back.
 *
 * @throws `MODEL_VERSION` for a model of another version or of something else
 * @throws `INVALID_INPUT` for a model that is damaged; the message names the place
 * @throws `INVALID_OPTIONS` for limits that do not ascend
 */
export function parseLifecycleModel(json: unknown): LifecycleModel {
  const model = readModel(
    { kind: 'clientele.lifecycle', version: LIFECYCLE_MODEL_VERSION, title: 'life-cycle model' },
    schema,
    json,
  )
  mergeLimits(model.limits, undefined)
  checkRhythmLimits(model.rhythmLimits)
  return model
}
