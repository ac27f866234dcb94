import type { LinkRepository, RecordLink } from '@clientele/core'
import { sql } from 'kysely'
import { readNumber, readOptionalNumber } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type LinkRow, links } from '../schema/records.ts'
import { type RelationRows, type Slots, statement } from '../statement.ts'

const ofRecords = statement((db, $: Slots<{ readonly keys: readonly string[] }>) =>
  db
    .selectFrom('clientele_links')
    .selectAll()
    .where($.among('a', 'keys'))
    .union(db.selectFrom('clientele_links').selectAll().where($.among('b', 'keys'))),
)

const remove = statement(
  (_, $: Slots<{ readonly gone: RelationRows }>) =>
    sql`delete from ${$.table('clientele_links')} where (a, b, kind) in
      (select a, b, kind from ${$.relation('gone', 'g', { a: 'text', b: 'text', kind: 'text' })})`,
)

export function linkRepository(connection: SqlConnection): LinkRepository {
  return {
    ofRecords: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(ofRecords, { keys })).map(toLink),
    put: (changed) => connection.write(links, changed.map(fromLink), 'replace'),
    remove: async (gone) => {
      if (gone.length > 0) await connection.run(remove, { gone: gone.map(({ a, b, kind }) => [a, b, kind]) })
    },
  }
}

function fromLink({ kind, a, b, weight, reason, at, by }: RecordLink): LinkRow {
  return { kind, a, b, weight: weight ?? null, reason, at, by }
}

function toLink(row: LinkRow): RecordLink {
  return {
    ...row,
    kind: row.kind as RecordLink['kind'],
    weight: readOptionalNumber(row.weight),
    at: readNumber(row.at),
  }
}
