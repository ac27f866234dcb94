/** An exact decimal: units × 10⁻ˢᶜᵃˡᵉ. */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

const WRITTEN = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/

/**
 * The decimal that a number is written as in JSON, its shortest one: 0.1 is a tenth, and not the binary fraction next to
 * it. A text is one that a database wrote.
 */
export function decimalOf(value: number | string): Decimal {
  const [, whole = '0', part = '', exponent = '0'] = WRITTEN.exec(String(value)) ?? []
  const scale = part.length - Number(exponent)
  const units = BigInt(whole + part)
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 }
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale }
}

function unitsAt({ units, scale }: Decimal, wanted: number): bigint {
  return scale === wanted ? units : units * 10n ** BigInt(wanted - scale)
}

/** A decimal as text that {@link decimalOf} and `Number` read. */
export function writeDecimal({ units, scale }: Decimal): string {
  return scale === 0 ? String(units) : `${units}e-${scale}`
}

/** The number next to a decimal. */
export function numberOf(decimal: Decimal): number {
  return Number(writeDecimal(decimal))
}

/** Adds numbers as the decimals that they are written as, without rounding. */
export interface ExactSum {
  readonly add: (value: number) => void
  /** The number next to the sum. */
  readonly value: () => number
}

/** Makes an exact sum: in which order numbers come cannot show. */
export function createExactSum(): ExactSum {
  // Whole numbers, by far the most, are added as such as long as that is exact.
  let whole = 0
  let rest: Decimal = { units: 0n, scale: 0 }
  return {
    add: (value) => {
      const next = whole + value
      if (Number.isSafeInteger(value) && Number.isSafeInteger(next)) whole = next
      else rest = addDecimals(rest, decimalOf(value))
    },
    value: () => (rest.units === 0n ? whole : numberOf(addDecimals(decimalOf(whole), rest))),
  }
}
