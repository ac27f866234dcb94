import { currencyDecimals, type JsonValue } from '@clientele/core'
import type { DecimalMark, ValueSpec } from '../mapping/value-spec.ts'
import { type Cell, type CellStyle, type RowReading, reject, textOf } from './context.ts'
import { dateToDay, dateToInstant, type ParsedDate, parseDate } from './date.ts'
import { type Decimal, decimalToNumber, parseDecimal } from './decimal.ts'
import { factorReader } from './factor.ts'
import { stripCurrency, toMinorUnits } from './money.ts'

type TypedReader = (reading: RowReading, cell: JsonValue) => Cell

const TRUE = new Set(['1', 'true', 't', 'yes', 'y', 'oui', 'o', 'vrai'])
const FALSE = new Set(['0', 'false', 'f', 'no', 'n', 'non', 'faux'])

/** Prepares the reading of a cell as the declared type. */
export function typeReader(spec: ValueSpec, column: string, style: CellStyle): TypedReader {
  switch (spec.type ?? 'string') {
    case 'string':
      return (reading, cell) => {
        if (typeof cell !== 'object') return String(cell)
        return reject(reading, column, 'invalid-text', 'expected text, got an object or a list')
      }
    case 'boolean':
      return (reading, cell) => {
        if (typeof cell === 'boolean') return cell
        const text = String(cell).toLowerCase()
        if (TRUE.has(text)) return true
        if (FALSE.has(text)) return false
        return reject(reading, column, 'invalid-boolean', 'expected true/false, yes/no, oui/non or 1/0')
      }
    case 'integer':
    case 'number':
      return numberReader(spec, column, style)
    case 'money':
      return moneyReader(spec, column, style)
    case 'date':
      return dateReader(column, style, (date) => dateToDay(date, style.timeZone))
    case 'instant':
      return dateReader(column, style, (date) => dateToInstant(date, style.timeZone))
    case 'json':
      return (reading, cell) => {
        if (typeof cell !== 'string') return cell
        try {
          return JSON.parse(cell) as JsonValue
        } catch {
          return reject(reading, column, 'invalid-json', 'expected JSON')
        }
      }
  }
}

function numberReader(spec: ValueSpec, column: string, style: CellStyle): TypedReader {
  const integer = spec.type === 'integer'
  const multiply = factorReader(spec.times, style)
  const expected = integer ? 'a whole number' : `a number with a decimal ${style.decimal}`
  return (reading, cell) => {
    if (spec.times === undefined && typeof cell === 'number' && (!integer || Number.isSafeInteger(cell)))
      return cell
    const written = decimalOf(cell, style.decimal)
    const decimal = written === undefined ? undefined : multiply(reading, written)
    const number = decimal === undefined ? undefined : decimalToNumber(decimal)
    const fits = integer
      ? Number.isSafeInteger(number) && !/[1-9]/.test(decimal?.fraction ?? '')
      : Number.isFinite(number)
    return fits ? number : reject(reading, column, 'invalid-number', `expected ${expected}`)
  }
}

function decimalOf(cell: JsonValue, mark: DecimalMark): Decimal | undefined {
  if (typeof cell === 'number') return parseDecimal(String(cell), 'point')
  return typeof cell === 'string' ? parseDecimal(cell, mark) : undefined
}

function moneyReader(spec: ValueSpec, column: string, style: CellStyle): TypedReader {
  const multiply = factorReader(spec.times, style)
  return (reading, cell) => {
    const currency = currencyOf(reading, spec, style)
    if (currency === undefined) return undefined
    const decimals = currencyDecimals(currency)
    const bare = typeof cell === 'string' ? stripCurrency(cell, currency) : cell
    const written = bare === undefined ? undefined : decimalOf(bare, style.decimal)
    if (written === undefined) {
      const expected = `expected an amount in ${currency} with a decimal ${style.decimal}`
      return reject(reading, column, 'invalid-money', expected)
    }
    const decimal = multiply(reading, written)
    if (decimal === undefined) return undefined
    const minor = toMinorUnits(decimal, { decimals, rounding: spec.rounding ?? 'exact' })
    return (
      minor ??
      reject(
        reading,
        column,
        'invalid-money',
        `expected an amount with ${decimals} decimals at most, as ${currency} has; set \`rounding\` to round it`,
      )
    )
  }
}

/** The currency of a money value in this row. */
export function currencyOf(reading: RowReading, spec: ValueSpec, style: CellStyle): string | undefined {
  if (typeof spec.currency === 'string') return spec.currency
  const column = spec.currency?.column ?? ''
  const currency = textOf(reading, column, style)?.toUpperCase()
  if (currency !== undefined && /^[A-Z]{3}$/.test(currency)) return currency
  return reject(reading, column, 'invalid-money', 'expected an ISO 4217 currency code beside the amount')
}

/** Rows that follow one another often bear one date: reading it again is what would cost most. */
function dateReader(column: string, style: CellStyle, use: (date: ParsedDate) => JsonValue): TypedReader {
  const expected = `expected a date written as ${style.dates.join(' or ')}`
  let written: string | undefined
  let value: JsonValue = null
  return (reading, cell) => {
    const text = typeof cell === 'object' ? undefined : String(cell)
    if (text !== undefined && text === written) return value
    const date = text === undefined ? undefined : parseDate(text, style.dates)
    if (date === undefined) return reject(reading, column, 'invalid-date', expected)
    written = text
    value = use(date)
    return value
  }
}
