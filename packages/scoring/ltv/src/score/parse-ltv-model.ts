import { readModel } from '@clientele/core'
import * as z from 'zod'
import { LTV_MODEL_VERSION, type LtvModel } from './ltv-model.ts'

const positive = z.number().positive()
const count = z.int().min(0)
const matrix = z.array(z.array(z.number()))
const errors = z.record(z.string(), z.number())

const model = z.discriminatedUnion('family', [
  z.object({
    family: z.enum(['mbg/nbd', 'bg/nbd']),
    parameters: z.object({ r: positive, alpha: positive, a: positive, b: positive }),
  }),
  z.object({
    family: z.literal('pareto/nbd'),
    parameters: z.object({ r: positive, alpha: positive, s: positive, beta: positive }),
  }),
  z.object({ family: z.literal('nbd'), parameters: z.object({ r: positive, alpha: positive }) }),
])

const purchases = z.object({
  status: z.enum(['converged', 'boundary', 'no_churn_signal', 'not_converged']),
  model,
  standardErrors: errors.optional(),
  covariance: matrix.optional(),
  logLikelihood: z.number(),
  aic: z.number(),
  bic: z.number(),
  customers: count,
  repeaters: count,
  repeatPurchases: count,
  rows: count,
  nbd: z.object({ r: positive, alpha: positive, logLikelihood: z.number(), likelihoodRatio: z.number() }),
})

const spend = z.discriminatedUnion('status', [
  z.object({
    status: z.enum(['converged', 'boundary', 'not_converged']),
    parameters: z.object({ p: positive, q: positive, v: positive }),
    standardErrors: z.object({ p: z.number(), q: z.number(), v: z.number() }).optional(),
    covariance: matrix.optional(),
    logLikelihood: z.number(),
    customers: count,
    notPositive: count,
    correlation: z.number(),
  }),
  z.object({
    status: z.literal('insufficient_data'),
    reason: z.string(),
    customers: count,
    notPositive: count,
  }),
])

const schema = z.object({
  kind: z.literal('clientele.ltv'),
  version: z.literal(LTV_MODEL_VERSION),
  methodVersion: z.string(),
  fittedAt: z.number(),
  timeUnit: z.enum(['day', 'week', 'month']),
  period: z.enum(['day', 'week']),
  zone: z.string(),
  basis: z.enum(['revenue', 'margin']),
  currency: z.string().optional(),
  purchases,
  spend,
})

/**
 * Reads a stored model back.
 *
 * @throws `MODEL_VERSION` for a model of another version or of something else
 * @throws `INVALID_INPUT` for a model that is damaged; the message names the place
 */
export function parseLtvModel(json: unknown): LtvModel {
  return readModel(
    { kind: 'clientele.ltv', version: LTV_MODEL_VERSION, title: 'customer value model' },
    schema,
    json,
  ) as LtvModel
}
