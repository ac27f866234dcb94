import { decimalReader } from './read-decimal.ts'

/** Reads the amount of a line in minor units; `undefined` for one that cannot be read. */
export type LineAmountReader = (
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  price: number,
  quantity: number,
) => number | undefined

/**
 * A reader of amounts that computes with whole numbers: 3 × 2.55 is 765 cents. What is finer than a minor unit is
 * rounded once, half away from zero, on the line.
 */
export function lineAmountReader(decimals: number): LineAmountReader {
  const priceOf = decimalReader()
  const quantityOf = decimalReader()
  const power = Array.from({ length: 31 }, (_, exponent) => 10 ** exponent)
  return (bytes, starts, ends, price, quantity) => {
    const each = priceOf(bytes, starts[price] as number, ends[price] as number)
    if (each === undefined) return undefined
    let digits = each.digits
    let finer = each.decimals - decimals
    if (quantity !== -1) {
      const times = quantityOf(bytes, starts[quantity] as number, ends[quantity] as number)
      if (times === undefined) return undefined
      // Neither a return at a price nor a price below nothing makes two minuses a sale.
      digits = digits < 0 && times.digits < 0 ? -Math.abs(digits * times.digits) : digits * times.digits
      finer += times.decimals
    }
    if (finer <= 0) return digits * (power[-finer] as number)
    const rounded = Math.round(Math.abs(digits) / (power[finer] as number))
    return digits < 0 ? -rounded : rounded
  }
}
