import { readOptions } from '@clientele/core'
import { type OrderSource, orderSourceSchema } from '@clientele/core/orders'
import * as z from 'zod'
import type { LifecycleOptions } from './fit-lifecycle.ts'

/** How the plugin reads the base; the reference date comes with each run. */
export interface LifecyclePluginOptions<Id extends string = 'lifecycle'>
  extends Omit<LifecycleOptions, 'at'> {
  /** Name of the plugin, of its scorer and of its fields: `lifecycle.status`. @default 'lifecycle' */
  readonly id?: Id | undefined
  /** Where orders are read. @default the table `orders` */
  readonly orders?: OrderSource | undefined
  /** Statuses of orders that count. @default paid, shipped, partially_refunded, refunded */
  readonly paidStatuses?: readonly string[] | undefined
  /**
   * Names of the events that count as an action of a lead; opens should not. @default the contact's latest
   * event, whatever it is
   */
  readonly actions?: readonly string[] | undefined
}

const text = z.string().min(1)
const days = z.number().positive().optional()

const schema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z0-9_-]*$/)
    .optional(),
  orders: orderSourceSchema.optional(),
  paidStatuses: z.array(text).optional(),
  actions: z.array(text).optional(),
  limits: z
    .strictObject({
      leadNewDays: days,
      leadActiveDays: days,
      leadColdDays: days,
      buyerActiveDays: days,
      buyerInactiveDays: days,
    })
    .optional(),
  rhythmLimits: z
    .strictObject({
      soon: z.number().positive(),
      late: z.number().positive(),
      veryLate: z.number().positive(),
      inactive: z.number().positive(),
    })
    .refine(({ soon, late, veryLate, inactive }) => soon < late && late < veryLate && veryLate < inactive, {
      error: 'expected soon < late < veryLate < inactive',
    })
    .optional(),
  churnHorizonDays: days,
})

/**
 * Checks options at composition, before anything is read.
 *
 * @throws `INVALID_OPTIONS` naming the option
 */
export function checkPluginOptions(options: object): void {
  readOptions('lifecycle()', schema, options)
}
