import { sql } from 'kysely'
import { FALSE, type Fragment } from './fragment.ts'
import type { JsonKind, JsonSql } from './json-sql.ts'
import { isPlain, storedJson } from './json-text.ts'

/** The first characters of JSON of a kind. */
const FIRST: { readonly [kind in JsonKind]: string } = {
  text: `'"'`,
  number: `'-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'`,
  boolean: `'t', 'f'`,
  array: `'['`,
  object: `'{'`,
}

const is: JsonSql['is'] = (kind, json) => sql`(substr(${json}, 1, 1) in (${sql.raw(FIRST[kind])}))`

/**
 * JSON1: `->` hands out the very characters that were written, and those are what `JSON.stringify` writes, so equal
 * values have equal texts. A number is read by SQLite's own conversion, which may be a last digit off.
 */
export const jsonSqlite: JsonSql = {
  member: (json, names) => {
    // A path has no way to write these in a name.
    if (!names.every((name) => isPlain(name) && !/["\\\p{Control}]/u.test(name))) return undefined
    return sql`(${json} -> ${`$${names.map((name) => `."${name}"`).join('')}`})`
  },
  is,
  among: (json, values) => sql`(${json} in (${sql.join(values.map((value) => sql.val(storedJson(value))))}))`,
  text: (json) => sql`(case when ${is('text', json)} then ${json} ->> '$' else ${json} end)`,
  number: (json) => sql`(case when ${is('number', json)} then cast(${json} as real) end)`,
  numberTextDiffers: () => FALSE,
  isRoughNumber: (json) => sql`(${is('number', json)} and length(${json}) > 16)`,
  elements: (json, alias) => ({
    from: sql`json_each(case when ${is('array', json)} then ${json} else '[]' end) as ${sql.ref(alias)}`,
    json: sql`(${json} -> ${sql.ref(`${alias}.key`)})`,
  }),
  fits: (text, pattern) => sql`(${text} glob ${sql.lit(pattern.replaceAll('#', '[0-9]'))})`,
  contains: (text, part) => sql`(instr(${text}, ${part}) > 0)`,
  ordered: (text) => text,
  isAscii: (text) => sql`(length(cast(${text} as blob)) = length(${text}))`,
  lower: (text) => sql`lower(${text})`,
  parameter: {
    text: (value): Fragment => sql.val(value),
    number: (value) => sql.val(value),
    instant: (value) => sql.val(value),
    float: (value) => sql.val(value),
  },
  float: (number) => number,
}
