import { sql } from 'kysely'
import { type Bounds, exceptWhere } from './bounds.ts'
import { and, FALSE, type Fragment, or } from './fragment.ts'
import type { JsonSql } from './json-sql.ts'
import type { Reading } from './reading.ts'

/** Comparisons of two scalars. */
export type Comparator = 'eq' | 'lt' | 'lte' | 'gt' | 'gte'

const SIGNS: { readonly [comparator in Comparator]: Fragment } = {
  eq: sql`=`,
  lt: sql`<`,
  lte: sql`<=`,
  gt: sql`>`,
  gte: sql`>=`,
}

/**
 * Compares two readings kind by kind: numbers by size, text by code points; booleans are equal or not. Nothing compares
 * with nothing.
 */
export function compareReadings(json: JsonSql, a: Reading, comparator: Comparator, b: Reading): Bounds {
  if (comparator === 'eq' && a.scalar !== undefined && b.scalar !== undefined)
    return exceptWhere(or(a.doubt, b.doubt), sql`(${a.scalar} = ${b.scalar})`)
  const sign = SIGNS[comparator]
  const ways: Fragment[] = []
  const doubts: Fragment[] = [a.doubt, b.doubt]
  if (a.number !== undefined && b.number !== undefined) {
    ways.push(sql`(${a.number} ${sign} ${b.number})`)
    const rough = or(a.rough, b.rough)
    if (rough !== FALSE) doubts.push(and(rough, isNear(a.number, b.number)))
  }
  if (a.text !== undefined && b.text !== undefined) {
    ways.push(sql`(${a.text} ${sign} ${json.ordered(b.text)})`)
    // A mark stands where another character would, so the order is not that of the text.
    if (comparator !== 'eq') doubts.push(a.marked, b.marked)
  }
  if (comparator === 'eq' && a.boolean !== undefined && b.boolean !== undefined)
    ways.push(sql`(${a.boolean} = ${b.boolean})`)
  return exceptWhere(or(...doubts), or(...ways))
}

/** So near that a last digit may decide. */
export function isNear(a: Fragment, b: Fragment): Fragment {
  return sql`(abs(${a} - ${b}) <= 1e-14 * abs(${b}))`
}
