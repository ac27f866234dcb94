export type { Cell, SourceRow } from './convert/context.ts'
export { convertRow } from './convert/convert-row.ts'
export type { ConvertedRow } from './convert/row-converter.ts'
export { type FilesApi, files } from './files.ts'
export type { FilesOptions } from './files-options.ts'
export type { FileMapping, FilesMapping } from './mapping/mapping.ts'
export { filesMappingSchema } from './mapping/mapping.ts'
export { mappingJsonSchema } from './mapping/mapping-json-schema.ts'
export { loadMapping, parseMapping } from './mapping/parse-mapping.ts'
export type {
  ConsentSpec,
  ContactSpec,
  EventTarget,
  FieldSpec,
  IdentifierSources,
  IdentifierSpec,
  RecordTarget,
  RowGuard,
  TableTarget,
  Target,
} from './mapping/target.ts'
export type {
  DateFormat,
  DecimalMark,
  Rounding,
  Scalar,
  ValueSource,
  ValueSpec,
  ValueType,
} from './mapping/value-spec.ts'
export type { CsvOrderColumns } from './order-lines/csv-order-columns.ts'
export type { CsvOrderOptions, CsvOrders } from './order-lines/csv-orders.ts'
export { ordersOfCsv } from './order-lines/orders-of-csv.ts'
export type { FileFacts } from './read/file-facts.ts'
export { openTable, type PlainRow, type PlainTable } from './read-table.ts'
export type { RejectCode, RejectedRow, Rejection } from './reject.ts'
