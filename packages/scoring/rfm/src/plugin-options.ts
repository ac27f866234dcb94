import { readOptions } from '@clientele/core'
import { type OrderSource, orderSourceSchema } from '@clientele/core/orders'
import * as z from 'zod'
import type { RfmOptions } from './rfm-options.ts'
import type { OrderRule } from './summarize-orders.ts'

/** How the plugin reads and scores the base; the reference date comes with each run. */
export interface RfmPluginOptions<Id extends string = 'rfm'>
  extends Omit<RfmOptions, 'at'>,
    Omit<OrderRule, 'at'> {
  /** Name of the plugin, of its scorer and of its fields: `rfm.segment`. @default 'rfm' */
  readonly id?: Id | undefined
  /** Where orders are read. @default the table `orders` */
  readonly orders?: OrderSource | undefined
}

const text = z.string().min(1)
const texts = z.array(text).optional()
const numbers = z.array(z.number())

const schema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z0-9_-]*$/)
    .optional(),
  orders: orderSourceSchema.optional(),
  method: z
    .union([
      z.strictObject({ kind: z.enum(['quantile', 'ntile']) }),
      z.strictObject({
        kind: z.literal('fixed'),
        recencyDays: numbers,
        orders: numbers,
        revenueMinor: numbers,
      }),
      z.strictObject({ kind: z.literal('frozen'), model: z.looseObject({}) }),
    ])
    .optional(),
  segments: z.looseObject({ id: text }).optional(),
  zone: text.optional(),
  minimumSample: z.int().min(0).optional(),
  windowDays: z.number().positive().optional(),
  channels: texts,
  entities: texts,
  categories: texts,
  paidStatuses: texts,
  negativeRows: z.enum(['ignore', 'net']).optional(),
  convert: z.custom<RfmPluginOptions['convert']>((value) => typeof value === 'function').optional(),
})

/**
 * Checks options at composition, before anything is read.
 *
 * @throws `INVALID_OPTIONS` naming the option
 */
export function checkPluginOptions(options: object): void {
  readOptions('rfm()', schema, options)
}
