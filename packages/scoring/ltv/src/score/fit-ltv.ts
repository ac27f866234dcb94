import { type FitOptions, fitTable } from '../fit/fit-purchases.ts'
import { fitSpend } from '../fit/fit-spend.ts'
import type { CustomerHistory, ValueBasis } from '../histories/customer-history.ts'
import type { PeriodLength } from '../histories/purchase-period.ts'
import { historyFolder } from '../models/compress-histories.ts'
import type { TimeUnit } from '../time-unit.ts'
import { LTV_METHOD_VERSION, LTV_MODEL_VERSION, type LtvFit } from './ltv-model.ts'

/** What the histories were cut with, and what to fit to them. */
export interface LtvFitOptions extends FitOptions {
  /** Reference date, epoch ms. */
  readonly at: number
  /** @default 'week' */
  readonly timeUnit?: TimeUnit | undefined
  /** @default 'day' */
  readonly period?: PeriodLength | undefined
  /** @default 'UTC' */
  readonly zone?: string | undefined
  /** @default 'revenue' */
  readonly basis?: ValueBasis | undefined
  /** Asked for when all histories have been read. */
  readonly currency?: (() => string | undefined) | undefined
}

/**
 * Fits purchases and spend to histories as they stream by: identical ones are folded, and of the others only
 * the mean spend of customers with repeat purchases is kept.
 *
 * @example
 * ```ts
 * import { fitLtv } from '@clientele/scoring-ltv'
 *
 * const fit = await fitLtv([], { at: Date.UTC(2026, 0, 1) })
 * console.log(fit.status) // insufficient_data
 * ```
 */
export async function fitLtv(
  histories: Iterable<CustomerHistory> | AsyncIterable<CustomerHistory>,
  options: LtvFitOptions,
): Promise<LtvFit> {
  const folder = historyFolder()
  const x: number[] = []
  const m: number[] = []
  for await (const history of histories) {
    folder.add(history.x, history.tx, history.T)
    if (history.x === 0) continue
    x.push(history.x)
    m.push(history.m)
  }
  const purchases = fitTable(folder.finish(), options)
  if (purchases.status === 'insufficient_data') return purchases
  return {
    status: 'fitted',
    model: {
      kind: 'clientele.ltv',
      version: LTV_MODEL_VERSION,
      methodVersion: LTV_METHOD_VERSION,
      fittedAt: options.at,
      timeUnit: options.timeUnit ?? 'week',
      period: options.period ?? 'day',
      zone: options.zone ?? 'UTC',
      basis: options.basis ?? 'revenue',
      currency: options.currency?.(),
      purchases,
      spend: fitSpend({ x, m }, options),
    },
  }
}
