import { targetColumns } from './columns.ts'
import type { FileMapping, FilesMapping } from './mapping.ts'

/** A file mapping with every default filled in. */
export interface FilePlan extends Required<Omit<FileMapping, 'columns'>> {
  readonly columns: readonly string[] | undefined
  readonly source: string
  readonly timeZone: string
  /** The only columns that are ever kept of a row. */
  readonly kept: readonly string[]
}

/** Rows longer than this are rejected unless the mapping says otherwise: 1 MiB. */
export const DEFAULT_MAX_RECORD_BYTES: number = 1024 * 1024

/** Fills in the defaults of one file of a mapping. */
export function filePlan(mapping: FilesMapping, file: FileMapping): FilePlan {
  const uses = file.targets.flatMap((target) => targetColumns(target))
  return {
    file: file.file,
    format: file.format ?? 'auto',
    encoding: file.encoding ?? 'auto',
    delimiter: file.delimiter ?? 'auto',
    quote: file.quote ?? '"',
    columns: file.columns,
    decimal: file.decimal ?? 'point',
    dates: file.dates ?? ['iso'],
    timeZone: file.timeZone ?? mapping.timeZone ?? 'UTC',
    blanks: file.blanks ?? [],
    nulls: file.nulls ?? [],
    finalLineBreak: file.finalLineBreak ?? 'required',
    maxRecordBytes: file.maxRecordBytes ?? DEFAULT_MAX_RECORD_BYTES,
    optional: file.optional ?? false,
    targets: file.targets,
    source: mapping.source,
    kept: [...new Set(uses.map((use) => use.column))],
  }
}
