import type { ConditionEnvironment, RowShape } from '@clientele/core'
import { sql } from 'kysely'
import { qualified, type SqlDialect } from '../dialect.ts'
import type { Database } from '../schema/database.ts'
import { type Fragment, or } from './fragment.ts'
import type { JsonSql } from './json-sql.ts'

/** A row or an event at hand: where its properties and its key are. */
export interface RowAtHand {
  readonly properties: Fragment
  readonly key: Fragment | undefined
  /** Whose it is. */
  readonly contactId: Fragment
  readonly shape: RowShape
}

/** Where in a condition the compiler is, and what of the statement can be spoken of there. */
export interface Place {
  readonly json: JsonSql
  readonly environment: ConditionEnvironment
  readonly at: number
  readonly defaultZone: string
  /** Does a subquery stand for all contacts at once, or is it asked anew for each? */
  readonly form: 'sets' | 'probes'
  /** The contact at hand; asking for it ties a subquery to one contact. */
  readonly contact: () => { readonly id: Fragment; readonly fields: Fragment }
  readonly row: RowAtHand | undefined
  /** The first event, inside the `then` of a sequence. */
  readonly first: { readonly properties: Fragment; readonly shape: RowShape } | undefined
  readonly table: (name: keyof Database & string) => Fragment
  /** A name that no other part of the statement has. */
  readonly alias: (letter: string) => string
}

/** Names of tables and aliases of one statement. */
export function naming(dialect: SqlDialect): Pick<Place, 'table' | 'alias'> {
  let count = 0
  return {
    table: (name) => sql.raw(qualified(dialect, name)),
    alias: (letter) => `${letter}${++count}`,
  }
}

/** JSON of a field's golden value, and what says since when. */
export function goldenField(
  { json, contact }: Place,
  field: string,
  part: 'value' | 'at',
): Fragment | undefined {
  return json.member(contact().fields, [field, part])
}

/** Is the contact's zone the default one, for all that SQL can tell? */
export function isInDefaultZone(place: Place): Fragment {
  const { json, defaultZone } = place
  const zone = goldenField(place, 'timeZone', 'value') as Fragment
  return or(
    sql`(${zone} is null)`,
    sql`((not ${json.is('text', zone)}) is true)`,
    sql`(${json.among(zone, [defaultZone])} is true)`,
  )
}
