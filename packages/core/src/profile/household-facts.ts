import type { ContactFacts, EventFact, HouseholdFacts, RowFact } from '../conditions/facts.ts'
import { compareEvents, compareRows } from './order-of-facts.ts'

/**
 * The facts of a household: the events and rows of all who live there, in the order of time, as the members have them
 * when they are read. It has no fields, and its days are those of the base.
 */
export function householdFacts(
  { id, contactIds }: { readonly id: string; readonly contactIds: readonly string[] },
  members: readonly ContactFacts[],
  zone: string,
): HouseholdFacts {
  const [only, ...others] = members
  const alone = others.length === 0 ? only : undefined
  const facts: HouseholdFacts = {
    contactId: id,
    contactIds,
    zone,
    field: () => undefined,
    fieldSince: () => undefined,
    events: (name) =>
      alone?.events(name) ?? merged<EventFact>(members, (one) => one.events(name), compareEvents),
    rows: (table) => alone?.rows(table) ?? merged<RowFact>(members, (one) => one.rows(table), compareRows),
    row: (table, key) => {
      for (const member of members) {
        const found = member.row?.(table, key)
        if (found !== undefined) return found
      }
      return undefined
    },
    get household(): HouseholdFacts {
      return facts
    },
  }
  return facts
}

/** The household of somebody who lives alone. */
export function householdOfOne(facts: ContactFacts, zone: string): HouseholdFacts {
  return householdFacts({ id: facts.contactId, contactIds: [facts.contactId] }, [facts], zone)
}

function merged<Fact>(
  members: readonly ContactFacts[],
  factsOf: (member: ContactFacts) => readonly Fact[],
  compare: (a: Fact, b: Fact) => number,
): readonly Fact[] {
  const lists = members.map(factsOf).filter((list) => list.length > 0)
  return lists.length < 2 ? (lists[0] ?? []) : lists.flat().sort(compare)
}
