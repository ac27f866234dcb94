import { readOptions } from '@clientele/core'
import { type OrderSource, orderSourceSchema } from '@clientele/core/orders'
import * as z from 'zod'
import type { FitOptions } from '../fit/fit-purchases.ts'
import type { ValueBasis } from '../histories/customer-history.ts'
import type { HistoryRule } from '../histories/history-rule.ts'
import type { LtvModel } from '../score/ltv-model.ts'
import { parseLtvModel } from '../score/parse-ltv-model.ts'
import type { ValueOptions } from '../score/score-customers.ts'
import type { TimeUnit } from '../time-unit.ts'

/** How the plugin reads the base and what it forecasts; the reference date comes with each run. */
export interface LtvPluginOptions<Id extends string = 'ltv'> extends HistoryRule, FitOptions, ValueOptions {
  /** Name of the plugin, of its scorer and of its fields: `ltv.alive`. @default 'ltv' */
  readonly id?: Id | undefined
  /** Where orders are read. @default the table `orders` */
  readonly orders?: OrderSource | undefined
  /** Unit of the parameters and of x, tx and T; money does not depend on it. @default 'week' */
  readonly timeUnit?: TimeUnit | undefined
  /** Forecast revenue or margin; margin needs the cost of every order. @default 'revenue' */
  readonly basis?: ValueBasis | undefined
  /** A stored model to score by, instead of fitting at each run; its unit, period, zone and basis hold. */
  readonly model?: LtvModel | undefined
}

const text = z.string().min(1)
const texts = z.array(text).optional()

const schema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z0-9_-]*$/)
    .optional(),
  orders: orderSourceSchema.optional(),
  timeUnit: z.enum(['day', 'week', 'month']).optional(),
  period: z.enum(['day', 'week']).optional(),
  zone: text.optional(),
  basis: z.enum(['revenue', 'margin']).optional(),
  family: z.enum(['mbg/nbd', 'bg/nbd', 'pareto/nbd', 'nbd']).optional(),
  minimumCustomers: z.int().min(0).optional(),
  minimumRepeaters: z.int().min(0).optional(),
  horizonDays: z.number().positive().optional(),
  annualDiscount: z.number().min(0).optional(),
  channels: texts,
  entities: texts,
  categories: texts,
  paidStatuses: texts,
  negativeRows: z.enum(['ignore', 'net']).optional(),
  freeOrders: z.boolean().optional(),
  convert: z.custom<HistoryRule['convert']>((value) => typeof value === 'function').optional(),
  model: z.looseObject({}).optional(),
})

/**
 * Checks options at composition, before anything is read.
 *
 * @throws `INVALID_OPTIONS` naming the option
 * @throws `MODEL_VERSION` for a stored model of another version
 */
export function checkPluginOptions(options: LtvPluginOptions<string>): void {
  readOptions('ltv()', schema, options)
  if (options.model !== undefined) parseLtvModel(options.model)
}

/** The options with what a stored model fixes put in their place. */
export function settled<Id extends string>(options: LtvPluginOptions<Id>): LtvPluginOptions<Id> {
  const { model } = options
  if (model === undefined) return options
  const { timeUnit, period, zone, basis } = model
  return { ...options, timeUnit, period, zone, basis }
}
