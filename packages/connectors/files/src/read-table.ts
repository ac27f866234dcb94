import { inspectFile } from './read/inspect-file.ts'
import { readRows } from './read/read-rows.ts'

/** A row of a plain table, with the line on which it stands. */
export interface PlainRow {
  readonly line: number
  readonly values: { readonly [column: string]: string }
}

/** A table file that can be read row by row. */
export interface PlainTable {
  readonly columns: readonly string[]
  readonly rows: () => AsyncGenerator<PlainRow, void, undefined>
  /** Rows that could not be read so far. */
  readonly rejected: () => number
}

/**
 * Opens a CSV, TSV or JSON-lines file without a mapping: encoding, delimiter and columns are found out, every value is
 * text. Memory holds one batch at a time.
 *
 * @example
 * ```ts
 * const table = await openTable('customers.csv')
 * for await (const { line, values } of table.rows()) console.log(line, Object.keys(values).length)
 * ```
 *
 * @throws `FILE_UNREADABLE`
 */
export async function openTable(
  path: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<PlainTable> {
  const facts = await inspectFile(path, {
    format: 'auto',
    encoding: 'auto',
    delimiter: 'auto',
    quote: '"',
    columns: undefined,
  })
  let rejected = 0
  return {
    columns: facts.columns,
    rejected: () => rejected,
    rows: async function* () {
      const batches = readRows(facts, {
        kept: facts.columns,
        maxRecordBytes: 16 * 1024 * 1024,
        finalLineBreak: 'optional',
        signal: options.signal,
      })
      for await (const batch of batches) {
        rejected += batch.rejects.length
        for (const { line, values } of batch.rows) yield { line, values: textsOf(values) }
      }
    },
  }
}

function textsOf(values: { readonly [column: string]: unknown }): { readonly [column: string]: string } {
  return Object.fromEntries(
    Object.entries(values).map(([column, value]) => [
      column,
      value === undefined || value === null ? '' : String(value),
    ]),
  )
}
