import type { JsonObject, Scorer } from '@clientele/core'
import { dayNumberIn } from '@clientele/core/orders'
import type { RfmPluginOptions } from './plugin-options.ts'
import { RFM_METHOD_VERSION, type RfmModel } from './rfm-model.ts'
import { fitRfm } from './score-rfm.ts'
import { scoreWithModel } from './score-with-model.ts'
import { type SummarizedContact, summarizeBase } from './summarize-base.ts'

/**
 * Scores the base in two passes: one places the cuts, one scores. A contact that has lost its last valid
 * order since the run before is told so (`status: 'not_scored'`), and no stale segment stays on it.
 */
export function rfmScorer(
  id: string,
  options: RfmPluginOptions<string>,
  onModel: (model: RfmModel) => void,
): Scorer {
  return {
    id,
    values: {
      status: 'string',
      recencyDays: 'number',
      orders: 'number',
      revenueMinor: 'number',
      r: 'number',
      f: 'number',
      m: 'number',
      code: 'string',
      segment: 'string',
      sampleSize: 'number',
      method: 'string',
    },
    async *score({ base, at, signal }) {
      const fit = await fitRfm(summariesOf(summarizeBase(base, options, { at, signal })), { ...options, at })
      const model = fit.status === 'fitted' ? fit.model : undefined
      if (model !== undefined) onModel(model)
      const score = model === undefined ? undefined : scoreWithModel(model, at)
      const dayNumber = dayNumberIn(model?.zone ?? options.zone ?? 'UTC')
      const about = {
        sampleSize: fit.status === 'fitted' ? fit.model.sampleSize : fit.sampleSize,
        method: model === undefined ? RFM_METHOD_VERSION : `${model.methodVersion} ${model.method}`,
      }
      for await (const { contactId, summary, previous } of summarizeBase(base, options, {
        at,
        scorerId: id,
        signal,
      })) {
        if (summary === undefined) {
          if (previous !== undefined && previous.status !== 'not_scored') {
            yield { contactId, values: { status: 'not_scored', ...about } }
          }
          continue
        }
        const inputs = {
          recencyDays: dayNumber(at) - dayNumber(summary.lastOrderAt),
          orders: summary.orders,
          revenueMinor: summary.revenueMinor,
        }
        const one = score?.(summary)
        const values: JsonObject =
          one === undefined
            ? { status: 'insufficient_data', ...inputs, ...about }
            : {
                status: 'scored',
                ...inputs,
                r: one.r,
                f: one.f,
                m: one.m,
                code: one.code,
                segment: one.segment,
                ...about,
              }
        yield { contactId, values }
      }
    },
  }
}

async function* summariesOf(contacts: AsyncIterable<SummarizedContact>) {
  for await (const { summary } of contacts) if (summary !== undefined) yield summary
}
