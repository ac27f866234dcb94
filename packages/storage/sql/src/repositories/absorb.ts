import type { ContactAlias } from '@clientele/core'
import { sql } from 'kysely'
import type { SqlConnection } from '../connection.ts'
import { aliases as aliasTable } from '../schema/contacts.ts'
import { type RelationRows, type Slots, statement } from '../statement.ts'
import { deleteAmong, giveToHeirs } from './statements.ts'

/** Kinds of rows that a merge moves to the contact that goes on. */
const moved = [
  giveToHeirs('clientele_membership_changes'),
  giveToHeirs('clientele_messages'),
  giveToHeirs('clientele_runs'),
]

/** Kinds of rows that a merge drops: they are computed anew for the contact that goes on. */
const dropped = [
  deleteAmong('clientele_memberships', 'contact_id'),
  deleteAmong('clientele_scores', 'contact_id'),
  deleteAmong('clientele_traits', 'contact_id'),
  deleteAmong('clientele_trait_changes', 'contact_id'),
  deleteAmong('clientele_contacts', 'contact_id'),
]

const pointOn = statement(
  (_, $: Slots<{ readonly heirs: RelationRows }>) =>
    sql`update ${$.table('clientele_aliases')} as t set to_id = h.to_id
      from ${$.relation('heirs', 'h', { from_id: 'text', to_id: 'text' })} where t.to_id = h.from_id`,
)

/** What a merge does to each kind of row of the contacts that end; what follows records went before. */
export async function absorbContacts(
  connection: SqlConnection,
  aliases: readonly ContactAlias[],
): Promise<void> {
  if (aliases.length === 0) return
  const flat = pointedOn(aliases)
  const heirs = flat.map(({ from, to }) => [from, to])
  const keys = flat.map(({ from }) => from)
  for (const give of moved) await connection.run(give, { heirs })
  for (const drop of dropped) await connection.run(drop, { keys })
  await connection.run(pointOn, { heirs })
  await connection.write(
    aliasTable,
    flat.map(({ from, to, at }) => ({ from_id: from, to_id: to, at })),
    'replace',
  )
}

/** Aliases of one call as they are after each other: one that points to a contact that ends later points on. */
function pointedOn(aliases: readonly ContactAlias[]): readonly ContactAlias[] {
  const flat = new Map<string, ContactAlias>()
  for (const alias of aliases) {
    for (const [from, earlier] of flat) {
      if (earlier.to === alias.from) flat.set(from, { ...earlier, to: alias.to })
    }
    flat.set(alias.from, alias)
  }
  return [...flat.values()]
}
