import { ClienteleError, type JsonValue } from '@clientele/core'
import { toValueSpec, type ValueSource, type ValueSpec } from '../mapping/value-spec.ts'
import { type Cell, type CellStyle, cellOf, type RowReading, reject } from './context.ts'
import { dateToInstant, parseDate } from './date.ts'
import { typeReader } from './typed.ts'

/** Reads one value of a row: `undefined` says nothing (or was rejected), `null` clears. */
export type ValueReader = (reading: RowReading) => Cell

/** Prepares the reading of a value, once per file. */
export function valueReader(source: ValueSource, style: CellStyle): ValueReader {
  const spec = toValueSpec(source)
  const read = spec.column === undefined ? constantReader(spec) : columnReader(spec, spec.column, style)
  if (spec.required !== true) return read
  return (reading) => {
    const value = read(reading)
    return value ?? reject(reading, spec.column, 'missing-value', 'expected a value, the row has none')
  }
}

/** As {@link valueReader}, for values that must be text. */
export function textReader(
  source: ValueSource,
  style: CellStyle,
): (reading: RowReading) => string | undefined {
  const read = valueReader(source, style)
  return (reading) => {
    const value = read(reading)
    if (value === undefined || value === null) return undefined
    return typeof value === 'object' ? undefined : String(value)
  }
}

/** As {@link valueReader}, for instants; a column without type is read as one. */
export function instantReader(
  source: ValueSource,
  style: CellStyle,
): (reading: RowReading) => number | undefined {
  const spec = toValueSpec(source)
  if (spec.column === undefined) {
    const instant = constantInstant(spec, style)
    return () => instant
  }
  const read = valueReader({ ...spec, type: spec.type ?? 'instant' }, style)
  return (reading) => {
    const value = read(reading)
    return typeof value === 'number' ? value : undefined
  }
}

function constantInstant(spec: ValueSpec, style: CellStyle): number {
  const constant = spec.constant
  if (typeof constant === 'number') return constant
  const date = parseDate(String(constant), spec.dates ?? ['iso'])
  if (date !== undefined) return dateToInstant(date, style.timeZone)
  throw new ClienteleError(
    'MAPPING_INVALID',
    'Expected a constant instant to be epoch milliseconds or an ISO 8601 date; mend the `constant` in the mapping.',
  )
}

function constantReader(spec: ValueSpec): ValueReader {
  return () => spec.constant as JsonValue
}

function columnReader(spec: ValueSpec, column: string, style: CellStyle): ValueReader {
  const typed = typeReader(spec, column, {
    ...style,
    decimal: spec.decimal ?? style.decimal,
    dates: spec.dates ?? style.dates,
  })
  const map = spec.map === undefined ? undefined : new Map(Object.entries(spec.map))
  return (reading) => {
    const cell = cellOf(reading, column, style)
    if (cell === undefined || cell === null) return cell
    if (map === undefined) return typed(reading, cell)
    const mapped = typeof cell === 'object' ? undefined : map.get(String(cell))
    if (mapped !== undefined) return mapped
    if (spec.unmapped === 'keep') return typed(reading, cell)
    if (spec.unmapped === 'blank') return undefined
    return reject(
      reading,
      column,
      'unmapped-value',
      `expected one of the ${map.size} values that its \`map\` lists; add the value, or set \`unmapped\``,
    )
  }
}
