import * as z from 'zod'

/** How a cell is read. `money` gives integer minor units, `instant` epoch milliseconds, `date` `yyyy-mm-dd`. */
export type ValueType = 'string' | 'integer' | 'number' | 'money' | 'boolean' | 'date' | 'instant' | 'json'

/** How a source writes a date; separators `/`, `-` and `.` are the same, the time of day is optional. */
export type DateFormat = 'iso' | 'dd/mm/yyyy' | 'mm/dd/yyyy' | 'yyyymmdd' | 'epoch-s' | 'epoch-ms'

/** `point`: `1234.50`. `comma`: `1 234,50`. */
export type DecimalMark = 'point' | 'comma'

/** What is done with decimals that the currency does not have; `exact` rejects the row. */
export type Rounding = 'exact' | 'half-even' | 'half-away'

/** A value that a mapping may hold: text, a number, a truth value or `null`. */
export type Scalar = string | number | boolean | null

/** Where a value comes from and how it is read. */
export interface ValueSpec {
  /** Name of the column in the file's header; for JSON lines a dotted path too. */
  readonly column?: string | undefined
  /** The same value for every row, instead of a column. */
  readonly constant?: Scalar | undefined
  /** @default 'string' */
  readonly type?: ValueType | undefined
  /** Date formats that are tried, in order. @default those of the file */
  readonly dates?: readonly DateFormat[] | undefined
  /** @default that of the file */
  readonly decimal?: DecimalMark | undefined
  /** ISO 4217 code, or the column that holds it; needed by `money`. */
  readonly currency?: string | { readonly column: string } | undefined
  /** @default 'exact' */
  readonly rounding?: Rounding | undefined
  /** A column that the number or the amount is multiplied by, before rounding: unit price times quantity. */
  readonly times?: string | undefined
  /** Values of the file → values kept, before any typing. */
  readonly map?: { readonly [value: string]: Scalar } | undefined
  /** What becomes of a value that `map` does not list. @default 'reject' */
  readonly unmapped?: 'reject' | 'keep' | 'blank' | undefined
  /** Is a row without this value rejected? @default false */
  readonly required?: boolean | undefined
  /** May the whole column be absent from the file? @default false */
  readonly optional?: boolean | undefined
}

/** A column name, or a {@link ValueSpec}. */
export type ValueSource = string | ValueSpec

const dateFormatSchema = z.enum(['iso', 'dd/mm/yyyy', 'mm/dd/yyyy', 'yyyymmdd', 'epoch-s', 'epoch-ms'])

export const dateFormatsSchema: z.ZodType<readonly DateFormat[]> = z
  .array(dateFormatSchema)
  .min(1)
  .refine((formats) => !(formats.includes('dd/mm/yyyy') && formats.includes('mm/dd/yyyy')), {
    error: '`dd/mm/yyyy` and `mm/dd/yyyy` together cannot be told apart; keep the one that the source writes',
  })
  .refine((formats) => !(formats.includes('epoch-s') && formats.includes('epoch-ms')), {
    error: '`epoch-s` and `epoch-ms` together cannot be told apart; keep the one that the source writes',
  })

export const decimalMarkSchema: z.ZodType<DecimalMark> = z.enum(['point', 'comma'])

const scalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const columnSchema: z.ZodType<string> = z
  .string()
  .min(1)
  .max(1000)
  .refine((column) => column !== '__proto__', { error: 'a column of that name cannot be read' })

export const currencySchema: z.ZodType<string> = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'expected an ISO 4217 code of three capitals, such as EUR' })

/** The Zod shape of a {@link ValueSpec}, for schemas that extend it. */
export const valueShape: { readonly [Key in keyof ValueSpec]-?: z.ZodType<ValueSpec[Key]> } = {
  column: columnSchema.optional(),
  constant: scalarSchema.optional(),
  type: z.enum(['string', 'integer', 'number', 'money', 'boolean', 'date', 'instant', 'json']).optional(),
  dates: dateFormatsSchema.optional(),
  decimal: decimalMarkSchema.optional(),
  currency: z.union([currencySchema, z.strictObject({ column: columnSchema })]).optional(),
  rounding: z.enum(['exact', 'half-even', 'half-away']).optional(),
  times: columnSchema.optional(),
  map: z.record(z.string(), scalarSchema).optional(),
  unmapped: z.enum(['reject', 'keep', 'blank']).optional(),
  required: z.boolean().optional(),
  optional: z.boolean().optional(),
}

/** Types whose values can be multiplied and added up. */
export const NUMERIC: ReadonlySet<ValueType | undefined> = new Set(['integer', 'number', 'money'])

/** Says what is contradictory in a value specification, if anything is. */
export function valueSpecFault(spec: ValueSpec): string | undefined {
  if ((spec.column === undefined) === (spec.constant === undefined))
    return 'expected either `column` or `constant`'
  if (spec.type === 'money' && spec.currency === undefined)
    return 'a `money` value needs `currency`: an ISO 4217 code, or { "column": … }'
  if (spec.type !== 'money' && (spec.currency !== undefined || spec.rounding !== undefined))
    return '`currency` and `rounding` belong to the type `money`'
  if (spec.times !== undefined && (spec.column === undefined || !NUMERIC.has(spec.type)))
    return '`times` belongs to a column of the type `integer`, `number` or `money`'
  if (spec.unmapped !== undefined && spec.map === undefined) return '`unmapped` belongs to `map`'
  return undefined
}

export const valueSourceSchema: z.ZodType<ValueSource> = z.union([
  columnSchema,
  z.strictObject(valueShape).superRefine((spec, context) => {
    const fault = valueSpecFault(spec)
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
  }),
])

/** The long form of a {@link ValueSource}. */
export function toValueSpec(source: ValueSource): ValueSpec {
  return typeof source === 'string' ? { column: source } : source
}
