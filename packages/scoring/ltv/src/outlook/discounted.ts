import { gaussLegendre, type QuadratureRule } from '../numeric/gauss-legendre.ts'
import type { Discount, LiveProcess } from './outlook.ts'

const LONGEST_PANEL = 1.25
const FADED = 40

/** The 10-point rule that {@link discountedPurchases} sums with. */
export function discountRule(): QuadratureRule {
  return gaussLegendre(10)
}

/**
 * `∫ e^(−rate·t) · purchases per time unit dt` over the horizon, in panels of the logarithm of time: the rate
 * falls off as a power of time, which is smooth there. Without a discount it is the expected number itself.
 */
export function discountedPurchases(
  rule: QuadratureRule,
  process: Pick<LiveProcess, 'rateAt' | 'expected' | 'pace'>,
  discount: Discount,
): number {
  const { rate } = discount
  const horizon = discount.horizon ?? Number.POSITIVE_INFINITY
  if (rate === 0) return process.expected(horizon)
  const end = Math.min(horizon, FADED / rate)
  const scale = Math.min(process.pace, 1 / rate)
  const range = Math.log1p(end / scale)
  const panels = Math.max(1, Math.ceil(range / LONGEST_PANEL))
  const length = range / panels
  let sum = 0
  for (let panel = 0; panel < panels; panel += 1) {
    for (let index = 0; index < rule.nodes.length; index += 1) {
      const v = (panel + rule.nodes[index]!) * length
      const time = scale * Math.expm1(v)
      sum += rule.weights[index]! * length * (scale + time) * Math.exp(-rate * time) * process.rateAt(time)
    }
  }
  return sum
}
