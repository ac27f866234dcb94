import { definePlugin, type Plugin } from '@clientele/core'
import type { RfmFit } from './fit-sample.ts'
import { buildMovementMatrix, type MovementMatrix } from './movement-matrix.ts'
import { checkPluginOptions, type RfmPluginOptions } from './plugin-options.ts'
import { buildRfmMatrix, type RfmMatrix } from './rfm-matrix.ts'
import type { RfmModel } from './rfm-model.ts'
import type { RfmScore } from './rfm-score.ts'
import { rfmScorer } from './rfm-scorer.ts'
import { fitRfm } from './score-rfm.ts'
import { scoreWithModel } from './score-with-model.ts'
import { summarizeBase, summarizeBaseTwice } from './summarize-base.ts'

/** A reference date, now if none is given. */
export interface RfmAt {
  readonly at?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** The matrix of a base, or why there is none. */
export type RfmMatrixResult =
  | { readonly status: 'scored'; readonly at: number; readonly matrix: RfmMatrix; readonly model: RfmModel }
  | { readonly status: 'insufficient_data'; readonly reason: string; readonly at: number }

/** What a host finds at `clientele.plugins.rfm`; it computes from the orders and stores nothing. */
export interface RfmApi {
  /** Places the cuts on a date; store the model to score by the same bounds later (`method: frozen`). */
  readonly fit: (options?: RfmAt) => Promise<RfmFit>
  /** Streams the scores of a date; nothing when there are too few contacts. */
  readonly scores: (options?: RfmAt) => AsyncIterable<RfmScore>
  /** Contacts, orders and revenue by R and F, and by segment. */
  readonly matrix: (options?: RfmAt) => Promise<RfmMatrixResult>
  /** Who went from which segment to which between two dates, each scored on what was known then. */
  readonly movement: (options: {
    readonly from: number
    readonly to?: number | undefined
    readonly signal?: AbortSignal | undefined
  }) => Promise<MovementMatrix>
  /** The model of the last stored run of this process. */
  readonly lastModel: () => RfmModel | undefined
}

/**
 * Scores contacts by recency, frequency and money; the values are fields in conditions and templates:
 * `rfm.segment`, `rfm.r`, `rfm.recencyDays`.
 *
 * @example
 * ```ts
 * import { rfm } from '@clientele/scoring-rfm'
 *
 * const byEverything = rfm()
 * const byStore = rfm({ id: 'rfmStore', channels: ['store'], windowDays: 730, zone: 'Europe/Paris' })
 * console.log(byEverything.id, byStore.id) // rfm rfmStore
 * ```
 *
 * @throws `INVALID_OPTIONS` at once for options that are not understood
 */
export function rfm<const Id extends string = 'rfm'>(
  options: RfmPluginOptions<Id> = {},
): Plugin<NoInfer<Id>, RfmApi> {
  checkPluginOptions(options)
  const id = (options.id ?? 'rfm') as Id
  return definePlugin({
    id,
    kind: 'scorer',
    setup: ({ base, clock, signal: closing, registerScorer }) => {
      let lastModel: RfmModel | undefined
      registerScorer(
        rfmScorer(id, options, (model) => {
          lastModel = model
        }),
      )
      const dateOf = (run: RfmAt | undefined) => run?.at ?? clock.now()
      const summaries = async function* (at: number, signal: AbortSignal | undefined) {
        const contacts = summarizeBase(base, options, { at, signal: signal ?? closing })
        for await (const { summary } of contacts) if (summary !== undefined) yield summary
      }
      const fit = (at: number, signal: AbortSignal | undefined) =>
        fitRfm(summaries(at, signal), { ...options, at })
      const scoresAt = async function* (at: number, signal: AbortSignal | undefined) {
        const fitted = await fit(at, signal)
        if (fitted.status === 'insufficient_data') return
        const score = scoreWithModel(fitted.model, at)
        for await (const summary of summaries(at, signal)) {
          const one = score(summary)
          if (one !== undefined) yield one
        }
      }
      return {
        fit: (run) => fit(dateOf(run), run?.signal),
        scores: (run) => scoresAt(dateOf(run), run?.signal),
        async matrix(run) {
          const at = dateOf(run)
          const fitted = await fit(at, run?.signal)
          if (fitted.status === 'insufficient_data') {
            return { status: 'insufficient_data', reason: fitted.reason, at }
          }
          const builder = buildRfmMatrix(fitted.model)
          const score = scoreWithModel(fitted.model, at)
          for await (const summary of summaries(at, run?.signal)) {
            const one = score(summary)
            if (one !== undefined) builder.add(one)
          }
          return { status: 'scored', at, matrix: builder.finish(), model: fitted.model }
        },
        async movement({ from, to, signal }) {
          const until = dateOf({ at: to })
          const before = await fit(from, signal)
          const after = await fit(until, signal)
          const scoreBefore = before.status === 'fitted' ? scoreWithModel(before.model, from) : undefined
          const scoreAfter = after.status === 'fitted' ? scoreWithModel(after.model, until) : undefined
          const builder = buildMovementMatrix()
          const dates = { from, to: until, signal: signal ?? closing }
          for await (const [then, now] of summarizeBaseTwice(base, options, dates)) {
            builder.add(
              then === undefined ? undefined : scoreBefore?.(then)?.segment,
              now === undefined ? undefined : scoreAfter?.(now)?.segment,
            )
          }
          return builder.finish()
        },
        lastModel: () => lastModel,
      } satisfies RfmApi
    },
  })
}
