import type { Distribution } from '../model/distribution.ts'
import { hasValue } from './rates.ts'
import type { Section } from './seen.ts'

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

/** Counts contacts by the values of one field; `age` comes of `birthDate` on the day of the report. */
export function measureDistribution(dimension: string, day: string): Section<Distribution> {
  const counts = new Map<string, number>()
  let total = 0
  let unknown = 0
  return {
    add: ({ bundle }) => {
      total++
      const value = bundle.contact.fields[dimension === 'age' ? 'birthDate' : dimension]?.value
      const label = dimension === 'age' ? bandOf(value, day) : hasValue(value) ? String(value) : undefined
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

function bandOf(birthDate: unknown, day: string): string | undefined {
  if (typeof birthDate !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return undefined
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  const age = day.slice(5) < birthDate.slice(5) ? years - 1 : years
  return age < 0 ? undefined : BANDS.find(([, under]) => age < under)?.[0]
}
