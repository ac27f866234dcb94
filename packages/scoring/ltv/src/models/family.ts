import type { PurchaseModel } from './purchase-model.ts'

/** The purchase models: `nbd` has no dropout and serves as the yardstick. */
export type PurchaseFamily = PurchaseModel['family']

/** The names of a family's parameters, in the order of its covariance matrix. */
export function parameterNames(family: PurchaseFamily): readonly string[] {
  if (family === 'nbd') return ['r', 'alpha']
  return family === 'pareto/nbd' ? ['r', 'alpha', 's', 'beta'] : ['r', 'alpha', 'a', 'b']
}

/** A model of a family from its parameters in the order of {@link parameterNames}. */
export function modelOf(family: PurchaseFamily, values: readonly number[]): PurchaseModel {
  const [r, alpha, third, fourth] = values as [number, number, number, number]
  if (family === 'nbd') return { family, parameters: { r, alpha } }
  if (family === 'pareto/nbd') return { family, parameters: { r, alpha, s: third, beta: fourth } }
  return { family, parameters: { r, alpha, a: third, b: fourth } }
}

/** The parameters of a model in the order of {@link parameterNames}. */
export function parameterValues(model: PurchaseModel): readonly number[] {
  const named: { readonly [name: string]: number } = { ...model.parameters }
  return parameterNames(model.family).map((name) => named[name]!)
}
