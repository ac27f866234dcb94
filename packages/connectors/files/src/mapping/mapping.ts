import { isValidZone } from '@clientele/core'
import * as z from 'zod'
import { sourceNameSchema, type Target, targetSchema } from './target.ts'
import {
  columnSchema,
  type DateFormat,
  type DecimalMark,
  dateFormatsSchema,
  decimalMarkSchema,
} from './value-spec.ts'

/** How a file is written, and what its rows become. */
export interface FileMapping {
  /** Name of the file in the folder; `*` stands for any part of a name. */
  readonly file: string
  /** `auto` goes by the extension, `.gz` aside. @default 'auto' */
  readonly format?: 'auto' | 'csv' | 'tsv' | 'jsonl' | undefined
  /** `auto`: byte-order mark, else UTF-8 if the sample is valid, else Windows-1252. @default 'auto' */
  readonly encoding?: 'auto' | 'utf-8' | 'windows-1252' | undefined
  /** `auto` counts `;`, `,`, tab and `|` in the header. @default 'auto' */
  readonly delimiter?: 'auto' | ',' | ';' | '\t' | '|' | undefined
  /** `none` takes quotes as they are. @default '"' */
  readonly quote?: '"' | "'" | 'none' | undefined
  /** Names of the columns of a file that has no header line. */
  readonly columns?: readonly string[] | undefined
  /** @default 'point' */
  readonly decimal?: DecimalMark | undefined
  /** @default ['iso'] */
  readonly dates?: readonly DateFormat[] | undefined
  /** IANA zone of times without offset. @default the mapping's */
  readonly timeZone?: string | undefined
  /** Values that say nothing, like the empty one. @default [] */
  readonly blanks?: readonly string[] | undefined
  /** Values that clear a field. @default [] */
  readonly nulls?: readonly string[] | undefined
  /** `optional` takes a last row that no line break ends, although it may be cut. @default 'required' */
  readonly finalLineBreak?: 'required' | 'optional' | undefined
  /** A longer row is rejected without being held. @default 1048576 */
  readonly maxRecordBytes?: number | undefined
  /** May the file be absent? @default false */
  readonly optional?: boolean | undefined
  readonly targets: readonly Target[]
}

/** What a set of files means: plain data, so that it can be read, reviewed and kept in git. */
export interface FilesMapping {
  readonly $schema?: string | undefined
  /** Names the import; part of the key of its checkpoint. @default 'files' */
  readonly name?: string | undefined
  /** Declared source of the records, rows and events. */
  readonly source: string
  /** Who answers for this source. */
  readonly owner?: string | undefined
  /** IANA zone of times without offset. @default 'UTC' */
  readonly timeZone?: string | undefined
  readonly files: readonly FileMapping[]
}

const zoneSchema = z.string().refine(isValidZone, {
  error: 'expected an IANA time zone, such as Europe/Paris, and not an offset',
})

const fileMappingSchema: z.ZodType<FileMapping> = z
  .strictObject({
    file: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^/\\]+$/, { error: 'expected the name of a file, without a folder' }),
    format: z.enum(['auto', 'csv', 'tsv', 'jsonl']).optional(),
    encoding: z.enum(['auto', 'utf-8', 'windows-1252']).optional(),
    delimiter: z.enum(['auto', ',', ';', '\t', '|']).optional(),
    quote: z.enum(['"', "'", 'none']).optional(),
    columns: z.array(columnSchema).min(1).optional(),
    decimal: decimalMarkSchema.optional(),
    dates: dateFormatsSchema.optional(),
    timeZone: zoneSchema.optional(),
    blanks: z.array(z.string()).optional(),
    nulls: z.array(z.string()).optional(),
    finalLineBreak: z.enum(['required', 'optional']).optional(),
    maxRecordBytes: z
      .number()
      .int()
      .min(64)
      .max(64 * 1024 * 1024)
      .optional(),
    optional: z.boolean().optional(),
    targets: z.array(targetSchema).min(1),
  })
  .refine(
    (file) =>
      file.columns === undefined ||
      (file.format !== 'jsonl' && new Set(file.columns).size === file.columns.length),
    {
      error: '`columns` names each column of a CSV or TSV file without header once',
      path: ['columns'],
    },
  )

export const filesMappingSchema: z.ZodType<FilesMapping> = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,99}$/, { error: 'expected lower-case letters, digits and -' })
    .optional(),
  source: sourceNameSchema,
  owner: z.string().min(1).max(200).optional(),
  timeZone: zoneSchema.optional(),
  files: z.array(fileMappingSchema).min(1),
})
