import { logBeta } from '@clientele/core/numeric'
import { trigamma } from './digamma.ts'

/** A rule for expectations under Beta(a, b): `E[f(p)] = Σ weights · f(nodes)` plus what the anchors carry. */
export interface BetaRule {
  readonly a: number
  readonly b: number
  readonly nodes: Float64Array
  readonly weights: Float64Array
  /** Is f(0) taken out before summing, because the weight near 0 is too heavy to reach the end of? */
  readonly anchorZero: boolean
  readonly anchorOne: boolean
}

const NEGLIGIBLE = Math.log(1e-18)
const ANCHOR_BELOW = 0.5
/** The strip narrows as a grows: this and the spread keep the error of the rule under 1e-11. */
const STEP = 0.25

function sideOf(
  rule: { readonly a: number; readonly b: number; readonly left: number; readonly right: number },
  start: number,
  step: number,
  norm: number,
): [number, number][] {
  const found: [number, number][] = []
  for (let count = 0; count < 100_000; count += 1) {
    const y = start + count * step
    const logP = y > 0 ? -Math.log1p(Math.exp(-y)) : y - Math.log1p(Math.exp(y))
    const logNotP = logP - y
    const logWeight = rule.a * logP + rule.b * logNotP - norm
    found.push([Math.exp(logP), Math.exp(logWeight) * Math.abs(step)])
    if (logWeight + rule.left * logP + rule.right * logNotP < NEGLIGIBLE) break
  }
  return found
}

/**
 * The trapezoidal rule in the logit of p. The integrand decays exponentially at both ends and is analytic in a
 * strip, so the rule converges geometrically (Trefethen and Weideman, SIAM Review 56, 2014). For a or b under
 * one half the value at that end is taken out exactly, and a tiny a costs no more than a large one. Unlike a
 * fixed Gauss-Jacobi rule it does not degrade when f changes close to p = 0, which is what a horizon that is
 * long against the observation does.
 */
export function betaRule(a: number, b: number): BetaRule {
  const anchorZero = a < ANCHOR_BELOW
  const anchorOne = b < ANCHOR_BELOW
  const spread = Math.sqrt(trigamma(a) + trigamma(b))
  const step = Math.min(STEP, 0.55 * spread)
  const shape = { a, b, left: anchorZero ? 1 : 0, right: anchorOne ? 1 : 0 }
  const centre = Math.log((a + shape.left) / (b + shape.right))
  const norm = logBeta(a, b)
  const points = [...sideOf(shape, centre, step, norm), ...sideOf(shape, centre - step, -step, norm)]
  return {
    a,
    b,
    anchorZero,
    anchorOne,
    nodes: Float64Array.from(points, (point) => point[0]),
    weights: Float64Array.from(points, (point) => point[1]),
  }
}

/** `E[f(p)]` for p ~ Beta(a, b); f must be finite on [0, 1]. */
export function betaMean(rule: BetaRule, f: (p: number) => number): number {
  const zero = rule.anchorZero ? f(0) : 0
  const one = rule.anchorOne ? f(1) : 0
  const { nodes, weights } = rule
  let sum = 0
  for (let index = 0; index < nodes.length; index += 1) {
    const p = nodes[index] as number
    sum += (weights[index] as number) * (f(p) - zero * (1 - p) - one * p)
  }
  const total = rule.a + rule.b
  return sum + (zero * rule.b + one * rule.a) / total
}
