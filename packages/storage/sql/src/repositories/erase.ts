import { sql } from 'kysely'
import type { SqlConnection } from '../connection.ts'
import { type Slots, type Statement, statement } from '../statement.ts'
import { formerIds } from './former-ids.ts'
import { deleteAmong } from './statements.ts'

type Keys = { readonly keys: readonly string[] }

function ofRecords(table: 'clientele_claims' | 'clientele_links', column: string): Statement<Keys, unknown> {
  return statement(
    (_, $: Slots<Keys>) =>
      sql`delete from ${$.table(table)} where ${sql.ref(column)} in
        (select record_id from ${$.table('clientele_records')} where ${$.among('contact_id', 'keys')})`,
  )
}

const logEntries = [
  deleteAmong('clientele_identity_log', 'contact_id'),
  deleteAmong('clientele_identity_log', 'from_id'),
]

/** In this order: the first ones find their rows by the records. */
const everything = [
  ofRecords('clientele_claims', 'record_id'),
  ofRecords('clientele_links', 'a'),
  ofRecords('clientele_links', 'b'),
  deleteAmong('clientele_records', 'contact_id'),
  deleteAmong('clientele_events', 'contact_id'),
  deleteAmong('clientele_rows', 'contact_id'),
  deleteAmong('clientele_consents', 'contact_id'),
  deleteAmong('clientele_scores', 'contact_id'),
  deleteAmong('clientele_traits', 'contact_id'),
  deleteAmong('clientele_trait_changes', 'contact_id'),
  deleteAmong('clientele_memberships', 'contact_id'),
  deleteAmong('clientele_membership_changes', 'contact_id'),
  deleteAmong('clientele_runs', 'contact_id'),
  deleteAmong('clientele_messages', 'contact_id'),
  deleteAmong('clientele_aliases', 'to_id'),
  deleteAmong('clientele_aliases', 'from_id'),
  deleteAmong('clientele_contacts', 'contact_id'),
]

/** Takes out everything that hangs on some contacts or on their records. */
export async function eraseContacts(connection: SqlConnection, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const former = await connection.all(formerIds, { keys })
  const ids = [...keys, ...former.map((alias) => alias.from_id)]
  for (const erasure of logEntries) await connection.run(erasure, { keys: ids })
  for (const erasure of everything) await connection.run(erasure, { keys })
}
