import * as z from 'zod'
import { closedObject } from './closed-object.ts'
import { type Identifier, identifierSchema, nameSchema } from './identifier.ts'
import { type Instant, instantSchema } from './instant.ts'
import type { JsonObject } from './json.ts'
import { jsonObjectSchema } from './json-schema.ts'

/** `interactions`: many per contact, dated. `linked`: many per contact. `reference`: of nobody (stores, products). */
export type TableKind = 'interactions' | 'linked' | 'reference'

/** What a column of a table holds. `money` is an integer of minor units in the row's currency. */
export type ColumnType = 'string' | 'integer' | 'number' | 'money' | 'boolean' | 'instant' | 'date' | 'json'

/** A table that the host declares beside contacts and events. */
export interface TableDeclaration {
  readonly name: string
  readonly kind: TableKind
  readonly columns: { readonly [column: string]: ColumnType }
  /** The column that dates an interaction. */
  readonly dateColumn?: string | undefined
  /** Columns that hold the key of a row of another table: `{ order_id: 'orders' }`. */
  readonly links?: { readonly [column: string]: string } | undefined
}

/** Whose row it is: identifiers, or the key of a record of a source. */
export type RowOwner =
  | { readonly identifiers: readonly Identifier[] }
  | { readonly source: string; readonly sourceKey: string }

/** A row of a declared table, as it comes in; the same key again is the same row, newer. */
export interface TableRowInput {
  readonly table: string
  readonly key: string
  readonly values: JsonObject
  /**
   * Whose it is. @default the contact of the row that the first of its declared links with a value leads to, whichever
   * of the two comes first: a line is of who placed its order. Rows of a `reference` table are of nobody.
   */
  readonly contact?: RowOwner | undefined
  /** Declared name of the source. @default 'api' */
  readonly source?: string | undefined
  /** When the source saw it so. @default the instant of arrival */
  readonly observedAt?: Instant | undefined
}

/** A stored row. */
export interface TableRow {
  readonly table: string
  readonly key: string
  /** The contact, or `undefined` for a row of nobody (yet). */
  readonly contactId: string | undefined
  /** The record that the row follows through merges and splits. */
  readonly recordId: string | undefined
  /**
   * The row whose contact it shares, as `orders/1042`: its source names nobody, and a declared link leads there. It may
   * not have come yet. `undefined` for a row that says itself whose it is, or belongs to nobody.
   */
  readonly follows?: string | undefined
  /** When the interaction happened; `undefined` for rows without a date. */
  readonly at: Instant | undefined
  readonly observedAt: Instant
  readonly receivedAt: Instant
  readonly values: JsonObject
}

/** A row among those of all tables, as one text: `orders/1042`. The name of a table holds no slash. */
export function rowSlot(table: string, key: string): string {
  return `${table}/${key}`
}

/** The table and the key of a slot. */
export function rowOfSlot(slot: string): readonly [table: string, key: string] {
  const end = slot.indexOf('/')
  return [slot.slice(0, end), slot.slice(end + 1)]
}

export const columnTypeSchema: z.ZodType<ColumnType> = z.enum([
  'string',
  'integer',
  'number',
  'money',
  'boolean',
  'instant',
  'date',
  'json',
])

export const tableDeclarationSchema: z.ZodType<TableDeclaration> = z
  .object({
    name: nameSchema,
    kind: z.enum(['interactions', 'linked', 'reference']),
    columns: z.record(nameSchema, columnTypeSchema),
    dateColumn: nameSchema.optional(),
    links: z.record(nameSchema, nameSchema).optional(),
  })
  .refine((table) => table.kind !== 'interactions' || table.dateColumn !== undefined, {
    error: 'a table of interactions needs a `dateColumn`',
  })
  .refine((table) => table.dateColumn === undefined || table.dateColumn in table.columns, {
    error: '`dateColumn` must be one of the columns',
  })

export const tableRowInputSchema: z.ZodType<TableRowInput> = closedObject({
  table: nameSchema,
  key: z.string().min(1).max(1024),
  values: jsonObjectSchema,
  contact: z
    .union([
      closedObject({ identifiers: z.array(identifierSchema).min(1).max(20) }),
      closedObject({ source: nameSchema, sourceKey: z.string().min(1).max(1024) }),
    ])
    .optional(),
  source: nameSchema.optional(),
  observedAt: instantSchema.optional(),
})
