import { type Box, clamp, type Evaluation, isFiniteEvaluation, type Objective } from './objective.ts'
import { cholesky, choleskySolve, type Matrix } from './symmetric-solve.ts'

/** Where {@link polish} came to rest. */
export interface Summit {
  readonly point: readonly number[]
  readonly evaluation: Evaluation
  /** `converged`: a proper maximum. `flat`: no further gain, but the point still drifts. `stopped`: out of rounds. */
  readonly outcome: 'converged' | 'flat' | 'stopped'
  readonly evaluations: number
}

const STEP_AT_REST = 1e-9
const GAIN_AT_REST = 1e-9
const LONGEST_STEP = 2

function damped(hessian: Matrix, damping: number): Matrix {
  return hessian.map((row, i) =>
    row.map((value, j) => (i === j ? -value + damping * (Math.abs(value) + 1e-8) : -value)),
  )
}

/**
 * Newton's method with Levenberg damping inside a box, from a point near the maximum: three rounds are usual.
 * It ends on the size of the step, so that flat ridges (Pareto/NBD on CDNOW) are walked to their top.
 */
export function polish(
  objective: Objective,
  start: readonly number[],
  options: { readonly box: Box; readonly rounds?: number | undefined },
): Summit {
  const { box } = options
  let point: readonly number[] = clamp(start, box)
  let here = objective(point, true)
  let evaluations = 1
  let damping = 0
  let idle = 0
  for (let round = 0; round < (options.rounds ?? 60); round += 1) {
    const held = heldAt(point, here.gradient, box)
    const lower = cholesky(hold(damped(here.hessian as Matrix, damping), held))
    if (lower === undefined) {
      damping = damping === 0 ? 1e-3 : damping * 10
      if (damping > 1e12) return { point, evaluation: here, outcome: 'flat', evaluations }
      continue
    }
    let step = choleskySolve(
      lower,
      here.gradient.map((value, index) => (held[index] ? 0 : value)),
    )
    const longest = Math.max(...step.map(Math.abs))
    if (longest > LONGEST_STEP) step = step.map((value) => (value * LONGEST_STEP) / longest)
    const candidate = clamp(
      point.map((value, index) => value + step[index]!),
      box,
    )
    const moved = Math.max(...candidate.map((value, index) => Math.abs(value - point[index]!)))
    const next = objective(candidate, true)
    evaluations += 1
    const noise = 1e-13 * Math.abs(here.value)
    if (!isFiniteEvaluation(next) || next.value < here.value - noise) {
      if (moved < STEP_AT_REST) return { point, evaluation: here, outcome: 'converged', evaluations }
      damping = damping === 0 ? 1e-3 : damping * 10
      if (damping > 1e12) return { point, evaluation: here, outcome: 'flat', evaluations }
      continue
    }
    const gain = next.value - here.value
    point = candidate
    here = next
    const resting = moved < STEP_AT_REST || (moved < 1e-6 && Math.abs(gain) <= noise)
    if (resting && damping <= 1e-6) {
      const outcome = held.includes(true) ? 'flat' : restOf(here)
      return { point, evaluation: here, outcome, evaluations }
    }
    idle = gain < GAIN_AT_REST && moved > 1e-4 ? idle + 1 : 0
    if (idle >= 6 || moved === 0) return { point, evaluation: here, outcome: 'flat', evaluations }
    damping = damping < 1e-6 ? 0 : damping / 10
  }
  return { point, evaluation: here, outcome: 'stopped', evaluations }
}

/** Which coordinates stand at a wall of the box and would go through it. */
function heldAt(point: readonly number[], gradient: readonly number[], box: Box): boolean[] {
  return point.map(
    (value, index) =>
      (value <= box.low[index]! && gradient[index]! <= 0) ||
      (value >= box.high[index]! && gradient[index]! >= 0),
  )
}

function hold(matrix: Matrix, held: readonly boolean[]): Matrix {
  if (!held.includes(true)) return matrix
  return matrix.map((row, i) => row.map((value, j) => (held[i] || held[j] ? (i === j ? 1 : 0) : value)))
}

function restOf(evaluation: Evaluation): 'converged' | 'flat' {
  return cholesky(damped(evaluation.hessian as Matrix, 0)) === undefined ? 'flat' : 'converged'
}
