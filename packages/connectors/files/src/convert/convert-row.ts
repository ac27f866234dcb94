import { filePlan } from '../mapping/file-plan.ts'
import type { FileMapping, FilesMapping } from '../mapping/mapping.ts'
import type { SourceRow } from './context.ts'
import { type ConvertedRow, type RowConverter, rowConverter } from './row-converter.ts'

const prepared = new WeakMap<FileMapping, WeakMap<FilesMapping, RowConverter>>()

/**
 * Turns one row into what the mapping makes of it, without reading or writing anything; sums and repeats, which need
 * the other rows of the file, are left alone.
 *
 * @example
 * ```ts
 * const file: FileMapping = {
 *   file: 'customers.csv',
 *   targets: [{ type: 'record', sourceKey: 'id', identifiers: { email: 'e-mail' } }],
 * }
 * const row = { line: 2, offset: 10, values: { id: '7', 'e-mail': 'camille@example.com' } }
 * const converted = convertRow(row, { mapping: { source: 'eshop', files: [file] }, file, observedAt: 0 })
 * // converted.items[0] is the record eshop/7
 * ```
 */
export function convertRow(
  row: SourceRow,
  options: { readonly mapping: FilesMapping; readonly file: FileMapping; readonly observedAt: number },
): ConvertedRow {
  const { mapping, file, observedAt } = options
  const ofFile = prepared.get(file) ?? new WeakMap<FilesMapping, RowConverter>()
  const convert = ofFile.get(mapping) ?? rowConverter(filePlan(mapping, file))
  ofFile.set(mapping, convert)
  prepared.set(file, ofFile)
  const { made, rejected } = convert(row, { observedAt })
  return rejected === undefined ? { items: made.map(({ item }) => item) } : { rejected }
}
