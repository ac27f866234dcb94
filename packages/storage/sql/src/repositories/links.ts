import type { FiledRecord, LinkRepository, RecordLink } from '@clientele/core'
import { sql } from 'kysely'
import { readNumber, readOptionalNumber } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type LinkRow, links } from '../schema/records.ts'
import { type RelationRows, type Slots, type Statement, statement } from '../statement.ts'

const ofRecords = statement((db, $: Slots<{ readonly keys: readonly string[] }>) =>
  db
    .selectFrom('clientele_links')
    .selectAll()
    .where($.among('a', 'keys'))
    .where('kind', '<>', 'key')
    .union(
      db.selectFrom('clientele_links').selectAll().where($.among('b', 'keys')).where('kind', '<>', 'key'),
    ),
)

/** Keys and their records, by one end: links of which two columns are enough. */
function filed(end: 'a' | 'b'): Statement<{ readonly ends: readonly string[] }, Pick<LinkRow, 'a' | 'b'>> {
  return statement((db, $: Slots<{ readonly ends: readonly string[] }>) =>
    db.selectFrom('clientele_links').select(['a', 'b']).where($.among(end, 'ends')).where('kind', '=', 'key'),
  )
}

const filedUnder = filed('a')
const keysOf = filed('b')

const remove = statement(
  (_, $: Slots<{ readonly gone: RelationRows }>) =>
    sql`delete from ${$.table('clientele_links')} where (a, b, kind) in
      (select a, b, kind from ${$.relation('gone', 'g', { a: 'text', b: 'text', kind: 'text' })})`,
)

export function linkRepository(connection: SqlConnection): LinkRepository {
  return {
    ofRecords: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(ofRecords, { keys })).map(toLink),
    keysOf: async (ends) => (ends.length === 0 ? [] : (await connection.all(keysOf, { ends })).map(toFiled)),
    filedUnder: async (ends) =>
      ends.length === 0 ? [] : (await connection.all(filedUnder, { ends })).map(toFiled),
    put: (changed) => connection.write(links, changed.map(fromLink), 'replace'),
    remove: async (gone) => {
      if (gone.length > 0) await connection.run(remove, { gone: gone.map(({ a, b, kind }) => [a, b, kind]) })
    },
  }
}

function fromLink({ kind, a, b, weight, reason, at, by }: RecordLink): LinkRow {
  return { kind, a, b, weight: weight ?? null, reason, at, by }
}

function toFiled({ a, b }: Pick<LinkRow, 'a' | 'b'>): FiledRecord {
  return { key: a, recordId: b }
}

function toLink(row: LinkRow): RecordLink {
  return {
    ...row,
    kind: row.kind as RecordLink['kind'],
    weight: readOptionalNumber(row.weight),
    at: readNumber(row.at),
  }
}
