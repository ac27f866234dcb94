import type { ColumnType } from '@clientele/core'
import { sql } from 'kysely'
import { FALSE, type Fragment, or } from '../select/fragment.ts'
import type { JsonKind, JsonSql } from '../select/json-sql.ts'
import { readJsonAs } from '../select/reading.ts'

/** A key that core reads as a cell of its own. */
export interface OwnKey {
  /** Null where core reads nothing. */
  readonly of: Fragment
  /** Core reads the same cell of another key, or may. */
  readonly odd: Fragment
}

/** The key of JSON that is read as a type. */
export function ownKey(json: JsonSql, value: Fragment, type: ColumnType | undefined): OwnKey {
  const { text, number, boolean, scalar, doubt } = readJsonAs(json, value, type)
  const read = scalar ?? text ?? number ?? boolean
  const of = sql`(case when ${read} is not null then cast(${value} as text) end)`
  if (type === undefined || type === 'json') return { of, odd: doubt }
  return { of, odd: or(doubt, sql`(${read} is not null and not ${json.is(KINDS[type], value)})`) }
}

/** The JSON that values of a type are, when nothing has to be read into it. */
const KINDS: { readonly [Type in Exclude<ColumnType, 'json'>]: JsonKind } = {
  string: 'text',
  integer: 'number',
  number: 'number',
  money: 'number',
  boolean: 'boolean',
  instant: 'number',
  date: 'text',
}

/** A key that is a cell of its own as it is. */
export function asItIs(of: Fragment): OwnKey {
  return { of, odd: FALSE }
}
