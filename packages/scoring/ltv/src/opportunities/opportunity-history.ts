import type { CustomerPeriods } from '../histories/purchase-period.ts'

/**
 * A customer's record over discrete opportunities to buy (a yearly appeal, a season, a monthly box), each of
 * them taken or not.
 */
export interface OpportunityHistory {
  /** Opportunities taken. */
  readonly x: number
  /** Number of the last one taken, counted from 1; 0 when `x` is 0. */
  readonly tx: number
  /** Opportunities so far. */
  readonly n: number
}

/** The records of many customers, column by column. */
export interface OpportunityHistories {
  readonly x: ArrayLike<number>
  readonly tx: ArrayLike<number>
  readonly n: ArrayLike<number>
  /** Customers with each record. @default 1 */
  readonly customers?: ArrayLike<number> | undefined
}

/** The calendar unit that is one opportunity. */
export type OpportunityLength = 'month' | 'quarter' | 'year'

const MONTHS: { readonly [length in OpportunityLength]: number } = { month: 1, quarter: 3, year: 12 }

/**
 * A customer's purchases as calendar opportunities: those after the one of the first purchase that were over
 * by the end of a day. `undefined` for someone whose first purchase is later.
 *
 * @example
 * ```ts
 * import { opportunitiesOn, readPeriods } from '@clientele/scoring-ltv'
 *
 * const donor = (year: number) => ({ contactId: 'c1', at: Date.UTC(year, 10, 20), amountMinor: 5000 })
 * const { customers } = readPeriods([2020, 2021, 2023].map(donor))
 * const day = Date.UTC(2025, 11, 31) / 86_400_000
 * console.log(opportunitiesOn(customers[0]!, { day, every: 'year' })) // { x: 2, tx: 3, n: 5 }
 * ```
 */
export function opportunitiesOn(
  customer: CustomerPeriods,
  cut: {
    /** Number of the last day that counts, as `dayNumberIn` numbers days. */
    readonly day: number
    readonly every: OpportunityLength
  },
): OpportunityHistory | undefined {
  const unitOf = unitIn(MONTHS[cut.every])
  const first = customer.periods[0]
  if (first === undefined || first.day > cut.day) return undefined
  const start = unitOf(first.day)
  // The unit of the cut counts only when the cut is its last day.
  const over = Math.max(start, unitOf(cut.day + 1) - 1)
  const taken = new Set<number>()
  for (const { day } of customer.periods) {
    const unit = unitOf(day)
    if (unit > start && unit <= over) taken.add(unit - start)
  }
  return { x: taken.size, tx: Math.max(0, ...taken), n: over - start }
}

function unitIn(months: number): (day: number) => number {
  return (day) => {
    const date = new Date(day * 86_400_000)
    return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / months)
  }
}
