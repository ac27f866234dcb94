import type { Evaluation } from '../numeric/objective.ts'

/**
 * Turns derivatives in the parameters into derivatives in their logarithms: `g·p`, and `H·p·p` plus the
 * gradient on the diagonal.
 */
export function inLogSpace(
  parameters: readonly number[],
  natural: {
    readonly value: number
    readonly gradient: readonly number[]
    readonly hessian: readonly (readonly number[])[] | undefined
  },
): Evaluation {
  const gradient = natural.gradient.map((value, index) => value * parameters[index]!)
  const hessian = natural.hessian?.map((row, i) =>
    row.map((value, j) => value * parameters[i]! * parameters[j]! + (i === j ? gradient[i]! : 0)),
  )
  return { value: natural.value, gradient, hessian }
}
