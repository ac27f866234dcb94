import type { Page } from '@clientele/core'
import { compareText } from './compare-text.ts'

/** The page of some rows, in the order of a key. */
export function pageOf<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string, page: Page): readonly Row[] {
  const { after, limit } = page
  return [...rows]
    .filter((row) => after === undefined || compareText(keyOf(row), after) > 0)
    .sort((a, b) => compareText(keyOf(a), keyOf(b)))
    .slice(0, limit)
}
