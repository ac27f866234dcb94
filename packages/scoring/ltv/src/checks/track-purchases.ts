import type { CustomerPeriods } from '../histories/purchase-period.ts'
import type { Outlook } from '../outlook/outlook.ts'
import { type TimeUnit, UNIT_DAYS } from '../time-unit.ts'

/** One step of the tracking plot: repeat purchases of all customers, expected from their first purchase on. */
export interface TrackingStep {
  /** End of the step, in time units from the first day. */
  readonly time: number
  readonly expected: number
  readonly actual: number
  readonly expectedSoFar: number
  readonly actualSoFar: number
}

/** What is tracked. */
export interface TrackingOptions {
  /** Number of the first day; the steps are counted from it. */
  readonly fromDay: number
  readonly steps: number
  /** Length of a step, in time units. @default 1 */
  readonly step?: number | undefined
  /** @default 'week' */
  readonly timeUnit?: TimeUnit | undefined
}

/**
 * Repeat purchases over calendar time, expected of new customers at their first purchase and really made: the
 * first plot of the papers. The model should come from the calibration, the purchases from before and after.
 */
export function trackPurchases(
  forecast: () => Outlook,
  customers: Iterable<CustomerPeriods>,
  options: TrackingOptions,
): readonly TrackingStep[] {
  const step = options.step ?? 1
  const stepDays = step * UNIT_DAYS[options.timeUnit ?? 'week']
  const births = new Map<number, number>()
  const made = new Float64Array(options.steps)
  for (const { periods } of customers) {
    const [first, ...repeats] = periods
    if (first === undefined) continue
    births.set(first.day, (births.get(first.day) ?? 0) + 1)
    for (const { day } of repeats) {
      const index = Math.floor((day - options.fromDay) / stepDays)
      if (index >= 0 && index < options.steps) made[index]! += 1
    }
  }
  const newcomer = forecast()
  const expectedBy = (steps: number): number => {
    let sum = 0
    for (const [day, count] of births) {
      const age = steps * step - ((day - options.fromDay) / stepDays) * step
      if (age > 0) sum += count * newcomer.expected(age)
    }
    return sum
  }
  const result: TrackingStep[] = []
  let expectedSoFar = expectedBy(0)
  let actualSoFar = 0
  for (let index = 0; index < options.steps; index += 1) {
    const next = expectedBy(index + 1)
    actualSoFar += made[index]!
    result.push({
      time: (index + 1) * step,
      expected: next - expectedSoFar,
      actual: made[index]!,
      expectedSoFar: next,
      actualSoFar,
    })
    expectedSoFar = next
  }
  return result
}
