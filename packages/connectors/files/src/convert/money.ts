import type { Rounding } from '../mapping/value-spec.ts'
import type { Decimal } from './decimal.ts'

/** Integer minor units of a decimal, by digits alone; `undefined` when they would not be exact, or too large. */
export function toMinorUnits(
  decimal: Decimal,
  options: { readonly decimals: number; readonly rounding: Rounding },
): number | undefined {
  const kept = decimal.fraction.slice(0, options.decimals).padEnd(options.decimals, '0')
  const rest = decimal.fraction.slice(options.decimals)
  let size = BigInt(decimal.whole + kept)
  if (/[1-9]/.test(rest)) {
    if (options.rounding === 'exact') return undefined
    if (roundsUp(rest, { even: size % 2n === 0n, rounding: options.rounding })) size += 1n
  }
  const minor = Number(size)
  if (!Number.isSafeInteger(minor)) return undefined
  return decimal.negative && minor !== 0 ? -minor : minor
}

/** The amount without the sign or code of its currency; `undefined` when it bears that of another one. */
export function stripCurrency(text: string, currency: string): string | undefined {
  const found = /^([+\-−]?)\s*(€|£|\$|[A-Z]{3})?\s*([^€£$A-Z]*?)\s*(€|£|\$|[A-Z]{3})?$/u.exec(text)
  if (found === null) return undefined
  for (const mark of [found[2], found[4]]) if (mark !== undefined && !marks(mark, currency)) return undefined
  return `${found[1]}${found[3]}`
}

function marks(mark: string, currency: string): boolean {
  if (mark === '€') return currency === 'EUR'
  if (mark === '£') return currency === 'GBP'
  return mark === '$' ? currency.endsWith('D') : mark === currency
}

function roundsUp(rest: string, at: { readonly even: boolean; readonly rounding: Rounding }): boolean {
  const first = rest.charCodeAt(0) - 48
  if (first !== 5) return first > 5
  if (/[1-9]/.test(rest.slice(1)) || at.rounding === 'half-away') return true
  return !at.even
}
