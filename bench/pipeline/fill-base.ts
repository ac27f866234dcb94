import { createHash } from 'node:crypto'
import { type ContactRecord, recordIdOf, type Storage } from '@clientele/core'
import { addressOf, START } from './workload.ts'

const SLICE = 5000
const DAY = 86_400_000

/** Id of a contact of the filled base. */
export function contactIdOf(person: number): string {
  return `c-${String(person).padStart(9, '0')}`
}

/** The record that the events of a person known by e-mail belong to, as intake would have made it. */
export function recordOf(person: number): ContactRecord {
  const email = addressOf(person)
  const sourceKey = `#${createHash('sha256').update(`email\0${email}\0false`).digest('hex').slice(0, 32)}`
  const at = START - 30 * DAY
  return {
    recordId: recordIdOf('api', sourceKey),
    contactId: contactIdOf(person),
    source: 'api',
    sourceKey,
    foundedId: contactIdOf(person),
    firstSeenAt: at,
    observedAt: at,
    receivedAt: at,
    identifiers: [{ type: 'email', value: email }],
    saidAt: { '#email': at, email: at },
    raw: { email },
    values: { email },
  }
}

/** Fills a migrated storage with contacts known by e-mail, each with an event that conditions read. */
export async function fillBase(storage: Storage, contacts: number): Promise<void> {
  for (let from = 0; from < contacts; from += SLICE) {
    const persons = Array.from({ length: Math.min(SLICE, contacts - from) }, (_, index) => from + index)
    await storage.transaction(async (tx) => {
      const records = persons.map(recordOf)
      await tx.contacts.put(
        records.map(({ contactId, recordId, values, firstSeenAt: at }) => ({
          contactId,
          fields: { email: { value: values.email!, recordId, rule: 'verifiedFirst', at } },
          createdAt: at,
          updatedAt: at,
          lastSeenAt: at,
          version: 1,
        })),
      )
      await tx.records.put(records)
      await tx.events.insert(
        records.map(({ contactId, recordId, firstSeenAt: at }, index) => ({
          contactId,
          messageId: `old-${from + index}`,
          name: 'Product Viewed',
          occurredAt: at,
          receivedAt: at,
          source: 'api',
          recordId,
          properties: { product_id: 'p1', category: 'bags', total: 20 },
        })),
      )
    })
  }
}
