import { type CellStyle, cellOf, type RowReading, reject } from './context.ts'
import { type Decimal, multiplyDecimals, parseDecimal } from './decimal.ts'

/** Multiplies a decimal of a row; `undefined` when the row was rejected. */
export type FactorReader = (reading: RowReading, decimal: Decimal) => Decimal | undefined

/** Prepares the multiplication by another column; without one, the decimal stays as it is. */
export function factorReader(column: string | undefined, style: CellStyle): FactorReader {
  if (column === undefined) return (_reading, decimal) => decimal
  return (reading, decimal) => {
    const cell = cellOf(reading, column, style)
    if (cell === undefined || cell === null)
      return reject(reading, column, 'missing-value', 'expected a number to multiply by, the row has none')
    const factor =
      typeof cell === 'number'
        ? parseDecimal(String(cell), 'point')
        : typeof cell === 'string'
          ? parseDecimal(cell, style.decimal)
          : undefined
    return factor === undefined
      ? reject(reading, column, 'invalid-number', `expected a number with a decimal ${style.decimal}`)
      : multiplyDecimals(decimal, factor)
  }
}
