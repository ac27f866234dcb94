import * as z from 'zod'
import {
  columnSchema,
  NUMERIC,
  toValueSpec,
  type ValueSource,
  type ValueSpec,
  valueShape,
  valueSourceSchema,
  valueSpecFault,
} from './value-spec.ts'

/** When a row makes this target; all of the conditions must hold. A row that makes no target is skipped. */
export type RowGuard =
  | { readonly column: string; readonly is: 'present' | 'missing' }
  | {
      readonly column: string
      readonly is: 'in' | 'not-in' | 'starting-with' | 'not-starting-with'
      readonly values: readonly string[]
    }

/** Columns that hold an identifier, and whether the source checked it. */
export interface IdentifierSpec {
  readonly column: string
  /** @default false */
  readonly verified?: boolean | { readonly column: string } | undefined
  /** May the whole column be absent from the file? @default false */
  readonly optional?: boolean | undefined
}

/** Identifier type → its column, or several of them. */
export interface IdentifierSources {
  readonly [type: string]: string | IdentifierSpec | readonly (string | IdentifierSpec)[]
}

/** A consent that a column tells. */
export interface ConsentSpec {
  readonly channel: string
  readonly purpose: string
  readonly column: string
  /** Values that mean a grant; compared without case. */
  readonly granted: readonly string[]
  /** Values that mean a refusal. @default every other value that is not blank */
  readonly denied?: readonly string[] | undefined
  readonly withdrawn?: readonly string[] | undefined
  readonly pending?: readonly string[] | undefined
  /** When the person decided. @default the instant of the record */
  readonly at?: ValueSource | undefined
  readonly address?: ValueSource | undefined
  readonly basis?: string | undefined
  readonly proof?: ValueSource | undefined
}

/** A field of a record. */
export interface FieldSpec extends ValueSpec {
  /** Name of the normalisation recipe that the field is declared with. */
  readonly normalise?: string | undefined
}

/**
 * What becomes of a row that says of its key what the row before of the same key said: `skip` passes over it, so that
 * a file of order lines tells of its customers and products without telling everything again on each line.
 */
export type Repeats = 'take' | 'skip'

/** Each row is what a source says about one person. */
export interface RecordTarget {
  readonly type: 'record'
  readonly when?: readonly RowGuard[] | undefined
  /** Declared source. @default the mapping's */
  readonly source?: string | undefined
  /** Column, or columns, that hold the person's key in that source; `#line` is the line number. */
  readonly sourceKey: string | readonly string[]
  /** @default the file's modification time */
  readonly observedAt?: ValueSource | undefined
  readonly identifiers?: IdentifierSources | undefined
  readonly fields?: { readonly [field: string]: string | FieldSpec } | undefined
  readonly consents?: readonly ConsentSpec[] | undefined
  /** @default 'take' */
  readonly repeats?: Repeats | undefined
}

/** Whose row or event it is. */
export interface ContactSpec {
  readonly identifiers?: IdentifierSources | undefined
  readonly source?: string | undefined
  readonly sourceKey?: string | readonly string[] | undefined
}

/** Each row is a row of a declared table. */
export interface TableTarget {
  readonly type: 'table'
  readonly when?: readonly RowGuard[] | undefined
  readonly source?: string | undefined
  readonly table: string
  /** Column, or columns, of the primary key; `#line` is the line number. */
  readonly key: string | readonly string[]
  /** Absent for reference tables, such as products. */
  readonly contact?: ContactSpec | undefined
  /** @default the file's modification time */
  readonly observedAt?: ValueSource | undefined
  readonly columns: { readonly [column: string]: ValueSource }
  /** @default 'take' */
  readonly repeats?: Repeats | undefined
  /**
   * Columns of the table that are added up over the rows of one key, wherever in the file they stand: order lines
   * become their order. The other values are those of the first of them. One row a key is held until the file ends,
   * and a file that was cut is read again from its beginning.
   */
  readonly sum?: readonly string[] | undefined
}

/** Each row is something that a person did. */
export interface EventTarget {
  readonly type: 'event'
  readonly when?: readonly RowGuard[] | undefined
  readonly source?: string | undefined
  readonly name: ValueSource
  /** Columns that name the event for ever. @default derived from the mapped values of the row */
  readonly messageId?: string | readonly string[] | undefined
  readonly occurredAt: ValueSource
  readonly identifiers: IdentifierSources
  readonly properties?: { readonly [property: string]: ValueSource } | undefined
}

/** What a row becomes. */
export type Target = RecordTarget | TableTarget | EventTarget

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_.:-]{0,99}$/, {
  error: 'expected a name that begins with a letter and holds letters, digits, _ . : - (100 at most)',
})
export const sourceNameSchema: z.ZodType<string> = z.string().regex(/^[a-z][a-z0-9_.:-]{0,99}$/, {
  error: 'expected a lower-case source name, such as eshop',
})
const columns = z.union([columnSchema, z.array(columnSchema).min(1)])
const guard = z.union([
  z.strictObject({ column: columnSchema, is: z.enum(['present', 'missing']) }),
  z.strictObject({
    column: columnSchema,
    is: z.enum(['in', 'not-in', 'starting-with', 'not-starting-with']),
    values: z.array(z.string()).min(1),
  }),
])
const identifier = z.union([
  columnSchema,
  z.strictObject({
    column: columnSchema,
    verified: z.union([z.boolean(), z.strictObject({ column: columnSchema })]).optional(),
    optional: z.boolean().optional(),
  }),
])
const identifiers = z.record(name, z.union([identifier, z.array(identifier).min(1)]))
const values = z.array(z.string()).min(1)
const consent = z.strictObject({
  channel: name,
  purpose: name,
  column: columnSchema,
  granted: values,
  denied: values.optional(),
  withdrawn: values.optional(),
  pending: values.optional(),
  at: valueSourceSchema.optional(),
  address: valueSourceSchema.optional(),
  basis: z.string().max(200).optional(),
  proof: valueSourceSchema.optional(),
})
const field = z.union([
  columnSchema,
  z.strictObject({ ...valueShape, normalise: name.optional() }).superRefine((spec, context) => {
    const fault = valueSpecFault(spec)
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
  }),
])
const repeats = z.enum(['take', 'skip']).optional()
const shared = { when: z.array(guard).optional(), source: sourceNameSchema.optional() }

const table = z
  .strictObject({
    type: z.literal('table'),
    ...shared,
    table: name,
    key: columns,
    contact: z
      .strictObject({
        identifiers: identifiers.optional(),
        source: sourceNameSchema.optional(),
        sourceKey: columns.optional(),
      })
      .refine((contact) => (contact.identifiers === undefined) !== (contact.sourceKey === undefined), {
        error: 'expected either `identifiers` or `sourceKey`',
      })
      .optional(),
    observedAt: valueSourceSchema.optional(),
    columns: z.record(name, valueSourceSchema),
    repeats,
    sum: z.array(name).min(1).optional(),
  })
  .refine((target) => (target.sum ?? []).every((column) => isNumeric(target.columns[column])), {
    error: 'expected `sum` to list columns of the type `integer`, `number` or `money`',
    path: ['sum'],
  })
  .refine((target) => target.sum === undefined || target.repeats !== 'skip', {
    error: 'expected `sum` without `repeats`: rows that say the same are added up too',
    path: ['repeats'],
  })

function isNumeric(source: ValueSource | undefined): boolean {
  return source !== undefined && NUMERIC.has(toValueSpec(source).type)
}

export const targetSchema: z.ZodType<Target> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('record'),
    ...shared,
    sourceKey: columns,
    observedAt: valueSourceSchema.optional(),
    identifiers: identifiers.optional(),
    fields: z.record(name, field).optional(),
    consents: z.array(consent).optional(),
    repeats,
  }),
  table,
  z.strictObject({
    type: z.literal('event'),
    ...shared,
    name: valueSourceSchema,
    messageId: columns.optional(),
    occurredAt: valueSourceSchema,
    identifiers: identifiers.refine((types) => Object.keys(types).length > 0, {
      error: 'an event needs at least one identifier',
    }),
    properties: z.record(name, valueSourceSchema).optional(),
  }),
])
