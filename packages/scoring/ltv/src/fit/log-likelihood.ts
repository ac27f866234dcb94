import { compressHistories } from '../models/compress-histories.ts'
import { parameterValues } from '../models/family.ts'
import type { PurchaseHistories } from '../models/history.ts'
import { likelihoodOf } from '../models/likelihood-of.ts'
import type { PurchaseModel } from '../models/purchase-model.ts'

/** The log-likelihood of a purchase model, summed over the customers, in the time unit of the histories. */
export function logLikelihoodOf(model: PurchaseModel, histories: PurchaseHistories): number {
  const likelihood = likelihoodOf(model.family, compressHistories(histories).table)
  return likelihood(parameterValues(model).map(Math.log), false).value
}
