const ZERO = 48
const NINE = 57
const MINUS = 45
const PLUS = 43
const POINT = 46
/** Digits that a double holds exactly. */
const MAX_DIGITS = 15

/** Reads decimal numbers with a point, taken apart so that money is never a fraction. */
export interface DecimalReader {
  /** The number without its point, `-250` of `-2.50`; NaN for what is none. */
  readonly read: (bytes: Uint8Array, from: number, to: number) => number
  /** How many of the digits read last stood behind the point. */
  readonly decimals: () => number
}

/** Makes a reader, which allocates nothing per number. */
export function decimalReader(): DecimalReader {
  let decimals = 0
  return {
    read(bytes, from, to) {
      const negative = bytes[from] === MINUS
      const first = negative || bytes[from] === PLUS ? from + 1 : from
      let digits = 0
      let point = -1
      for (let at = first; at < to; at++) {
        const byte = bytes[at] as number
        if (byte >= ZERO && byte <= NINE) digits = digits * 10 + byte - ZERO
        else if (byte === POINT && point === -1) point = at
        else return Number.NaN
      }
      const count = to - first - (point === -1 ? 0 : 1)
      if (count <= 0 || count > MAX_DIGITS) return Number.NaN
      decimals = point === -1 ? 0 : to - point - 1
      return negative ? -digits : digits
    },
    decimals: () => decimals,
  }
}
