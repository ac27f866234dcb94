import type { JsonValue } from '@clientele/core'
import type { DateFormat, DecimalMark } from '../mapping/value-spec.ts'
import type { RejectCode, Rejection } from '../reject.ts'

/** What a file holds in one place; `undefined` where it holds nothing. */
export type Cell = JsonValue | undefined

/** A row of a file: only the mapped columns are in it. */
export interface SourceRow {
  /** Line on which the row begins; the first is 1. */
  readonly line: number
  /** Byte at which the row begins in the uncompressed file. */
  readonly offset: number
  readonly values: { readonly [column: string]: Cell }
}

/** How the values of a file are written. */
export interface CellStyle {
  readonly decimal: DecimalMark
  readonly dates: readonly DateFormat[]
  /** IANA zone of times without offset. */
  readonly timeZone: string
  readonly blanks: ReadonlySet<string>
  readonly nulls: ReadonlySet<string>
}

/** One row under conversion: the first thing that is wrong with it stays. */
export interface RowReading {
  readonly row: SourceRow
  /** What stands for the instant of observation where no column tells it. */
  readonly observedAt: number
  rejection: Rejection | undefined
}

/** Notes the first thing that is wrong with a row. */
export function reject(
  reading: RowReading,
  column: string | undefined,
  code: RejectCode,
  reason: string,
): undefined {
  reading.rejection ??= {
    code,
    reason: column === undefined ? reason : `column \`${column}\`: ${reason}`,
    column,
  }
  return undefined
}

/** A cell without the blanks around it; `undefined` when it says nothing, `null` when it clears. */
export function cellOf(reading: RowReading, column: string, style: CellStyle): Cell {
  if (column === '#line') return reading.row.line
  const value = reading.row.values[column]
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (text === '' || style.blanks.has(text)) return undefined
  if (style.nulls.has(text)) return null
  if (text.includes('\0')) return reject(reading, column, 'nul-byte', 'expected text, got a NUL character')
  return text
}

/** A cell as text; a number or a truth value of a JSON line is read as its text. */
export function textOf(reading: RowReading, column: string, style: CellStyle): string | undefined {
  const cell = cellOf(reading, column, style)
  if (cell === undefined || cell === null) return undefined
  if (typeof cell === 'object')
    return reject(reading, column, 'invalid-text', 'expected text, got an object or a list')
  return String(cell)
}
