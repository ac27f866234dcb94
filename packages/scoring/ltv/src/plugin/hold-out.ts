import type { BaseReader } from '@clientele/core'
import { dayNumberIn } from '@clientele/core/orders'
import { type AliveCell, aliveGrid } from '../checks/alive-grid.ts'
import { buildFrequencyBins, type FrequencyBin } from '../checks/frequency-bins.ts'
import { holdoutOf } from '../checks/holdout.ts'
import { buildTracking, type TrackingStep } from '../checks/track-purchases.ts'
import { outlookOf } from '../outlook/outlook-of.ts'
import type { LtvModel } from '../score/ltv-model.ts'
import { type TimeUnit, UNIT_DAYS } from '../time-unit.ts'
import { basePeriods } from './base-periods.ts'
import { fitBase } from './fit-base.ts'
import type { LtvPluginOptions } from './plugin-options.ts'

/** A model of the past held against what came after, or why there is none. */
export type LtvHoldout =
  | {
      readonly status: 'held'
      readonly model: LtvModel
      /** Customers known at the calibration, and their purchases in the holdout. */
      readonly customers: number
      readonly expected: number
      readonly actual: number
      readonly byFrequency: readonly FrequencyBin[]
      readonly tracking: readonly TrackingStep[]
      /** Unit of the times here, and the end of the calibration in it, counted as the tracking counts. */
      readonly timeUnit: TimeUnit
      readonly calibration: number
      /** P(alive) by silence and frequency for the oldest customers of the calibration. */
      readonly aliveMap: readonly AliveCell[]
    }
  | { readonly status: 'insufficient_data'; readonly reason: string }

const SHOWN_PURCHASES = 10

/** Fits on what was known at the calibration, and compares its forecast with the purchases up to `until`. */
export async function holdOut(
  base: BaseReader,
  options: LtvPluginOptions<string>,
  run: { readonly calibration: number; readonly until: number; readonly signal?: AbortSignal | undefined },
): Promise<LtvHoldout> {
  const fit = await fitBase(base, options, { at: run.calibration, signal: run.signal })
  if (fit.status === 'insufficient_data') return { status: fit.status, reason: fit.reason }
  const { timeUnit, period, basis, zone } = fit.model
  const dayNumber = dayNumberIn(zone)
  const day = dayNumber(run.calibration)
  const until = dayNumber(run.until)
  const forecast = outlookOf(fit.model.purchases.model)
  const bins = buildFrequencyBins(forecast)
  const tracking = buildTracking({ untilDay: until, timeUnit })
  let firstDay = day
  for await (const { customer } of basePeriods(base, options, { signal: run.signal })) {
    const row = customer && holdoutOf(customer, { day, until, timeUnit, period, basis })
    if (customer === undefined || row === undefined) continue
    bins.add(row)
    tracking.add(customer)
    firstDay = Math.min(firstDay, row.history.firstDay)
  }
  const byFrequency = bins.finish()
  const sum = (of: (bin: FrequencyBin) => number) => byFrequency.reduce((total, bin) => total + of(bin), 0)
  return {
    status: 'held',
    model: fit.model,
    customers: sum((bin) => bin.customers),
    expected: sum((bin) => bin.customers * bin.expected),
    actual: sum((bin) => bin.customers * bin.actual),
    byFrequency,
    tracking: tracking.finish(() => forecast()),
    timeUnit,
    // The day itself is part of the calibration, as it is of the tracking.
    calibration: (day + 1 - firstDay) / UNIT_DAYS[timeUnit],
    aliveMap: aliveGrid(forecast, {
      T: (day - firstDay) / UNIT_DAYS[timeUnit],
      mostPurchases: SHOWN_PURCHASES,
    }),
  }
}
