import type { IdentityLogEntry, IdentityLogRepository } from '@clientele/core'
import { readJson, readNumber, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type IdentityLogRow, identityLog } from '../schema/identity-log.ts'
import { type Slots, statement } from '../statement.ts'
import { selectPage } from './statements.ts'

const page = selectPage('clientele_identity_log', 'id')

const ofContacts = statement((db, $: Slots<{ readonly keys: readonly string[] }>) =>
  db
    .selectFrom('clientele_identity_log')
    .selectAll()
    .where($.among('contact_id', 'keys'))
    .union(db.selectFrom('clientele_identity_log').selectAll().where($.among('from_id', 'keys')))
    .orderBy('id'),
)

export function identityLogRepository(connection: SqlConnection): IdentityLogRepository {
  return {
    append: (entries) => connection.write(identityLog, entries.map(fromEntry), 'replace'),
    ofContacts: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(ofContacts, { keys })).map(toEntry),
    scan: async ({ after = '', limit }) => (await connection.all(page, { after, limit })).map(toEntry),
  }
}

function fromEntry(entry: IdentityLogEntry): IdentityLogRow {
  return {
    id: entry.id,
    at: entry.at,
    kind: entry.kind,
    contact_id: entry.contactId,
    from_id: entry.from ?? null,
    record_ids: writeJson(entry.recordIds),
    cause: writeJson(entry.cause),
  }
}

function toEntry(row: IdentityLogRow): IdentityLogEntry {
  return {
    id: row.id,
    at: readNumber(row.at),
    kind: row.kind as IdentityLogEntry['kind'],
    contactId: row.contact_id,
    from: row.from_id ?? undefined,
    recordIds: readJson(row.record_ids),
    cause: readJson(row.cause),
  }
}
