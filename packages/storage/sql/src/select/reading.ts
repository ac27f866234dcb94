import { type ColumnType, MAX_INSTANT, type Scalar } from '@clientele/core'
import { sql } from 'kysely'
import { and, FALSE, type Fragment, or, TRUE } from './fragment.ts'
import type { JsonSql } from './json-sql.ts'
import { isPlain, MARKS, storedText } from './json-text.ts'

/**
 * A value read as its type, by the kinds of scalar that it may turn out to be: each is null where it is not one. Where
 * the doubt holds, core may read something that SQL does not.
 */
export interface Reading {
  readonly text?: Fragment | undefined
  readonly number?: Fragment | undefined
  /** The scalar as JSON, equal where and only where the scalars are. */
  readonly scalar?: Fragment | undefined
  /** `true` or `false` as text. */
  readonly boolean?: Fragment | undefined
  readonly doubt: Fragment
  /** The number may be a last digit off. */
  readonly rough: Fragment
  /** The text holds a mark for a character, so its order and its parts may not be those of the text. */
  readonly marked: Fragment
}

/** Nothing. */
export const NOTHING: Reading = { doubt: FALSE, rough: FALSE, marked: FALSE }

/** The reading of a value that is known beforehand. */
export function literalReading({ parameter }: JsonSql, value: Scalar | undefined): Reading {
  if (typeof value === 'string') {
    return { ...NOTHING, text: parameter.text(storedText(value)), marked: isPlain(value) ? FALSE : TRUE }
  }
  if (typeof value === 'number') return { ...NOTHING, number: parameter.number(value) }
  return value === undefined ? NOTHING : { ...NOTHING, boolean: sql`${sql.lit(String(value))}` }
}

const LARGEST = Number.MAX_SAFE_INTEGER

/** Reads JSON as a type, as `readAs` of core does. */
export function readJsonAs(json: JsonSql, value: Fragment, type: ColumnType | undefined): Reading {
  switch (type) {
    case undefined:
    case 'json':
      return {
        ...NOTHING,
        text: textOf(json, value),
        number: json.number(value),
        boolean: booleanOf(json, value),
        scalar: scalarOf(json, value),
        rough: json.isRoughNumber(value),
        marked: hasMark(json, value),
      }
    case 'string':
      return {
        ...NOTHING,
        text: sql`(case when ${json.is('text', value)} and not ${json.among(value, [''])} or ${json.is('number', value)}
          or ${json.is('boolean', value)} then ${json.text(value)} end)`,
        doubt: and(json.is('number', value), json.numberTextDiffers(value)),
        marked: hasMark(json, value),
      }
    case 'number':
      return {
        ...NOTHING,
        number: json.number(value),
        doubt: looksNumeric(json, value),
        rough: json.isRoughNumber(value),
      }
    case 'integer':
    case 'money':
      return {
        ...NOTHING,
        number: wholeNumber(json, value, LARGEST),
        doubt: looksNumeric(json, value),
      }
    case 'boolean':
      return {
        ...NOTHING,
        boolean: sql`(case when ${json.among(value, [true, 'true', false, 'false'])} then ${json.text(value)} end)`,
      }
    case 'instant':
      return {
        ...NOTHING,
        number: wholeNumber(json, value, MAX_INSTANT),
        doubt: looksDated(json, value),
      }
    case 'date':
      return {
        ...NOTHING,
        text: sql`(case when ${isDay(json, value)} and ${dayPart(json, value)} <= '28' then ${json.text(value)} end)`,
        doubt: sql`(${isDay(json, value)} and ${dayPart(json, value)} between '29' and '31')`,
      }
  }
}

/** A text that is one, and not empty. */
export function textOf(json: JsonSql, value: Fragment): Fragment {
  return sql`(case when ${json.is('text', value)} and not ${json.among(value, [''])} then ${json.text(value)} end)`
}

/** Does the text of a value hold a mark? */
function hasMark(json: JsonSql, value: Fragment): Fragment {
  const text = json.text(value)
  return or(...MARKS.map((mark) => json.contains(text, json.parameter.text(mark))))
}

/** A text that is not empty, a number or a boolean, as JSON. */
export function scalarOf(json: JsonSql, value: Fragment): Fragment {
  return sql`(case when ${json.is('text', value)} and not ${json.among(value, [''])} or ${json.is('number', value)}
    or ${json.is('boolean', value)} then ${value} end)`
}

function booleanOf(json: JsonSql, value: Fragment): Fragment {
  return sql`(case when ${json.is('boolean', value)} then ${json.text(value)} end)`
}

/** An integer of at most so much. */
export function wholeNumber(json: JsonSql, value: Fragment, most: number): Fragment {
  const number = json.number(value)
  return sql`(case when abs(${number}) <= ${sql.lit(most)} and ${number} = round(${number}) then ${number} end)`
}

/** A text that core may read as a number. */
function looksNumeric(json: JsonSql, value: Fragment): Fragment {
  const text = json.text(value)
  return and(json.is('text', value), or(json.fits(text, '#*'), json.fits(text, '-#*')))
}

/** A text that core may read as an instant. */
export function looksDated(json: JsonSql, value: Fragment): Fragment {
  return and(json.is('text', value), json.fits(json.text(value), '####-##-##*'))
}

/** `yyyy-mm-dd` with a month of the year and a day that is not 0. */
export function isDay(json: JsonSql, value: Fragment): Fragment {
  const text = json.text(value)
  return sql`(${json.is('text', value)} and ${json.fits(text, '####-##-##')}
    and substr(${text}, 6, 2) between '01' and '12' and substr(${text}, 9, 2) >= '01')`
}

function dayPart(json: JsonSql, value: Fragment): Fragment {
  return sql`substr(${json.text(value)}, 9, 2)`
}
