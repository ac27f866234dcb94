import type { BetaGeometricParameters, NbdParameters, ParetoParameters } from './parameters.ts'

/** A purchase model with its parameters: all that a forecast needs. Times are in the unit of the fit. */
export type PurchaseModel =
  | { readonly family: 'mbg/nbd' | 'bg/nbd'; readonly parameters: BetaGeometricParameters }
  | { readonly family: 'pareto/nbd'; readonly parameters: ParetoParameters }
  | { readonly family: 'nbd'; readonly parameters: NbdParameters }
