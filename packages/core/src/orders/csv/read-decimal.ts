const ZERO = 48
const NINE = 57
const MINUS = 45
const PLUS = 43
const POINT = 46
/** Digits that a double holds exactly. */
const MAX_DIGITS = 15

/** A decimal number taken apart, so that money is never a fraction: `-2.50` is -250 with two decimals. */
export interface Decimal {
  readonly digits: number
  readonly decimals: number
}

/** A reader of decimals with a point, that uses one result again; `undefined` for what is none. */
export function decimalReader(): (bytes: Uint8Array, from: number, to: number) => Decimal | undefined {
  const found = { digits: 0, decimals: 0 }
  return (bytes, from, to) => {
    let at = from
    const negative = bytes[at] === MINUS
    if (negative || bytes[at] === PLUS) at++
    let digits = 0
    let count = 0
    let point = -1
    for (; at < to; at++) {
      const byte = bytes[at] as number
      if (byte === POINT && point === -1) point = at
      else if (byte < ZERO || byte > NINE) return undefined
      else {
        digits = digits * 10 + byte - ZERO
        count++
      }
    }
    if (count === 0 || count > MAX_DIGITS) return undefined
    found.digits = negative ? -digits : digits
    found.decimals = point === -1 ? 0 : to - point - 1
    return found
  }
}
