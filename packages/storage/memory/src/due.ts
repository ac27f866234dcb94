import type { Instant } from '@clientele/core'
import { compareText } from './compare-text.ts'

/** A timer of a contact. */
interface Timer {
  readonly contactId: string
  readonly at: Instant
}

/** Contacts with a timer at or before an instant, each once, earliest first. */
export function dueContacts(timers: readonly Timer[], at: Instant, limit: number): readonly string[] {
  const due = timers.filter((timer) => timer.at <= at)
  due.sort((a, b) => a.at - b.at || compareText(a.contactId, b.contactId))
  return [...new Set(due.map(({ contactId }) => contactId))].slice(0, limit)
}

/** The earliest of some instants. */
export function earliest(instants: Iterable<Instant>): Instant | undefined {
  let first: Instant | undefined
  for (const at of instants) if (first === undefined || at < first) first = at
  return first
}
