import { gaussLegendre, type QuadratureRule } from '../numeric/gauss-legendre.ts'

/** A plan to integrate over the unobserved moment of dropout: panels of equal length in log time. */
export interface DropoutPlan {
  /** The shift of the log time: `v = ln((shift + y) / (shift + tx))`. */
  readonly shift: number
  readonly panels: number
  readonly length: number
  readonly rule: QuadratureRule
}

const FADED = 40
const LONGEST_PANEL = 3.5
const SIZES = [6, 8, 12, 16, 24] as const
/** The largest exponent across one panel that each size integrates to 1e-13, and the longest such panel. */
const LIMITS: readonly (readonly [exponent: number, length: number])[] = [
  [1.2, 1],
  [3, 2],
  [9, 3.5],
  [16, 3.5],
  [Number.POSITIVE_INFINITY, 3.5],
]

/** The Gauss-Legendre rules that {@link dropoutPlan} chooses from. */
export function dropoutRules(): readonly QuadratureRule[] {
  return SIZES.map(gaussLegendre)
}

/**
 * Plans the integral over [tx, T] of `((alpha+tx)/(alpha+y))^R ((beta+tx)/(beta+y))^s / (beta+y)`, the chance
 * that the customer left in between: positive everywhere, no case for alpha = beta, no ₂F₁.
 *
 * The variable is the logarithm taken from the smaller of alpha and beta, which keeps the other pole at the
 * height π of the complex plane; the range ends where the integrand has faded by e^−40.
 */
export function dropoutPlan(
  rules: readonly QuadratureRule[],
  model: { readonly alpha: number; readonly beta: number; readonly R: number; readonly s: number },
  tx: number,
  T: number,
): DropoutPlan {
  const { alpha, beta, R, s } = model
  const shift = Math.min(alpha, beta)
  const faded = Math.min((alpha + tx) * Math.expm1(FADED / R), (beta + tx) * Math.expm1(FADED / s))
  const end = tx + Math.min(T - tx, faded)
  const range = Math.log1p((end - tx) / (shift + tx))
  // The exponent grows fastest at the end of the range; the term of the smaller parameter grows evenly.
  const steepest = (R * (shift + end)) / (alpha + end) + (s * (shift + end)) / (beta + end)
  const exponent = steepest * range
  let panels = Math.ceil(Math.max(range / LONGEST_PANEL, exponent / FADED, 1e-9))
  if (!(panels >= 1)) panels = 1
  const length = range / panels
  let size = 0
  while (size < SIZES.length - 1) {
    const [most, longest] = LIMITS[size]!
    if (exponent / panels <= most && length <= longest) break
    size += 1
  }
  return { shift, panels, length, rule: rules[size]! }
}

/** The planned integral, times s: the odds of having left, against a density of 1 at the last purchase. */
export function dropoutIntegral(
  plan: DropoutPlan,
  model: { readonly alpha: number; readonly beta: number; readonly R: number; readonly s: number },
  tx: number,
): number {
  const { alpha, beta, R, s } = model
  const { nodes, weights } = plan.rule
  const start = plan.shift + tx
  let sum = 0
  for (let part = 0; part < plan.panels; part += 1) {
    for (let index = 0; index < nodes.length; index += 1) {
      const v = (part + nodes[index]!) * plan.length
      const after = start * Math.expm1(v)
      const logA = Math.log1p(after / (alpha + tx))
      const logB = Math.log1p(after / (beta + tx))
      const width = (weights[index]! * plan.length * (start + after)) / (beta + tx + after)
      sum += width * Math.exp(-R * logA - s * logB)
    }
  }
  return s * sum
}
