/** Over which future purchases are counted; times from the end of the observation, in time units. */
export interface Horizon {
  /** Where counting starts. @default 0 */
  readonly from?: number | undefined
  readonly to: number
}

/** How future purchases are discounted. */
export interface Discount {
  /** Continuous rate per time unit, as {@link continuousRate} gives it; 0 does not discount. */
  readonly rate: number
  /** Where counting ends, in time units. @default Infinity */
  readonly horizon?: number | undefined
}

/**
 * What a model expects of one customer after the end of the observation. Times are counted from there, in the
 * unit of the model.
 */
export interface Outlook {
  /** P(alive): the chance that the customer has not left for good. */
  readonly alive: number
  /** The chance of being still a customer at a time to come. */
  readonly aliveAt: (time: number) => number
  /** Purchases expected within a time. */
  readonly expected: (time: number) => number
  /** The chance of exactly n purchases. */
  readonly probabilityOf: (n: number, horizon: Horizon) => number
  /** The chance of a purchase within a time. */
  readonly buysWithin: (time: number) => number
  /**
   * The time within which a customer who is still one buys with this probability: 0.5 is the median.
   * `undefined`: that never happens, because customers leave before they buy.
   */
  readonly nextPurchaseIfAlive: (probability: number) => number | undefined
  /** The mean of it; `undefined` where it is infinite, as for most customers with one purchase. */
  readonly meanNextPurchaseIfAlive: number | undefined
  /** Purchases to come, each counted at its present value (DERT when the horizon is infinite). */
  readonly discounted: (discount: Discount) => number
}

/** What follows for someone who is a customer now; {@link Outlook} weighs it by P(alive). */
export interface LiveProcess {
  readonly aliveAt: (time: number) => number
  readonly expected: (time: number) => number
  readonly probabilityOf: (n: number, from: number, length: number) => number
  readonly silentFor: (time: number) => number
  readonly nextPurchase: (probability: number) => number | undefined
  readonly meanNextPurchase: number | undefined
  /** Purchases per time unit at a time to come. */
  readonly rateAt: (time: number) => number
  /** A time within which the rate changes little; quadratures are laid out by it. */
  readonly pace: number
}
