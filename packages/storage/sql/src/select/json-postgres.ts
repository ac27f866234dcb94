import { sql } from 'kysely'
import { FALSE } from './fragment.ts'
import type { JsonKind, JsonSql } from './json-sql.ts'
import { storedJson, storedText } from './json-text.ts'

/** The names that `jsonb_typeof` gives. */
const NAMES: { readonly [kind in JsonKind]: string } = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  array: 'array',
  object: 'object',
}

const is: JsonSql['is'] = (kind, json) => sql`(jsonb_typeof(${json}) = ${sql.lit(NAMES[kind])})`
const number: JsonSql['number'] = (json) => sql`(case when ${is('number', json)} then (${json})::numeric end)`

/** `jsonb`: equality is that of values, and a number is exact: the shortest decimals order as their binaries do. */
export const jsonPostgres: JsonSql = {
  member: (json, names) =>
    names.reduce((inner, name) => sql`(${inner} -> ${sql.val(storedText(name))}::text)`, json),
  is,
  among: (json, values) =>
    sql`(${json} in (${sql.join(values.map((value) => sql`${sql.val(storedJson(value))}::jsonb`))}))`,
  text: (json) => sql`((${json} #>> '{}') collate "C")`,
  number,
  // JavaScript writes exponents there.
  numberTextDiffers: (json) =>
    sql`(${number(json)} <> 0 and (abs(${number(json)}) >= 1e21 or abs(${number(json)}) < 1e-6))`,
  isRoughNumber: () => FALSE,
  elements: (json, alias) => ({
    from: sql`jsonb_array_elements(case when ${is('array', json)} then ${json} else '[]'::jsonb end) as ${sql.ref(alias)}(json)`,
    json: sql.ref(`${alias}.json`),
  }),
  fits: (text, pattern) => {
    const body = pattern.replace(/[.+]/g, '\\$&').replaceAll('#', '[0-9]')
    return sql`(${text} ~ ${sql.lit(body.endsWith('*') ? `^${body.slice(0, -1)}` : `^${body}$`)})`
  },
  contains: (text, part) => sql`(strpos(${text}, ${part}) > 0)`,
  ordered: (text) => sql`(${text} collate "C")`,
  isAscii: (text) => sql`(octet_length(${text}) = char_length(${text}))`,
  lower: (text) => sql`lower(${text} collate "C")`,
  parameter: {
    text: (value) => sql`${sql.val(value)}::text`,
    number: (value) => sql`${sql.val(String(value))}::numeric`,
    // As the columns of instants are: of another type, a comparison finds no index.
    instant: (value) =>
      Number.isSafeInteger(value)
        ? sql`${sql.val(String(value))}::int8`
        : sql`${sql.val(String(value))}::numeric`,
    float: (value) => sql`${sql.val(String(value))}::float8`,
  },
  float: (value) => sql`(${value})::float8`,
}
