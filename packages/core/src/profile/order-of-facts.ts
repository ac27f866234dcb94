import type { EventFact, RowFact } from '../conditions/facts.ts'
import { compareText } from '../identity/compare-text.ts'

/** The order of events: `occurredAt`, `receivedAt`, `messageId`. */
export function compareEvents(a: EventFact, b: EventFact): number {
  return a.occurredAt - b.occurredAt || a.receivedAt - b.receivedAt || compareText(a.messageId, b.messageId)
}

/** The order of rows: `at`, `key`; those without a date first. */
export function compareRows(a: RowFact, b: RowFact): number {
  return (a.at ?? Number.NEGATIVE_INFINITY) - (b.at ?? Number.NEGATIVE_INFINITY) || compareText(a.key, b.key)
}
