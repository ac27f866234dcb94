import { sql } from 'kysely'
import type { Fragment } from './fragment.ts'
import { goldenField, type Place } from './place.ts'

/** JSON of a golden value or, where there is none, of a score such as `rfm.segment`. */
export function fieldJson(place: Place, field: string): Fragment | undefined {
  const golden = goldenField(place, field, 'value')
  const dot = field.indexOf('.')
  if (golden === undefined || dot < 0) return golden
  const score = latestScore(place, field.slice(0, dot), field.slice(dot + 1))
  return (
    score &&
    sql`(case when ${place.json.among(golden, [null])} is not false then ${score} else ${golden} end)`
  )
}

function latestScore(place: Place, scorer: string, name: string): Fragment | undefined {
  const alias = place.alias('score')
  const value = place.json.member(sql.ref(`${alias}.data`), [name])
  return (
    value &&
    sql`(select ${value} from ${place.table('clientele_scores')} as ${sql.ref(alias)}
      where ${sql.ref(`${alias}.contact_id`)} = ${place.contact().id}
      and ${sql.ref(`${alias}.scorer_id`)} = ${place.json.parameter.text(scorer)}
      order by ${sql.ref(`${alias}.at`)} desc limit 1)`
  )
}
