import { ClienteleError, definePlugin, type Plugin } from '@clientele/core'
import type { LtvFit, LtvModel } from '../score/ltv-model.ts'
import type { LtvScore } from '../score/ltv-score.ts'
import { scoreCustomers } from '../score/score-customers.ts'
import { basePeriods, historyAt } from './base-periods.ts'
import { fitBase } from './fit-base.ts'
import { holdOut, type LtvHoldout } from './hold-out.ts'
import { ltvScorer } from './ltv-scorer.ts'
import { checkPluginOptions, type LtvPluginOptions, settled } from './plugin-options.ts'
import { type Portfolio, portfolioOf } from './portfolio.ts'

/** A reference date, now if none is given. */
export interface LtvAt {
  readonly at?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** The value of a base on a date, or why there is none. */
export type PortfolioResult =
  | ({ readonly status: 'scored' | 'no_churn_signal'; readonly at: number } & Portfolio)
  | { readonly status: 'insufficient_data'; readonly reason: string; readonly at: number }

/** What a host finds at `clientele.plugins.ltv`; it computes from the orders and stores nothing. */
export interface LtvApi {
  /** Fits purchases and spend on a date; store the model to score by the same parameters later. */
  readonly fit: (options?: LtvAt) => Promise<LtvFit>
  /** Streams the scores of a date; nothing when there is too little data. */
  readonly scores: (options?: LtvAt) => AsyncIterable<LtvScore>
  /** The historic and the expected value of the whole base. */
  readonly portfolio: (options?: LtvAt) => Promise<PortfolioResult>
  /** Fits on what was known at the calibration and holds it against what came until `at`. */
  readonly holdout: (options: LtvAt & { readonly calibration: number }) => Promise<LtvHoldout>
  /** The model of the last stored run of this process. */
  readonly lastModel: () => LtvModel | undefined
}

/**
 * Forecasts purchases and value of each contact; the values are fields in conditions and templates:
 * `ltv.alive`, `ltv.valueMinor`, `ltv.expectedPurchases`.
 *
 * @example
 * ```ts
 * import { ltv } from '@clientele/scoring-ltv'
 *
 * const value = ltv({ zone: 'Europe/Paris', horizonDays: 365, annualDiscount: 0.1 })
 * const stores = ltv({ id: 'ltvStores', channels: ['store'], family: 'pareto/nbd' })
 * console.log(value.id, stores.id) // ltv ltvStores
 * ```
 *
 * @throws `INVALID_OPTIONS` at once for options that are not understood
 * @throws `MODEL_VERSION` at once for a stored model of another version
 */
export function ltv<const Id extends string = 'ltv'>(
  options: LtvPluginOptions<Id> = {},
): Plugin<NoInfer<Id>, LtvApi> {
  checkPluginOptions(options)
  const id = (options.id ?? 'ltv') as Id
  const chosen = settled(options)
  return definePlugin({
    id,
    kind: 'scorer',
    setup: ({ base, clock, signal: closing, registerScorer }) => {
      let lastModel: LtvModel | undefined
      registerScorer(
        ltvScorer(id, chosen, (model) => {
          lastModel = model
        }),
      )
      const dateOf = (run: LtvAt | undefined) => run?.at ?? clock.now()
      const fitAt = (at: number, signal: AbortSignal | undefined) =>
        fitBase(base, chosen, { at, signal: signal ?? closing })
      const scoresBy = async function* (model: LtvModel, at: number, signal: AbortSignal | undefined) {
        const score = scoreCustomers(model, chosen)
        const toHistory = historyAt(chosen, at)
        for await (const { customer } of basePeriods(base, chosen, { signal: signal ?? closing })) {
          const history = customer && toHistory(customer)
          if (history !== undefined) yield score(history)
        }
      }
      const scoresAt = async function* (at: number, signal: AbortSignal | undefined) {
        const fit = await fitAt(at, signal)
        if (fit.status === 'fitted') yield* scoresBy(fit.model, at, signal)
      }
      return {
        fit: (run) => fitAt(dateOf(run), run?.signal),
        scores: (run) => scoresAt(dateOf(run), run?.signal),
        async portfolio(run) {
          const at = dateOf(run)
          const fit = await fitAt(at, run?.signal)
          if (fit.status === 'insufficient_data') return { status: fit.status, reason: fit.reason, at }
          const status = fit.model.purchases.status === 'no_churn_signal' ? 'no_churn_signal' : 'scored'
          return { status, at, ...(await portfolioOf(scoresBy(fit.model, at, run?.signal))) }
        },
        holdout(run) {
          const until = dateOf(run)
          if (!(run.calibration < until)) {
            throw new ClienteleError(
              'INVALID_OPTIONS',
              `Expected a calibration before the end of the holdout, got ${run.calibration} and ${until}.`,
            )
          }
          return holdOut(base, chosen, { calibration: run.calibration, until, signal: run.signal ?? closing })
        },
        lastModel: () => lastModel,
      } satisfies LtvApi
    },
  })
}
