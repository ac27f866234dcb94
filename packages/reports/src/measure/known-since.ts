import type { ContactBundle } from '@clientele/core'
import type { SeenOrder } from './seen.ts'

/**
 * The first sign that the shop knew a contact: a record, an order or a consent, whichever is earliest. Sources often
 * date a record by its last change, so that an older order says more.
 */
export function knownSince({ contact, consents }: ContactBundle, orders: readonly SeenOrder[]): number {
  let since = Math.min(contact.createdAt, orders[0]?.at ?? Number.POSITIVE_INFINITY)
  for (const { at } of consents) since = Math.min(since, at)
  return since
}
