import * as z from 'zod'
import { nameSchema } from './identifier.ts'
import { type ColumnType, columnTypeSchema } from './table.ts'

/** What is known of the events of a name: of everything else, values are taken as they come. */
export interface EventDeclaration {
  /** The whole name: `Order Completed`. */
  readonly name: string
  /** For people: when it is tracked. */
  readonly description?: string | undefined
  /**
   * Types of properties, by path: `{ total: 'number', 'products[].price': 'number' }`. Conditions and traits read a
   * value as its type where that loses nothing (`"10"` as 10), else it is missing in that event.
   */
  readonly types?: { readonly [path: string]: ColumnType } | undefined
  /** Properties that hold the key of a row, by path: `{ 'products[].product_id': 'products' }`. */
  readonly links?: { readonly [path: string]: string } | undefined
  /**
   * Does an event with a property of another type go to the dead letter, whole? If not it stays, without that
   * property, and the fault is told. @default false
   */
  readonly strict?: boolean | undefined
}

/** A property of an event that is not of its declared type. */
export interface PropertyFault {
  /** As it is declared: `products[].price`. */
  readonly path: string
  /** In words: `a number`. */
  readonly expected: string
}

const pathSchema = z
  .string()
  .max(200)
  .regex(/^[^.[\]]+(\[\])?(\.[^.[\]]+(\[\])?)*$/u, {
    error: 'expected a path such as total or products[].price',
  })

export const eventDeclarationSchema: z.ZodType<EventDeclaration> = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => !name.endsWith('*'), { error: 'expected a whole name, not a prefix' }),
  description: z.string().max(2000).optional(),
  types: z.record(pathSchema, columnTypeSchema).optional(),
  links: z.record(pathSchema, nameSchema).optional(),
  strict: z.boolean().optional(),
})
