import type { Suppression, SuppressionRepository } from '@clientele/core'
import { sql } from 'kysely'
import { readNumber } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { suppressions } from '../schema/consents.ts'
import { type RelationRows, type Slots, statement } from '../statement.ts'

const find = statement((db, $: Slots<{ readonly channel: string; readonly keys: readonly string[] }>) =>
  db
    .selectFrom('clientele_suppressions')
    .selectAll()
    .where('channel', '=', $.value('channel'))
    .where($.among('address', 'keys')),
)

const remove = statement(
  (_, $: Slots<{ readonly gone: RelationRows }>) =>
    sql`delete from ${$.table('clientele_suppressions')} where (channel, address) in
      (select channel, address from ${$.relation('gone', 'g', { channel: 'text', address: 'text' })})`,
)

export function suppressionRepository(connection: SqlConnection): SuppressionRepository {
  return {
    find: async (channel, keys) => {
      if (keys.length === 0) return []
      const found = await connection.all(find, { channel, keys })
      return found.map((row) => ({
        channel: row.channel,
        address: row.address,
        reason: row.reason as Suppression['reason'],
        at: readNumber(row.at),
      }))
    },
    put: (changed) => connection.write(suppressions, changed, 'replace'),
    remove: async (gone) => {
      if (gone.length === 0) return
      await connection.run(remove, { gone: gone.map(({ channel, address }) => [channel, address]) })
    },
  }
}
