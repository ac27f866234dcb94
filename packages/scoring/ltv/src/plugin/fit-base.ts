import type { BaseReader } from '@clientele/core'
import { periodReader } from '../histories/purchase-periods.ts'
import { fitLtv } from '../score/fit-ltv.ts'
import type { LtvFit } from '../score/ltv-model.ts'
import { basePeriods, historyAt } from './base-periods.ts'
import type { LtvPluginOptions } from './plugin-options.ts'

/** Fits the base on a date, or takes the stored model of the options. */
export async function fitBase(
  base: BaseReader,
  options: LtvPluginOptions<string>,
  run: { readonly at: number; readonly signal?: AbortSignal | undefined },
): Promise<LtvFit> {
  if (options.model !== undefined) return { status: 'fitted', model: options.model }
  const reader = periodReader(options)
  const toHistory = historyAt(options, run.at)
  const histories = async function* () {
    for await (const { customer } of basePeriods(base, options, { reader, signal: run.signal })) {
      const history = customer && toHistory(customer)
      if (history !== undefined) yield history
    }
  }
  return fitLtv(histories(), { ...options, at: run.at, currency: () => reader.facts().currency })
}
