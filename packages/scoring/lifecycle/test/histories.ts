import type { ContactHistory } from '../src/index.ts'

export const DAY = 86_400_000
export const NOW: number = Date.UTC(2026, 5, 30)

/** A contact known for three years who bought so many days ago, all of one category if it is given. */
export function boughtAgo(days: readonly number[], category?: string, contactId = 'c1'): ContactHistory {
  const purchases = [...days].sort((a, b) => b - a).map((ago) => ({ at: NOW - ago * DAY, category }))
  return { contactId, knownSince: NOW - 1100 * DAY, purchases }
}

/** So many contacts who bought twice, at intervals of `first`, `first + 1`, … days. */
export function twice(count: number, first: number, category?: string): readonly ContactHistory[] {
  return Array.from({ length: count }, (_, index) =>
    boughtAgo([20 + first + index, 20], category, `${category ?? 'any'}-${index}`),
  )
}
