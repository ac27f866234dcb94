/** The derivative of `lnΓ` for x > 0 (DLMF 5.5.2, 5.11.2). */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  let shifted = x
  let sum = 0
  while (shifted < 10) {
    sum -= 1 / shifted
    shifted += 1
  }
  const y = 1 / (shifted * shifted)
  const series =
    y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y * (1 / 132 - y * (691 / 32760 - y / 12))))))
  return sum + Math.log(shifted) - 0.5 / shifted - series
}

/** The second derivative of `lnΓ` for x > 0 (DLMF 5.15). */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  let shifted = x
  let sum = 0
  while (shifted < 12) {
    sum += 1 / (shifted * shifted)
    shifted += 1
  }
  const y = 1 / (shifted * shifted)
  const series =
    1 / 6 - y * (1 / 30 - y * (1 / 42 - y * (1 / 30 - y * (5 / 66 - y * (691 / 2730 - (y * 7) / 6)))))
  return sum + 1 / shifted + 0.5 * y + (y / shifted) * series
}
