/** What customers spend: repeat purchase periods and the mean spend per repeat period, column by column. */
export interface SpendHistories {
  /** Repeat purchase periods of each customer. */
  readonly x: ArrayLike<number>
  /** Mean spend per repeat period, in one unit of money; the first period does not count. */
  readonly m: ArrayLike<number>
}

/** Spend histories of the customers that a spend model can learn from, and how many were left out. */
export interface SpendTable {
  readonly x: Float64Array
  readonly m: Float64Array
  /** Distinct values of x, ascending, with how many customers have each. */
  readonly counts: Float64Array
  readonly countWeight: Float64Array
  /** Customers with repeat periods whose mean spend is zero or less: reported, never silently dropped. */
  readonly notPositive: number
}

/** Keeps the customers with x > 0 and m > 0; one mean of 0 must not spoil the fit of all. */
export function spendTable(histories: SpendHistories): SpendTable {
  const kept: number[] = []
  let notPositive = 0
  for (let index = 0; index < histories.x.length; index += 1) {
    if (!(histories.x[index]! > 0)) continue
    const mean = histories.m[index]!
    if (mean > 0 && Number.isFinite(mean)) kept.push(index)
    else notPositive += 1
  }
  const x = Float64Array.from(kept, (index) => histories.x[index]!)
  const m = Float64Array.from(kept, (index) => histories.m[index]!)
  const counts = Float64Array.from(new Set(x)).sort()
  const customersWith = new Map<number, number>()
  for (const value of x) customersWith.set(value, (customersWith.get(value) ?? 0) + 1)
  const countWeight = counts.map((value) => customersWith.get(value)!)
  return { x, m, counts, countWeight, notPositive }
}
