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
