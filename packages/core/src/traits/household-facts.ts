import type { ContactFacts, EventFact, RowFact } from '../conditions/facts.ts'
import { compareEvents, compareRows } from '../profile/facts.ts'

/**
 * The facts of a household: the events and rows of all of its members, in the order of time. It has no fields, and
 * its days are those of the base.
 */
export function householdFacts(id: string, members: readonly ContactFacts[], zone: string): ContactFacts {
  const events = new Map<string, readonly EventFact[]>()
  const rows = new Map<string, readonly RowFact[]>()
  return {
    contactId: id,
    zone,
    field: () => undefined,
    fieldSince: () => undefined,
    events: (name) =>
      remembered(events, name, () => members.flatMap((one) => one.events(name)).sort(compareEvents)),
    rows: (table) =>
      remembered(rows, table, () => members.flatMap((one) => one.rows(table)).sort(compareRows)),
    row: (table, key) => {
      for (const member of members) {
        const found = member.row?.(table, key)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

function remembered<Fact>(
  known: Map<string, readonly Fact[]>,
  name: string,
  gather: () => readonly Fact[],
): readonly Fact[] {
  const found = known.get(name) ?? gather()
  known.set(name, found)
  return found
}
