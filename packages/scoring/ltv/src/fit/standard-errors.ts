import { type Matrix, symmetricInverse } from '../numeric/symmetric-solve.ts'

/** How well the parameters are known: their covariance, and its diagonal as standard errors. */
export interface Uncertainty {
  readonly standardErrors: readonly number[]
  readonly covariance: readonly (readonly number[])[]
}

/**
 * The inverse of the observed information in log-parameters, taken to the parameters by the delta method;
 * `undefined` where the likelihood has no proper maximum and the parameters have no standard error.
 */
export function uncertaintyOf(parameters: readonly number[], logHessian: Matrix): Uncertainty | undefined {
  const inverse = symmetricInverse(logHessian.map((row) => row.map((value) => -value)))
  if (inverse === undefined) return undefined
  const covariance = inverse.map((row, i) => row.map((value, j) => value * (parameters[i]! * parameters[j]!)))
  return { standardErrors: covariance.map((row, index) => Math.sqrt(row[index]!)), covariance }
}
