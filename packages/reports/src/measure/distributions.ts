import type { ContactRecord } from '@clientele/core'
import type { Distribution } from '../model/distribution.ts'
import { hasValue } from './rates.ts'
import type { Section, SeenContact } from './seen.ts'
import { isOfSource } from './source-record.ts'

/** Values that are listed one by one; the rest is "others". */
const LISTED = 8
const BANDS: readonly (readonly [label: string, under: number])[] = [
  ['< 18', 18],
  ['18–24', 25],
  ['25–34', 35],
  ['35–44', 45],
  ['45–54', 55],
  ['55–64', 65],
  ['65–74', 75],
  ['75 +', 130],
]

/**
 * Counts contacts by the values of one field; `age` comes of `birthDate` on the day of the report, `store` of the
 * orders and `origin` of the records where there is no such field.
 */
export function measureDistribution(dimension: string, day: string): Section<Distribution> {
  const counts = new Map<string, number>()
  let total = 0
  let unknown = 0
  return {
    add: (contact) => {
      total++
      const label = labelOf(contact, dimension, day)
      if (label === undefined) unknown++
      else counts.set(label, (counts.get(label) ?? 0) + 1)
    },
    finish: () => {
      const buckets = [...counts].map(([label, contacts]) => ({ label, contacts }))
      if (dimension === 'age') {
        const place = (label: string): number => BANDS.findIndex(([band]) => band === label)
        return { dimension, buckets: buckets.sort((a, b) => place(a.label) - place(b.label)), unknown, total }
      }
      buckets.sort((a, b) => b.contacts - a.contacts || (a.label < b.label ? -1 : 1))
      const others = buckets.slice(LISTED).reduce((sum, { contacts }) => sum + contacts, 0)
      return { dimension, buckets: buckets.slice(0, LISTED), others, unknown, total }
    },
  }
}

function labelOf(contact: SeenContact, dimension: string, day: string): string | undefined {
  const { fields } = contact.bundle.contact
  if (dimension === 'age') return bandOf(fields.birthDate?.value, day)
  const value = fields[dimension]?.value
  if (hasValue(value)) return String(value)
  if (dimension === 'store') return favouriteStore(contact)
  return dimension === 'origin' ? firstSource(contact) : undefined
}

/** Where most orders were placed; of two with as many, where the latest was. */
function favouriteStore({ orders }: SeenContact): string | undefined {
  const counts = new Map<string, number>()
  let favourite: string | undefined
  for (const { store } of orders) {
    if (store === undefined) continue
    counts.set(store, (counts.get(store) ?? 0) + 1)
    if (favourite === undefined || (counts.get(store) ?? 0) >= (counts.get(favourite) ?? 0)) favourite = store
  }
  return favourite
}

/** Which source told of the contact first; nobody knows of one that only left events. */
function firstSource({ bundle }: SeenContact): string | undefined {
  let first: ContactRecord | undefined
  for (const record of bundle.records)
    if (isOfSource(record) && (first === undefined || record.firstSeenAt < first.firstSeenAt)) first = record
  return first?.source
}

function bandOf(birthDate: unknown, day: string): string | undefined {
  if (typeof birthDate !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return undefined
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  const age = day.slice(5) < birthDate.slice(5) ? years - 1 : years
  return age < 0 ? undefined : BANDS.find(([, under]) => age < under)?.[0]
}
