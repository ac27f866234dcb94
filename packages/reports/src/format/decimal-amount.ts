/** Writes minor units as an exact decimal number with a point: `decimalAmount(-1205, 2)` is `-12.05`. */
export function decimalAmount(minor: number, decimals: number): string {
  if (!Number.isFinite(minor)) return ''
  const digits = BigInt(Math.round(Math.abs(minor)))
    .toString()
    .padStart(decimals + 1, '0')
  const sign = minor < 0 && Math.round(Math.abs(minor)) !== 0 ? '-' : ''
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
