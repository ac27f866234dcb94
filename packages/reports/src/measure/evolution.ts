import { monthText } from '../format/month.ts'
import type { Evolution } from '../model/evolution.ts'
import type { Section } from './seen.ts'

/** Counts contacts, buyers and active buyers at the end of each of the last months. */
export function measureEvolution(options: {
  readonly lastMonth: number
  readonly months: number
  readonly activeMonths: number
  readonly monthOf: (at: number) => number
}): Section<Evolution> {
  const { lastMonth, months, activeMonths, monthOf } = options
  const first = lastMonth - months + 1
  const counts = Array.from({ length: months }, () => ({
    contacts: 0,
    newContacts: 0,
    buyers: 0,
    active: 0,
    bought: 0,
  }))
  return {
    add: ({ bundle, orders }) => {
      const created = monthOf(bundle.contact.createdAt)
      const ordered = new Set(orders.map(({ month }) => month))
      const firstOrder = orders[0]?.month ?? Number.POSITIVE_INFINITY
      let latest = Number.NEGATIVE_INFINITY
      for (const month of ordered) if (month < first && month > latest) latest = month
      for (const [index, count] of counts.entries()) {
        const month = first + index
        if (created <= month) count.contacts++
        if (created === month) count.newContacts++
        if (ordered.has(month)) {
          count.buyers++
          latest = month
        }
        if (firstOrder <= month) count.bought++
        if (month - latest < activeMonths) count.active++
      }
    },
    finish: () => ({
      activeMonths,
      months: counts.map(({ contacts, newContacts, buyers, active, bought }, index) => ({
        month: monthText(first + index),
        contacts,
        newContacts,
        buyers,
        active,
        inactive: bought - active,
        optIn: null,
      })),
    }),
  }
}
