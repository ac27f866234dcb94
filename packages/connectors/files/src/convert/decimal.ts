import type { DecimalMark } from '../mapping/value-spec.ts'

/** A decimal as written, without rounding: `-1 234,50` is `{ negative: true, whole: '1234', fraction: '50' }`. */
export interface Decimal {
  readonly negative: boolean
  readonly whole: string
  readonly fraction: string
}

const SPACES = "[ \\u00a0\\u202f'’]"
const patterns: { readonly [Mark in DecimalMark]: RegExp } = {
  point: shape('\\.', ','),
  comma: shape(',', '\\.'),
}

/**
 * Reads a decimal number; spaces and apostrophes may group thousands. The other mark may too, but only where it
 * cannot be the decimal one: `1,234` is refused under `point`, because a wrong guess is wrong a thousand times.
 */
export function parseDecimal(text: string, mark: DecimalMark): Decimal | undefined {
  const found = patterns[mark].exec(text)
  if (found === null) return undefined
  const whole = (found[2] ?? '').replace(/\D/g, '')
  const fraction = found[3] ?? ''
  if (whole === '' && fraction === '') return undefined
  return { negative: found[1] === '-' || found[1] === '−', whole: whole.replace(/^0+(?=\d)/, ''), fraction }
}

/** The nearest double of a decimal. */
export function decimalToNumber(decimal: Decimal): number {
  const size = Number(
    `${decimal.whole === '' ? '0' : decimal.whole}.${decimal.fraction === '' ? '0' : decimal.fraction}`,
  )
  return decimal.negative && size !== 0 ? -size : size
}

/** The exact product of two decimals. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = a.fraction.length + b.fraction.length
  const digits = String(BigInt(a.whole + a.fraction) * BigInt(b.whole + b.fraction)).padStart(scale + 1, '0')
  const point = digits.length - scale
  return { negative: a.negative !== b.negative, whole: digits.slice(0, point), fraction: digits.slice(point) }
}

function shape(mark: string, other: string): RegExp {
  const spaced = `\\d{1,3}(?:${SPACES}\\d{3})+`
  const twiceGrouped = `\\d{1,3}(?:${other}\\d{3}){2,}`
  const onceGrouped = `\\d{1,3}${other}\\d{3}(?=${mark}\\d)`
  return new RegExp(`^([+\\-−]?)(${spaced}|${twiceGrouped}|${onceGrouped}|\\d+)?(?:${mark}(\\d*))?$`, 'u')
}
