/** `Δ(x)` of Stirling's formula `lnΓ(x) = (x−½)ln x − x + ½ln 2π + Δ(x)`, for x ≥ 10 (DLMF 5.11.1). */
export function stirlingTail(x: number): number {
  const y = 1 / (x * x)
  return (
    (1 / 12 -
      y *
        (1 / 360 -
          y *
            (1 / 1260 -
              y * (1 / 1680 - y * (1 / 1188 - y * (691 / 360360 - y * (1 / 156 - (y * 3617) / 122400))))))) /
    x
  )
}

/** `½ ln 2π`. */
export const HALF_LOG_TWO_PI: number = 0.9189385332046728

/** The logarithm of the gamma function for x > 0: recurrence up to 10, then Stirling (DLMF 5.5.1, 5.11.1). */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  let shifted = x
  let product = 1
  while (shifted < 10) {
    product *= shifted
    shifted += 1
  }
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    HALF_LOG_TWO_PI +
    stirlingTail(shifted) -
    Math.log(product)
  )
}
