import { type Box, clamp, type Evaluation, isFiniteEvaluation, type Objective } from './objective.ts'

const LONGEST_STEP = 1.5

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * right[index]!, 0)
}

function updated(
  inverse: readonly number[][],
  step: readonly number[],
  change: readonly number[],
): number[][] {
  const curvature = dot(step, change)
  const carried = inverse.map((row) => dot(row, change))
  const scale = (1 + dot(change, carried) / curvature) / curvature
  return inverse.map((row, i) =>
    row.map(
      (value, j) =>
        value + scale * step[i]! * step[j]! - (carried[i]! * step[j]! + step[i]! * carried[j]!) / curvature,
    ),
  )
}

/**
 * Climbs to the neighbourhood of a maximum: BFGS with a backtracking line search inside a box (Nocedal and
 * Wright, Numerical Optimization, algorithm 6.1). The value is divided by `scale`, the number of customers.
 */
export function climb(
  objective: Objective,
  start: readonly number[],
  options: {
    readonly box: Box
    readonly scale: number
    readonly rounds?: number | undefined
    readonly tolerance?: number | undefined
  },
): { readonly point: readonly number[]; readonly value: number; readonly evaluations: number } {
  const { box, scale } = options
  const size = start.length
  const identity = (): number[][] => start.map((_, i) => start.map((__, j) => (i === j ? 1 : 0)))
  let point = clamp(start, box)
  let here: Evaluation = objective(point, false)
  let evaluations = 1
  let inverse = identity()
  let fresh = true
  for (let round = 0; round < (options.rounds ?? 100); round += 1) {
    const uphill = here.gradient.map((value) => value / scale)
    if (Math.max(...uphill.map(Math.abs)) < (options.tolerance ?? 1e-6)) break
    let direction = inverse.map((row) => dot(row, uphill))
    if (!(dot(direction, uphill) > 0)) {
      inverse = identity()
      direction = [...uphill]
    }
    const longest = Math.max(...direction.map(Math.abs))
    let length = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1
    let next: Evaluation | undefined
    let candidate = point
    for (let attempt = 0; attempt < 40; attempt += 1) {
      candidate = clamp(
        point.map((value, index) => value + length * direction[index]!),
        box,
      )
      next = objective(candidate, false)
      evaluations += 1
      const gain = dot(
        candidate.map((value, index) => value - point[index]!),
        uphill,
      )
      if (isFiniteEvaluation(next) && next.value / scale >= here.value / scale + 1e-4 * gain) break
      length /= 2
      next = undefined
    }
    if (next === undefined) {
      if (fresh) break
      inverse = identity()
      fresh = true
      continue
    }
    const step = candidate.map((value, index) => value - point[index]!)
    // The inverse Hessian of −f: the change of gradient is taken downhill.
    const change = uphill.map((value, index) => value - next.gradient[index]! / scale)
    if (fresh && dot(step, change) > 0) {
      const ratio = dot(step, change) / dot(change, change)
      inverse = identity().map((row) => row.map((value) => value * ratio))
    }
    if (dot(step, change) > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change)))
      inverse = updated(inverse, step, change)
    fresh = false
    point = candidate
    here = next
    if (size === 0) break
  }
  return { point, value: here.value, evaluations }
}
