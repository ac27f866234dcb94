import { type BaseReader, definePlugin, type Plugin } from '@clientele/core'
import { type AffinityScore, affinityWith } from './affinity-of.ts'
import { eventsRead, rulesOf } from './affinity-options.ts'
import { AFFINITY_VALUES, affinityValues } from './affinity-values.ts'
import { type Association, byConfidence } from './associations/association.ts'
import type { CrossSell } from './associations/cross-sell.ts'
import { fitAffinity } from './fit-affinity.ts'
import type { ItemKind } from './items-of.ts'
import type { AffinityModel } from './model.ts'
import { type AffinityPluginOptions, checkPluginOptions } from './plugin-options.ts'
import { linesSource } from './read/lines-source.ts'
import { loadCategories } from './read/load-categories.ts'
import { type ShopperReader, shopperReader } from './read/shopper-reader.ts'

/** A reference date, now if none is given. */
export interface AffinityAt {
  readonly at?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** What a host finds at `clientele.plugins.affinity`; it computes from the base and stores nothing. */
export interface AffinityApi {
  /** Learns rules, usual prices and levels on a date. */
  readonly fit: (options?: AffinityAt) => Promise<AffinityModel>
  /** Streams what each contact likes and how it buys on a date. */
  readonly scores: (options?: AffinityAt) => AsyncIterable<AffinityScore>
  /** What goes together in one order, or in what one contact buys; most confident first. */
  readonly associations: (
    options?: AffinityAt & {
      /** @default 'product' */
      readonly of?: ItemKind | undefined
      /** @default 'order' */
      readonly within?: 'order' | 'contact' | undefined
      /** Only the rules of this item. */
      readonly given?: string | undefined
    },
  ) => Promise<readonly Association[]>
  /** What those who began with a category came back for; all categories unless one is named. */
  readonly crossSell: (
    options?: AffinityAt & { readonly first?: string | undefined },
  ) => Promise<readonly CrossSell[]>
}

/**
 * Says what each contact likes, what it may buy next, how it takes prices and promotions, and where and when it is
 * best spoken to: `affinity.category`, `affinity.nextProduct`, `affinity.contactChannel`, `affinity.bestHour`.
 *
 * @example
 * ```ts
 * import { affinity } from '@clientele/scoring-affinity'
 *
 * const plugin = affinity({ lines: { table: 'order_lines', category: 'product_id.category' }, minimumBaskets: 20 })
 * console.log(plugin.id) // affinity
 * ```
 *
 * @throws `INVALID_OPTIONS` at once for options that are not understood
 */
export function affinity<const Id extends string = 'affinity'>(
  options: AffinityPluginOptions<Id> = {},
): Plugin<NoInfer<Id>, AffinityApi> {
  checkPluginOptions(options)
  const id = (options.id ?? 'affinity') as Id
  return definePlugin({
    id,
    kind: 'scorer',
    setup: ({ base: ownBase, clock, signal: closing, registerScorer, tables, timeZone }) => {
      const lines = linesSource(options.lines, tables)
      const read = async (base: BaseReader, at: number, signal: AbortSignal | undefined) => {
        const categories = await loadCategories(base, lines, signal)
        const reading = {
          orders: options.orders,
          lines,
          paidStatuses: options.paidStatuses,
          convert: options.convert,
          declaredChannelField: options.declaredChannelField ?? 'preferredChannel',
          events: eventsRead(rulesOf({ ...options, at })),
          timeZone,
        }
        const reader = shopperReader(reading, categories)
        return { reader, shoppers: () => shoppersOf(base, reader, at, signal) }
      }
      const fit = async (at: number, signal: AbortSignal | undefined) =>
        fitAffinity((await read(ownBase, at, signal)).shoppers, { ...options, at })
      const dateOf = (run: AffinityAt | undefined) => run?.at ?? clock.now()

      registerScorer({
        id,
        values: AFFINITY_VALUES,
        async *score({ base, at, signal }) {
          const { reader, shoppers } = await read(base, at, signal)
          const model = await fitAffinity(shoppers, { ...options, at })
          const score = affinityWith(model, { ...options, at })
          for await (const bundle of base.contacts({ ...reader.parts, scores: true }, { signal })) {
            const one = score(reader.shopperOn(bundle, at))
            if (isKnown(one) || bundle.scores[id] !== undefined)
              yield { contactId: one.contactId, values: affinityValues(one, model) }
          }
        },
      })

      const scoresAt = async function* (at: number, signal: AbortSignal | undefined) {
        const { shoppers } = await read(ownBase, at, signal)
        const score = affinityWith(await fitAffinity(shoppers, { ...options, at }), { ...options, at })
        for await (const shopper of shoppers()) {
          const one = score(shopper)
          if (isKnown(one)) yield one
        }
      }
      return {
        fit: (run) => fit(dateOf(run), run?.signal ?? closing),
        scores: (run) => scoresAt(dateOf(run), run?.signal ?? closing),
        async associations({ of = 'product', within = 'order', given, ...run } = {}) {
          const model = await fit(dateOf(run), run.signal ?? closing)
          const table = within === 'order' ? model[of].byOrder : model[of].byContact
          return given === undefined
            ? [...table.values()].flat().sort(byConfidence)
            : (table.get(given) ?? [])
        },
        async crossSell({ first, ...run } = {}) {
          const { crossSell } = await fit(dateOf(run), run.signal ?? closing)
          return first === undefined ? [...crossSell.values()].flat() : (crossSell.get(first) ?? [])
        },
      } satisfies AffinityApi
    },
  })
}

async function* shoppersOf(
  base: BaseReader,
  reader: ShopperReader,
  at: number,
  signal: AbortSignal | undefined,
) {
  for await (const bundle of base.contacts(reader.parts, { signal })) yield reader.shopperOn(bundle, at)
}

/** Is there anything to say of a contact? */
function isKnown({ orders, actions, contactChannel }: AffinityScore): boolean {
  return orders > 0 || actions > 0 || contactChannel.from === 'declared'
}
