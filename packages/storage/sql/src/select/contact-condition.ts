import type { ContactQuery } from '@clientele/core'
import { sql } from 'kysely'
import type { SqlDialect } from '../dialect.ts'
import type { Bounds } from './bounds.ts'
import { conditionBounds } from './condition-bounds.ts'
import { jsonSqlOf } from './json-sql-of.ts'
import { naming } from './place.ts'

/** Where a condition is to stand in a statement. */
export interface ContactConditionOptions {
  /** Alias of `clientele_contacts` in the statement. */
  readonly contacts: string
  /**
   * `sets` gathers the contacts of events in short windows once for the whole statement, for one that goes over all
   * contacts; `probes` asks of each contact, for one that stops early.
   */
  readonly form: 'sets' | 'probes'
}

/**
 * A condition over the contacts of a statement, as fragments that stand in its `where`, all values bound. Where `sure`
 * holds the condition is true, where `maybe` does not it is false; the contacts between the two, if there may be any
 * (`isExact`), are for the evaluator (`contactMatcher` of core). Whoever builds another statement over contacts, such
 * as a grouped one, joins `clientele_contacts` under the alias and puts the fragment there:
 *
 * ```text
 * const { sure, maybe } = contactCondition(dialect, query, { contacts: 'c', form: 'sets' })
 * sql`select … from clientele_contacts as c join clientele_events as e on e.contact_id = c.contact_id where ${sure}`
 * ```
 *
 * The query must be one that `compileCondition` of core accepts, and read no trait.
 */
export function contactCondition(
  dialect: SqlDialect,
  query: ContactQuery,
  { contacts, form }: ContactConditionOptions,
): Bounds {
  const contact = { id: sql.ref(`${contacts}.contact_id`), fields: sql.ref(`${contacts}.fields`) }
  return conditionBounds(
    {
      ...naming(dialect),
      json: jsonSqlOf(dialect),
      environment: query,
      at: query.at,
      defaultZone: query.defaultZone ?? 'UTC',
      form,
      contact: () => contact,
      row: undefined,
      first: undefined,
    },
    query.where,
  )
}
