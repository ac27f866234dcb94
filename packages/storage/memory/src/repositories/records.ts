import type { Claim, RecordRepository } from '@clientele/core'
import { compositeKey } from '../composite-key.ts'
import type { Tables } from '../tables.ts'

export function recordRepository(tables: Tables): RecordRepository {
  const { records } = tables
  return {
    byIds: async (recordIds) => records.pick(recordIds),
    contactsOf: async (recordIds) =>
      new Map(records.pick(recordIds).map(({ recordId, contactId }) => [recordId, contactId])),
    ofContacts: async (contactIds) => records.find('contact', contactIds),
    claiming: async (identifiers) => {
      const asked = new Set(identifiers.map(({ type, value }) => compositeKey(type, value)))
      return records
        .find('identifier', asked)
        .flatMap(({ recordId, contactId, identifiers }) =>
          identifiers
            .filter(({ type, value }) => asked.has(compositeKey(type, value)))
            .map((identifier): Claim => ({ ...identifier, recordId, contactId })),
        )
    },
    put: async (changed) => records.put(changed),
    reassign: async (moves) => {
      for (const { recordId, contactId } of moves) {
        records.put(records.pick([recordId]).map((row) => ({ ...row, contactId })))
        tables.events.put(tables.events.find('record', [recordId]).map((row) => ({ ...row, contactId })))
        tables.rows.put(tables.rows.find('record', [recordId]).map((row) => ({ ...row, contactId })))
        tables.consents.put(tables.consents.find('record', [recordId]).map((row) => ({ ...row, contactId })))
      }
    },
    remove: async (recordIds) => removeRecords(tables, recordIds),
    scan: async (page) => records.page(page),
    count: async () => records.size(),
  }
}

/** Takes records out with all that follows a record. */
export function removeRecords(tables: Tables, recordIds: readonly string[]): void {
  tables.records.remove(tables.records.pick(recordIds))
  tables.links.removeBy('record', recordIds)
  tables.events.removeBy('record', recordIds)
  tables.rows.removeBy('record', recordIds)
  tables.consents.removeBy('record', recordIds)
}
