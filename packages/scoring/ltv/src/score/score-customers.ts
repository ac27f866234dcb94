import type { CustomerHistory } from '../histories/customer-history.ts'
import type { PurchaseModel } from '../models/purchase-model.ts'
import { outlookOf } from '../outlook/outlook-of.ts'
import { spendOutlookOf } from '../spend/spend-outlook.ts'
import { continuousRate, UNIT_DAYS } from '../time-unit.ts'
import type { LtvModel } from './ltv-model.ts'
import type { LtvScore } from './ltv-score.ts'

/** How far a value looks ahead. */
export interface ValueOptions {
  /** Days ahead that are counted. @default 365 */
  readonly horizonDays?: number | undefined
  /** Yearly discount rate: 0.1 makes 100 in a year worth 90.91 now. @default 0.1 */
  readonly annualDiscount?: number | undefined
}

type Forecast = Pick<
  LtvScore,
  'alive' | 'expectedPurchases' | 'buysWithinHorizon' | 'nextPurchaseInDaysIfAlive'
> & { readonly discounted: number }

const CENTURY_DAYS = 36_525
const MOST_FORECASTS = 50_000

/**
 * A scorer of customers by one model. Customers with the same x, tx and T are forecast once.
 *
 * The history must be cut in the time unit, the period and the basis of the model.
 */
export function scoreCustomers(
  model: LtvModel,
  options: ValueOptions = {},
): (history: CustomerHistory) => LtvScore {
  const forecastOf = forecaster(model, options)
  const spendOf =
    model.spend.status === 'insufficient_data' ? undefined : spendOutlookOf(model.spend.parameters)
  const status = model.purchases.status === 'no_churn_signal' ? 'no_churn_signal' : 'scored'
  return (history) => {
    const { discounted, ...forecast } = forecastOf(history)
    const known = history.x > 0 && Number.isFinite(history.m)
    const spend = spendOf?.(known ? history : undefined)
    return {
      contactId: history.contactId,
      status,
      purchases: history.x + 1,
      x: history.x,
      tx: history.tx,
      T: history.T,
      revenueMinor: history.revenueMinor,
      marginMinor: history.marginMinor,
      ...forecast,
      expectedSpendMinor: spend && Math.round(spend.amount),
      spendStatistic: spend?.statistic,
      valueMinor: spend && Math.round(discounted * spend.amount),
    }
  }
}

function forecaster(model: LtvModel, options: ValueOptions): (history: CustomerHistory) => Forecast {
  const { nbd, status } = model.purchases
  const withoutDropout: PurchaseModel = { family: 'nbd', parameters: { r: nbd.r, alpha: nbd.alpha } }
  const outlookFor = outlookOf(status === 'no_churn_signal' ? withoutDropout : model.purchases.model)
  const unitDays = UNIT_DAYS[model.timeUnit]
  const horizon = (options.horizonDays ?? 365) / unitDays
  const rate = continuousRate(options.annualDiscount ?? 0.1, model.timeUnit)
  const known = new Map<string, Forecast>()
  return ({ x, tx, T }) => {
    const key = `${x} ${tx} ${T}`
    let forecast = known.get(key)
    if (forecast === undefined) {
      const outlook = outlookFor({ x, tx, T })
      const days = (outlook.nextPurchaseIfAlive(0.5) ?? Number.POSITIVE_INFINITY) * unitDays
      forecast = {
        alive: status === 'no_churn_signal' ? undefined : outlook.alive,
        expectedPurchases: outlook.expected(horizon),
        buysWithinHorizon: outlook.buysWithin(horizon),
        nextPurchaseInDaysIfAlive: days < CENTURY_DAYS ? days : undefined,
        discounted: outlook.discounted({ rate, horizon }),
      }
      if (known.size >= MOST_FORECASTS) known.clear()
      known.set(key, forecast)
    }
    return forecast
  }
}
