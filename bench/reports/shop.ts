import type { Contact, ContactRecord, Score, Storage, TableRow } from '@clientele/core'

const DAY = 86_400_000
const BATCH = 2000
const CHANNELS = ['web', 'store', 'phone']
const SEGMENTS = ['champions', 'loyal', 'atRisk', 'hibernating', 'lost']

/** The day of the report. */
export const TODAY: number = Date.UTC(2026, 5, 15, 12)

/** Fills a migrated storage with contacts of one record, three orders of one line each on average, and RFM scores. */
export async function fillShop(storage: Storage, contacts: number): Promise<void> {
  for (let from = 0; from < contacts; from += BATCH) {
    const people: Contact[] = []
    const records: ContactRecord[] = []
    const rows: TableRow[] = []
    const scores: Score[] = []
    for (let index = from; index < Math.min(contacts, from + BATCH); index++) {
      const contactId = `c${String(index).padStart(8, '0')}`
      const recordId = `r${index}`
      const at = TODAY - (400 + (index % 900)) * DAY
      people.push({ contactId, fields: {}, createdAt: at, updatedAt: at, lastSeenAt: at, version: 1 })
      records.push({
        recordId,
        contactId,
        source: index % 3 === 0 ? 'till' : 'eshop',
        sourceKey: String(index),
        firstSeenAt: at,
        observedAt: at,
        receivedAt: at,
        identifiers: [],
        saidAt: {},
        raw: {},
        values: {},
      })
      const orders = 1 + ((index * 7919) % 5)
      let revenueMinor = 0
      for (let order = 0; order < orders; order++) {
        const bought = TODAY - (1 + ((index * 131 + order * 97) % 700)) * DAY
        const key = `${contactId}-${order}`
        const row = { contactId, recordId, at: bought, observedAt: bought, receivedAt: bought }
        const total = 1000 + ((index * 17 + order * 31) % 9000)
        revenueMinor += total
        const values = {
          at: bought,
          total,
          status: 'paid',
          currency: 'EUR',
          channel: CHANNELS[(index + order) % 3]!,
        }
        rows.push({ ...row, table: 'orders', key, values })
        const line = { at: bought, order_id: key, product_id: `p${(index * 13 + order) % 40}` }
        rows.push({ ...row, table: 'order_lines', key: `${key}-1`, values: line })
      }
      scores.push({
        scorerId: 'rfm',
        contactId,
        at: TODAY,
        values: {
          status: 'scored',
          r: 1 + (index % 5),
          f: orders,
          segment: SEGMENTS[(index + orders) % 5]!,
          revenueMinor,
          method: 'quantile (5 levels)',
        },
      })
    }
    await storage.transaction(async (tx) => {
      await tx.contacts.put(people)
      await tx.records.put(records)
      await tx.rows.put(rows)
      await tx.scores.put(scores)
    })
  }
}
