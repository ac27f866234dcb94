import type { BaseReader, ContactBundle } from '@clientele/core'
import { readOrders } from '@clientele/core/orders'
import type { ContactHistory } from './history.ts'
import type { LifecyclePluginOptions } from './plugin-options.ts'
import { purchasesOf } from './purchases-of.ts'

/** Streams the base as histories up to a date, one contact in memory at a time. */
export async function* readHistories(
  base: BaseReader,
  options: LifecyclePluginOptions<string>,
  run: { readonly at: number; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<ContactHistory, void, undefined> {
  const { actions, paidStatuses } = options
  const reader = readOrders(options.orders)
  const events = [...(reader.parts.events ?? []), ...(actions ?? [])]
  const parts = events.length === 0 ? reader.parts : { ...reader.parts, events }
  for await (const bundle of base.contacts(parts, { signal: run.signal })) {
    const purchases = purchasesOf(reader.ordersOf(bundle), { at: run.at, paidStatuses })
    yield {
      contactId: bundle.contact.contactId,
      knownSince: bundle.contact.createdAt,
      lastActionAt: lastAction(bundle, run.at, actions),
      purchases,
    }
  }
}

function lastAction(
  bundle: ContactBundle,
  at: number,
  actions: readonly string[] | undefined,
): number | undefined {
  if (actions === undefined) return bundle.contact.lastSeenAt
  let last: number | undefined
  for (const { name, occurredAt } of bundle.events) {
    if (occurredAt > at || (last !== undefined && occurredAt <= last)) continue
    if (
      actions.some((action) =>
        action.endsWith('*') ? name.startsWith(action.slice(0, -1)) : name === action,
      )
    ) {
      last = occurredAt
    }
  }
  return last
}
