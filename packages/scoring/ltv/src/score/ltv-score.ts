/** What a customer is worth and may be expected to do, with what it was computed from. */
export interface LtvScore {
  readonly contactId: string
  /** `no_churn_signal`: the base shows no dropout, so there is no P(alive), and the forecast has none. */
  readonly status: 'scored' | 'no_churn_signal'
  /** The inputs: distinct purchase periods, and the repeat ones among them. */
  readonly purchases: number
  readonly x: number
  /** Age at the last purchase, and age, in time units of the model. */
  readonly tx: number
  readonly T: number
  /** Historic value, refunds netted. */
  readonly revenueMinor: number
  /** `undefined` when the cost of an order is unknown. */
  readonly marginMinor: number | undefined
  /** P(alive), 0 to 1. */
  readonly alive: number | undefined
  /** Purchases expected within the horizon. */
  readonly expectedPurchases: number
  /** The chance of a purchase within the horizon. */
  readonly buysWithinHorizon: number
  /** Median days to the next purchase of a customer who has not left; `undefined` beyond a century. */
  readonly nextPurchaseInDaysIfAlive: number | undefined
  /** Spend expected per purchase, in the basis of the model; `undefined` without a spend model. */
  readonly expectedSpendMinor: number | undefined
  readonly spendStatistic: 'mean' | 'median' | undefined
  /** Discounted value of the purchases within the horizon; it does not contain the historic value. */
  readonly valueMinor: number | undefined
}
