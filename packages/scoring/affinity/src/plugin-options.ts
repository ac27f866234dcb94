import { readOptions } from '@clientele/core'
import { type ConvertMoney, type OrderSource, orderSourceSchema } from '@clientele/core/orders'
import * as z from 'zod'
import type { AffinityOptions } from './affinity-options.ts'
import type { OrderLines } from './read/lines-source.ts'

/** How the plugin reads the base; the reference date comes with each run. */
export interface AffinityPluginOptions<Id extends string = 'affinity'> extends Omit<AffinityOptions, 'at'> {
  /** Name of the plugin, of its scorer and of its fields: `affinity.category`. @default 'affinity' */
  readonly id?: Id | undefined
  /** Where orders are read; events bring their own lines (`products`). @default the table `orders` */
  readonly orders?: OrderSource | undefined
  /** Where the lines of orders are read. @default the table `order_lines`, if it is declared */
  readonly lines?: OrderLines | undefined
  /** Statuses of orders that count. @default paid, shipped, partially_refunded, refunded */
  readonly paidStatuses?: readonly string[] | undefined
  /** Converts to one currency with the host's dated rates, rounded to minor units. */
  readonly convert?: ConvertMoney | undefined
  /** Field with the channel that a contact asked for; it wins over what its reactions say. @default 'preferredChannel' */
  readonly declaredChannelField?: string | undefined
}

const text = z.string().min(1)
const texts = z.array(text)
const count = z.int().min(0).optional()
const fading = z
  .strictObject({
    order: z.number().min(0).optional(),
    events: z.record(text, z.number().positive()).optional(),
    halfLifeDays: z.number().positive().optional(),
  })
  .optional()

const schema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z0-9_-]*$/)
    .optional(),
  orders: orderSourceSchema.optional(),
  lines: z
    .strictObject({
      table: text.optional(),
      order: text.optional(),
      product: text.optional(),
      category: text.optional(),
      quantity: text.optional(),
      price: text.optional(),
    })
    .optional(),
  paidStatuses: texts.optional(),
  convert: z.custom<ConvertMoney>((value) => typeof value === 'function').optional(),
  declaredChannelField: text.optional(),
  minimumBaskets: z.int().min(1).optional(),
  minimumSupport: z.number().min(0).max(1).optional(),
  maximumItems: z.int().min(2).max(10_000).optional(),
  minimumLift: z.number().min(0).optional(),
  rulesPerItem: z.int().min(1).optional(),
  interest: fading,
  engagement: fading,
  intent: fading,
  channels: z.record(text, z.strictObject({ delivered: texts, answered: texts })).optional(),
  presence: texts.optional(),
  minimumOrders: count,
  minimumDeliveries: count,
  minimumActions: count,
  minimumContacts: count,
})

/**
 * Checks options at composition, before anything is read.
 *
 * @throws `INVALID_OPTIONS` naming the option
 */
export function checkPluginOptions(options: object): void {
  readOptions('affinity()', schema, options)
}
