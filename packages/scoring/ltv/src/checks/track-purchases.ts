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
  /** Number of the last day that is tracked; a step that is not over by then is left out. */
  readonly untilDay: number
  /** Number of the day that the steps are counted from. @default the day of the first purchase */
  readonly fromDay?: number | undefined
  /** Length of a step, in time units. @default 1 */
  readonly step?: number | undefined
  /** @default 'week' */
  readonly timeUnit?: TimeUnit | undefined
}

/** Takes customers one by one and answers the plot at the end. */
export interface TrackingBuilder {
  readonly add: (customer: CustomerPeriods) => void
  readonly finish: (forecast: () => Outlook) => readonly TrackingStep[]
}

/** A tracking plot that is filled as customers come; it keeps counts per day and no customer. */
export function buildTracking(options: TrackingOptions): TrackingBuilder {
  const step = options.step ?? 1
  const stepDays = step * UNIT_DAYS[options.timeUnit ?? 'week']
  const births = new Map<number, number>()
  const repeats = new Map<number, number>()
  return {
    add({ periods }) {
      periods.forEach(({ day }, index) => {
        const days = index === 0 ? births : repeats
        days.set(day, (days.get(day) ?? 0) + 1)
      })
    },
    finish(forecast) {
      if (births.size === 0) return []
      const fromDay = options.fromDay ?? [...births.keys()].reduce((first, day) => Math.min(first, day))
      const steps = Math.max(0, Math.floor((options.untilDay + 1 - fromDay) / stepDays))
      const made = new Float64Array(steps)
      for (const [day, count] of repeats) {
        const index = Math.floor((day - fromDay) / stepDays)
        if (index >= 0 && index < steps) made[index]! += count
      }
      const newcomer = forecast()
      const expectedBy = (time: number): number => {
        let sum = 0
        for (const [day, count] of births) {
          const age = time - ((day - fromDay) / stepDays) * step
          if (age > 0) sum += count * newcomer.expected(age)
        }
        return sum
      }
      const result: TrackingStep[] = []
      let expectedSoFar = expectedBy(0)
      let actualSoFar = 0
      for (let index = 0; index < steps; index += 1) {
        const time = (index + 1) * step
        const next = expectedBy(time)
        const actual = made[index]!
        actualSoFar += actual
        result.push({ time, expected: next - expectedSoFar, actual, expectedSoFar: next, actualSoFar })
        expectedSoFar = next
      }
      return result
    },
  }
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
  const builder = buildTracking(options)
  for (const customer of customers) builder.add(customer)
  return builder.finish(forecast)
}
