import { readOptions } from '@clientele/core'
import * as z from 'zod'
import type { FilesMapping } from './mapping/mapping.ts'

/** Where the files are and what they mean. */
export interface FilesOptions<Id extends string = string> {
  /** Id of the plugin, to compose several. @default 'files' */
  readonly id?: Id | undefined
  /** The folder in which the mapping's files are; the names that fit are read in alphabetical order. */
  readonly folder: string
  /** What their rows become: a mapping, or the path of one as JSON. */
  readonly mapping: FilesMapping | string
  /** Rows of a batch: what is stored in one transaction. @default 500 */
  readonly batchRows?: number | undefined
}

const optionsSchema = z.strictObject({
  id: z.string().min(1).optional(),
  folder: z.string().min(1, { error: 'expected the path of the folder with the files' }),
  mapping: z.union(
    [z.string(), z.custom<FilesMapping>((value) => typeof value === 'object' && value !== null)],
    {
      error: 'expected a mapping, or the path of one',
    },
  ),
  batchRows: z.int().min(1).optional(),
})

/** @throws `INVALID_OPTIONS`; the mapping is checked for itself. */
export function checkFilesOptions(options: FilesOptions): void {
  readOptions('files()', optionsSchema, options)
}
