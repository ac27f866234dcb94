import type { JsonObject, JsonValue, Scorer } from '@clientele/core'
import { LTV_METHOD_VERSION, type LtvFit, type LtvModel } from '../score/ltv-model.ts'
import { scoreCustomers } from '../score/score-customers.ts'
import { basePeriods, historyAt } from './base-periods.ts'
import { fitBase } from './fit-base.ts'
import type { LtvPluginOptions } from './plugin-options.ts'

/**
 * Scores the base in two passes: one fits, one scores. With too little data the historic value is still there,
 * under `insufficient_data`. A contact that has lost its last valid order since the run before is told so
 * (`not_scored`), and no stale value stays on it.
 */
export function ltvScorer(
  id: string,
  options: LtvPluginOptions<string>,
  onModel: (model: LtvModel) => void,
): Scorer {
  return {
    id,
    values: {
      status: 'string',
      purchases: 'number',
      x: 'number',
      tx: 'number',
      T: 'number',
      revenueMinor: 'number',
      marginMinor: 'number',
      alive: 'number',
      expectedPurchases: 'number',
      buysWithinHorizon: 'number',
      nextPurchaseInDaysIfAlive: 'number',
      expectedSpendMinor: 'number',
      spendStatistic: 'string',
      valueMinor: 'number',
      sampleSize: 'number',
      method: 'string',
      fit: 'string',
    },
    async *score({ base, at, signal }) {
      const fit = await fitBase(base, options, { at, signal })
      const about = aboutFit(fit)
      if (fit.status === 'fitted') onModel(fit.model)
      const score = fit.status === 'fitted' ? scoreCustomers(fit.model, options) : undefined
      const toHistory = historyAt(options, at)
      for await (const { contactId, customer, previous } of basePeriods(base, options, {
        scorerId: id,
        signal,
      })) {
        const history = customer && toHistory(customer)
        if (history === undefined) {
          if (previous !== undefined && previous.status !== 'not_scored') {
            yield { contactId, values: { status: 'not_scored', ...about } }
          }
          continue
        }
        const { x, tx, T, revenueMinor, marginMinor } = history
        const { contactId: _, ...found } = score?.(history) ?? {
          contactId,
          status: 'insufficient_data',
          purchases: x + 1,
          x,
          tx,
          T,
          revenueMinor,
          marginMinor,
        }
        yield { contactId, values: { ...present(found), ...about } }
      }
    },
  }
}

function aboutFit(fit: LtvFit): JsonObject {
  if (fit.status === 'insufficient_data') {
    return { sampleSize: fit.customers, method: LTV_METHOD_VERSION, fit: 'insufficient_data' }
  }
  const { purchases, methodVersion } = fit.model
  return {
    sampleSize: purchases.customers,
    method: `${methodVersion} ${purchases.model.family}`,
    fit: purchases.status,
  }
}

function present(values: { readonly [name: string]: JsonValue | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  )
}
