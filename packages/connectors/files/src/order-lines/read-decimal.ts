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
      // Constants of the function, for the sake of bundlers that make variables of a module's.
      const zero = 48
      const nine = 57
      const minus = 45
      const plus = 43
      const dot = 46
      const negative = bytes[from] === minus
      const first = negative || bytes[from] === plus ? from + 1 : from
      let digits = 0
      let point = -1
      for (let at = first; at < to; at++) {
        const byte = bytes[at] as number
        if (byte >= zero && byte <= nine) digits = digits * 10 + byte - zero
        else if (byte === dot && point === -1) point = at
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
