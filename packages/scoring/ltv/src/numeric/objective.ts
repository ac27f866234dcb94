import type { Matrix } from './symmetric-solve.ts'

/** A function to maximise, with its analytic derivatives in the same (log) parameters. */
export interface Evaluation {
  readonly value: number
  readonly gradient: readonly number[]
  /** Only when it was asked for. */
  readonly hessian: Matrix | undefined
}

/** Evaluates at a point; `curvature` asks for the Hessian too. */
export type Objective = (point: readonly number[], curvature: boolean) => Evaluation

/** The box that a search stays in. */
export interface Box {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** Moves a point into the box. */
export function clamp(point: readonly number[], box: Box): number[] {
  return point.map((value, index) => Math.min(box.high[index]!, Math.max(box.low[index]!, value)))
}

/** Is the value of the evaluation, and everything that a step needs of it, finite? */
export function isFiniteEvaluation(evaluation: Evaluation): boolean {
  return Number.isFinite(evaluation.value) && evaluation.gradient.every(Number.isFinite)
}
