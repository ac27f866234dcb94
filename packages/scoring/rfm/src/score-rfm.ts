import { ClienteleError } from '@clientele/core'
import { dayNumberIn } from '@clientele/core/orders'
import { fitSample, type RfmFit } from './fit-sample.ts'
import type { PurchaseSummary } from './purchase-summary.ts'
import type { RfmModel } from './rfm-model.ts'
import type { RfmOptions } from './rfm-options.ts'
import type { RfmScore } from './rfm-score.ts'
import { createSample, type SampleBuilder } from './sample.ts'
import { scoreWithModel } from './score-with-model.ts'

/** The scores of a base on one date. */
export type RfmRun =
  | {
      readonly status: 'scored'
      readonly at: number
      readonly scores: readonly RfmScore[]
      readonly sampleSize: number
      /** Contacts without a valid order. */
      readonly notScored: number
      readonly model: RfmModel
    }
  | {
      readonly status: 'insufficient_data'
      readonly reason: string
      readonly at: number
      readonly scores: readonly []
      readonly sampleSize: number
      readonly notScored: number
      readonly model: undefined
    }

/**
 * Scores a base held in memory.
 *
 * @example
 * ```ts
 * import { scoreRfm, summarizeOrders } from '@clientele/scoring-rfm'
 *
 * const at = Date.UTC(2026, 0, 1)
 * const { summaries } = summarizeOrders(
 *   [{ contactId: 'c1', at: Date.UTC(2025, 11, 24), amountMinor: 4990, currency: 'EUR' }],
 *   { at },
 * )
 * const run = scoreRfm(summaries, { at })
 * console.log(run.status) // 'insufficient_data': one contact cannot be cut into five levels
 * ```
 *
 * @throws `INVALID_OPTIONS`, `INVALID_DEFINITION` (segments that are not a partition), `INVALID_INPUT`
 */
export function scoreRfm(summaries: Iterable<PurchaseSummary>, options: RfmOptions): RfmRun {
  const all = Array.isArray(summaries) ? (summaries as readonly PurchaseSummary[]) : [...summaries]
  const builder = sampleFor(options)
  for (const summary of all) builder.add(summary)
  const sample = builder.finish()
  const fit = fitSample(sample, options)
  const sampleSize = sample.orders.length
  const { at } = options
  if (fit.status === 'insufficient_data') {
    const { status, reason } = fit
    return { status, reason, at, scores: [], sampleSize, notScored: sample.notScored, model: undefined }
  }
  const score = scoreWithModel(fit.model, at)
  const scores: RfmScore[] = []
  for (const summary of all) {
    const one = score(summary)
    if (one !== undefined) scores.push(one)
  }
  return { status: 'scored', at, scores, sampleSize, notScored: sample.notScored, model: fit.model }
}

/**
 * Places the cuts over a stream of contacts. Keeps 24 bytes per contact (and its id for NTILE), never the
 * contacts themselves; score a second pass of the stream with {@link scoreWithModel}.
 */
export async function fitRfm(
  summaries: AsyncIterable<PurchaseSummary> | Iterable<PurchaseSummary>,
  options: RfmOptions,
): Promise<RfmFit> {
  const builder = sampleFor(options)
  if (options.method?.kind !== 'frozen') {
    for await (const summary of summaries) builder.add(summary)
  }
  return fitSample(builder.finish(), options)
}

/**
 * Scores a base that is read twice as a stream: once to place the cuts, once to score. Yields nothing when
 * there are too few contacts; call {@link fitRfm} to know why.
 */
export async function* scoreRfmStream(
  read: () => AsyncIterable<PurchaseSummary> | Iterable<PurchaseSummary>,
  options: RfmOptions,
): AsyncGenerator<RfmScore, void, undefined> {
  const fit = await fitRfm(read(), options)
  if (fit.status === 'insufficient_data') return
  const score = scoreWithModel(fit.model, options.at)
  for await (const summary of read()) {
    const one = score(summary)
    if (one !== undefined) yield one
  }
}

function sampleFor(options: RfmOptions): SampleBuilder {
  if (!Number.isFinite(options.at)) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected the reference date \`at\` as epoch ms, got ${options.at}.`,
    )
  }
  const zone = options.method?.kind === 'frozen' ? options.method.model.zone : (options.zone ?? 'UTC')
  return createSample({
    at: options.at,
    dayNumber: dayNumberIn(zone),
    keepIds: options.method?.kind === 'ntile',
  })
}
