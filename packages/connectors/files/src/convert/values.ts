import type { JsonValue } from '@clientele/core'
import { toValueSpec, type ValueSource } from '../mapping/value-spec.ts'
import { type CellStyle, type RowReading, reject } from './context.ts'
import { currencyOf } from './typed.ts'
import { valueReader } from './value.ts'

/** Named values of a row; one that says nothing is left out, one that clears is `null`. */
export type ValuesReader = (reading: RowReading) => Record<string, JsonValue>

/** Prepares the reading of named values. */
export function valuesReader(
  sources: { readonly [name: string]: ValueSource } | undefined,
  style: CellStyle,
): ValuesReader {
  const readers = Object.entries(sources ?? {}).map(
    ([name, source]) => [name, valueReader(source, style)] as const,
  )
  return (reading) => {
    const values: Record<string, JsonValue> = {}
    for (const [name, read] of readers) {
      const value = read(reading)
      if (value !== undefined) values[name] = value
    }
    return values
  }
}

/**
 * As {@link valuesReader}, and the row's `currency` beside its amounts where the mapping does not name it: minor
 * units without their currency would mean nothing. A row with amounts in two currencies is rejected.
 */
export function valuesWithCurrencyReader(
  sources: { readonly [name: string]: ValueSource } | undefined,
  style: CellStyle,
): ValuesReader {
  const read = valuesReader(sources, style)
  const amounts = Object.entries(sources ?? {})
    .map(([name, source]) => [name, toValueSpec(source)] as const)
    .filter(([, spec]) => spec.type === 'money')
  if (amounts.length === 0) return read
  return (reading) => {
    const values = read(reading)
    for (const [name, spec] of amounts) {
      if (values[name] === undefined || values[name] === null) continue
      const currency = currencyOf(reading, spec, style)
      if (currency === undefined) continue
      values.currency ??= currency
      if (values.currency !== currency)
        reject(reading, spec.column, 'mixed-currencies', 'expected all amounts of the row in its `currency`')
    }
    return values
  }
}
