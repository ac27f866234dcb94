import { type ContactBundle, definePlugin, type JsonObject, type Plugin } from '@clientele/core'
import { fitLifecycle } from './fit-lifecycle.ts'
import { type LifecycleScore, lifecycleOf } from './lifecycle-of.ts'
import type { LifecycleModel } from './model.ts'
import { checkPluginOptions, type LifecyclePluginOptions } from './plugin-options.ts'
import { historyReader, readHistories } from './read-histories.ts'
import { countTransitions, type StatusTransition } from './status-transitions.ts'

/** A reference date, now if none is given. */
export interface LifecycleAt {
  readonly at?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** What a host finds at `clientele.plugins.lifecycle`; it computes from the orders and stores nothing. */
export interface LifecycleApi {
  /** Learns the shop's limits, usual intervals and return curves on a date. */
  readonly fit: (
    options?: LifecycleAt & {
      /** Only of the contacts that are in this segment today. */
      readonly segment?: string | undefined
    },
  ) => Promise<LifecycleModel>
  /** Streams where each contact stands on a date. */
  readonly scores: (options?: LifecycleAt) => AsyncIterable<LifecycleScore>
  /** Who went from which status to which between two dates, both read by the limits of the later one. */
  readonly transitions: (options: {
    readonly from: number
    readonly to?: number | undefined
    readonly signal?: AbortSignal | undefined
  }) => Promise<readonly StatusTransition[]>
}

/**
 * Says where each contact stands between lead and lost buyer, and how it stands to its own rhythm of
 * purchase: `lifecycle.status`, `lifecycle.position`, `lifecycle.churnRisk`.
 *
 * @example
 * ```ts
 * import { lifecycle } from '@clientele/scoring-lifecycle'
 *
 * const plugin = lifecycle({ limits: { leadNewDays: 14 }, actions: ['Product Viewed', 'Signed In'] })
 * console.log(plugin.id) // lifecycle
 * ```
 *
 * @throws `INVALID_OPTIONS` at once for options that are not understood
 */
export function lifecycle<const Id extends string = 'lifecycle'>(
  options: LifecyclePluginOptions<Id> = {},
): Plugin<NoInfer<Id>, LifecycleApi> {
  checkPluginOptions(options)
  const id = (options.id ?? 'lifecycle') as Id
  return definePlugin({
    id,
    kind: 'scorer',
    setup: ({ base, clock, signal: closing, registerScorer }) => {
      const fit = (at: number, signal: AbortSignal | undefined) =>
        fitLifecycle(readHistories(base, options, { at, signal }), { ...options, at })
      registerScorer({
        id,
        values: {
          status: 'string',
          stage: 'string',
          purchases: 'number',
          validUntil: 'instant',
          daysSinceLastOrder: 'number',
          expectedIntervalDays: 'number',
          intervalFrom: 'string',
          ratio: 'number',
          position: 'string',
          expectedOrderAt: 'instant',
          churnRisk: 'number',
          churnRiskExact: 'boolean',
          churnHorizonDays: 'number',
          sampleSize: 'number',
          method: 'string',
        },
        async *score({ at, signal, base: reader }) {
          const model = await fitLifecycle(readHistories(reader, options, { at, signal }), { ...options, at })
          for await (const history of readHistories(reader, options, { at, signal })) {
            const score = lifecycleOf(history, model, at)
            if (score !== undefined) yield { contactId: score.contactId, values: valuesOf(score, model) }
          }
        },
      })
      const scoresAt = async function* (at: number, signal: AbortSignal | undefined) {
        const model = await fit(at, signal)
        for await (const history of readHistories(base, options, { at, signal })) {
          const score = lifecycleOf(history, model, at)
          if (score !== undefined) yield score
        }
      }
      return {
        fit: ({ at = clock.now(), signal = closing, segment } = {}) =>
          fitLifecycle(readHistories(base, options, { at, signal, segment }), { ...options, at }),
        scores: (run) => scoresAt(run?.at ?? clock.now(), run?.signal ?? closing),
        async transitions({ from, to = clock.now(), signal = closing }) {
          const model = await fit(to, signal)
          const counts = countTransitions()
          const { parts, historyOn } = historyReader(options, { pastActions: true })
          const statusOn = (bundle: ContactBundle, at: number) =>
            lifecycleOf(historyOn(bundle, at), model, at)?.status
          for await (const bundle of base.contacts(parts, { signal }))
            counts.add(statusOn(bundle, from), statusOn(bundle, to))
          return counts.finish()
        },
      } satisfies LifecycleApi
    },
  })
}

function valuesOf(score: LifecycleScore, model: LifecycleModel): JsonObject {
  const { status, stage, purchases, validUntil, rhythm } = score
  const values = {
    status,
    stage,
    purchases,
    validUntil,
    daysSinceLastOrder: rhythm?.daysSinceLastOrder,
    expectedIntervalDays: rhythm?.expectedIntervalDays,
    intervalFrom: rhythm?.intervalFrom,
    ratio: rhythm?.ratio,
    position: rhythm?.position,
    expectedOrderAt: rhythm?.expectedOrderAt,
    churnRisk: rhythm?.churnRisk?.probability,
    churnRiskExact: rhythm?.churnRisk?.exact,
    churnHorizonDays: rhythm === undefined ? undefined : model.churnHorizonDays,
    sampleSize: model.sampleSize,
    method: model.methodVersion,
  }
  const present: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) present[name] = value
  return present
}
