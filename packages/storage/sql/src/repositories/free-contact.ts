import { type RawBuilder, sql } from 'kysely'
import type { Slots } from '../statement.ts'

/**
 * Joins timers `t` to contacts that no other worker's open transaction is at, and locks them. Ends in `where`
 * with a first condition, so that more may follow after `and`.
 *
 * Whether the contact is there at all is asked by a scalar: `not exists` may be answered from a hash of the whole table.
 */
export function freeContact({
  rowLocks,
  table,
}: Pick<Slots<unknown>, 'rowLocks' | 'table'>): RawBuilder<unknown> {
  if (!rowLocks) return sql`where true`
  const contacts = table('clientele_contacts')
  return sql`left join lateral (
      select l.contact_id from ${contacts} as l where l.contact_id = t.contact_id for update skip locked
    ) as free on true
    where (free.contact_id is not null
      or (select x.contact_id from ${contacts} as x where x.contact_id = t.contact_id) is null)`
}
