import { type BaseReader, type BundleParts, type ContactBundle, matchesName } from '@clientele/core'
import { readOrders } from '@clientele/core/orders'
import type { ContactHistory } from './history.ts'
import type { LifecyclePluginOptions } from './plugin-options.ts'
import { purchasesOf } from './purchases-of.ts'

/** How a contact becomes a history. */
export interface HistoryReader {
  readonly parts: BundleParts
  /** The history as it stood on a date: nothing after it is in it. */
  readonly historyOn: (bundle: ContactBundle, at: number) => ContactHistory
}

/** Prepares the reading of histories; `dated` reads actions of the past too, where the latest one would do for today. */
export function historyReader(
  options: LifecyclePluginOptions<string>,
  dated: { readonly pastActions: boolean } = { pastActions: false },
): HistoryReader {
  const { paidStatuses } = options
  const actions = options.actions ?? (dated.pastActions ? ['*'] : undefined)
  const reader = readOrders(options.orders)
  const events = [...(reader.parts.events ?? []), ...(actions ?? [])]
  return {
    parts: events.length === 0 ? reader.parts : { ...reader.parts, events },
    historyOn: (bundle, at) => ({
      contactId: bundle.contact.contactId,
      knownSince: bundle.contact.createdAt,
      lastActionAt: actions === undefined ? bundle.contact.lastSeenAt : lastAction(bundle, at, actions),
      purchases: purchasesOf(reader.ordersOf(bundle), { at, paidStatuses }),
    }),
  }
}

/** Streams the base as histories up to a date, one contact in memory at a time. */
export async function* readHistories(
  base: BaseReader,
  options: LifecyclePluginOptions<string>,
  run: {
    readonly at: number
    /** Only contacts that are in it today. */
    readonly segment?: string | undefined
    readonly signal?: AbortSignal | undefined
  },
): AsyncGenerator<ContactHistory, void, undefined> {
  const { parts, historyOn } = historyReader(options)
  const { segment } = run
  const wanted = segment === undefined ? parts : { ...parts, segments: true }
  for await (const bundle of base.contacts(wanted, { signal: run.signal }))
    if (segment === undefined || bundle.segments.includes(segment)) yield historyOn(bundle, run.at)
}

function lastAction(bundle: ContactBundle, at: number, actions: readonly string[]): number | undefined {
  let last: number | undefined
  for (const { name, occurredAt } of bundle.events) {
    if (occurredAt > at || (last !== undefined && occurredAt <= last)) continue
    if (actions.some((action) => matchesName(action, name))) last = occurredAt
  }
  return last
}
