import { monthText } from '../format/month.ts'
import type { Evolution } from '../model/evolution.ts'
import { monthEnd } from './month-end.ts'
import { type OptInQuestion, optedInAt } from './opted-in.ts'
import type { Section } from './seen.ts'

/** Counts contacts, buyers, active and lost buyers and consents at the end of each of the last months. */
export function measureEvolution(options: {
  readonly lastMonth: number
  readonly months: number
  readonly activeMonths: number
  readonly lostMonths: number
  readonly monthOf: (at: number) => number
  readonly timeZone: string
  /** The day of the report: the end of the month that is under way. */
  readonly at: number
  /** Whose consents are counted. @default none */
  readonly optIn: OptInQuestion | undefined
}): Section<Evolution> {
  const { lastMonth, months, activeMonths, lostMonths, monthOf, timeZone, at, optIn } = options
  const first = lastMonth - months + 1
  const counts = Array.from({ length: months }, (_, index) => ({
    contacts: 0,
    newContacts: 0,
    buyers: 0,
    active: 0,
    bought: 0,
    lost: 0,
    optIn: 0,
    end: Math.min(at, monthEnd(first + index, timeZone)),
  }))
  const ends = counts.map(({ end }) => end)
  return {
    add: ({ bundle, orders, knownSince }) => {
      const created = monthOf(knownSince)
      const ordered = new Set(orders.map(({ month }) => month))
      const firstOrder = orders[0]?.month ?? Number.POSITIVE_INFINITY
      let latest = Number.NEGATIVE_INFINITY
      const optedIn = optIn === undefined ? undefined : optedInAt(bundle, optIn, ends)
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
        if (firstOrder <= month && month - latest >= lostMonths) count.lost++
        if (optedIn?.[index] === true && knownSince <= count.end) count.optIn++
      }
    },
    finish: () => ({
      activeMonths,
      lostMonths,
      optInOf: optIn && `${optIn.channel}/${optIn.purpose}`,
      months: counts.map(({ contacts, newContacts, buyers, active, bought, lost, ...count }, index) => ({
        month: monthText(first + index),
        contacts,
        newContacts,
        buyers,
        active,
        inactive: bought - active,
        lost,
        optIn: optIn === undefined ? null : count.optIn,
      })),
    }),
  }
}
