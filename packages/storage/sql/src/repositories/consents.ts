import type { Consent, ConsentRepository } from '@clientele/core'
import { readNumber, readOptionalNumber } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type ConsentRow, consents } from '../schema/consents.ts'
import { selectAmong } from './statements.ts'

const ofContacts = selectAmong('clientele_consents', 'contact_id')

export function consentRepository(connection: SqlConnection): ConsentRepository {
  return {
    append: (added) => connection.write(consents, added.map(fromConsent), 'skip'),
    ofContacts: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(ofContacts, { keys })).map(toConsent),
  }
}

function fromConsent(consent: Consent): ConsentRow {
  const { channel, purpose, address = null, status, at } = consent
  return {
    contact_id: consent.contactId,
    record_id: consent.recordId,
    channel,
    purpose,
    status,
    at,
    source: consent.source,
    address,
    basis: consent.basis ?? null,
    proof: consent.proof ?? null,
    expires_at: consent.expiresAt ?? null,
    line: JSON.stringify([channel, purpose, address, status, at]),
  }
}

function toConsent(row: ConsentRow): Consent {
  return {
    contactId: row.contact_id,
    recordId: row.record_id,
    channel: row.channel,
    purpose: row.purpose,
    status: row.status as Consent['status'],
    at: readNumber(row.at),
    source: row.source,
    address: row.address ?? undefined,
    basis: row.basis ?? undefined,
    proof: row.proof ?? undefined,
    expiresAt: readOptionalNumber(row.expires_at),
  }
}
