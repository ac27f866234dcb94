import type { AuditEntry, AuditRepository } from '@clientele/core'
import { readJson, readNumber, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type AuditRow, audit } from '../schema/operations.ts'
import { selectPage } from './statements.ts'

const page = selectPage('clientele_audit', 'id')

export function auditRepository(connection: SqlConnection): AuditRepository {
  return {
    append: (entries) =>
      connection.write(
        audit,
        entries.map((entry) => ({ ...entry, details: writeJson(entry.details) })),
        'replace',
      ),
    list: async ({ after = '', limit }) => (await connection.all(page, { after, limit })).map(toEntry),
  }
}

function toEntry(row: AuditRow): AuditEntry {
  return { ...row, at: readNumber(row.at), details: readJson(row.details) }
}
