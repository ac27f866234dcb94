import { decimalReader } from './read-decimal.ts'

/** Reads the amount of a line in minor units; NaN for one that cannot be read. */
export type LineAmountReader = (
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  price: number,
  quantity: number,
) => number

/**
 * A reader of amounts that computes with whole numbers: 3 × 2.55 is 765 cents. What is finer than a minor unit is
 * rounded once, half away from zero, on the line.
 */
export function lineAmountReader(decimals: number): LineAmountReader {
  const each = decimalReader()
  const times = decimalReader()
  return (bytes, starts, ends, price, quantity) => {
    let digits = each.read(bytes, starts[price] as number, ends[price] as number)
    let finer = each.decimals() - decimals
    if (quantity !== -1) {
      const pieces = times.read(bytes, starts[quantity] as number, ends[quantity] as number)
      // A return at a price below nothing is two minuses, and no sale.
      digits = digits < 0 && pieces < 0 ? -(digits * pieces) : digits * pieces
      finer += times.decimals()
    }
    const size = finer <= 0 ? Math.abs(digits) * power(-finer) : Math.round(Math.abs(digits) / power(finer))
    // Nothing has no sign: 0 pieces at −2.50 are 0, not −0.
    return digits < 0 && size !== 0 ? -size : size
  }
}

/** Small integers stay small integers, which cost no memory. */
const POWERS: readonly number[] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]

function power(exponent: number): number {
  return POWERS[exponent] ?? 10 ** exponent
}
