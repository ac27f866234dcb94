import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IntakeItem, Storage } from '../src/index.ts'
import { createIntake } from '../src/intake/intake.ts'
import type { Kernel } from '../src/kernel.ts'
import { makeKernel } from './support/make-kernel.ts'

const identifier = fc
  .record({
    type: fc.constantFrom('customerNo', 'loyaltyId', 'email', 'phone', 'anonymousId'),
    value: fc.integer({ min: 1, max: 4 }),
    verified: fc.option(fc.boolean(), { nil: undefined }),
  })
  .map(({ type, value, verified }) => ({ type, value: textOfType(type, value), verified }))

function textOfType(type: string, value: number): string {
  if (type === 'email') return `person${value}@example.org`
  return type === 'phone' ? `+3361234567${value}` : `${type}-${value}`
}

const at = fc.integer({ min: 1, max: 6 }).map((day) => Date.UTC(2025, 0, day))

const record = fc
  .record({
    source: fc.constantFrom('eshop', 'till'),
    sourceKey: fc.constantFrom('1', '2', '3'),
    observedAt: at,
    identifiers: fc.option(fc.array(identifier, { maxLength: 3 }), { nil: undefined }),
    fields: fc.dictionary(
      fc.constantFrom('city', 'firstName', 'email', 'points'),
      fc.constantFrom<string | number | null>('Lyon', 'Paris', '', null, 3, 'person1@example.org'),
      { maxKeys: 3 },
    ),
  })
  .map((value): IntakeItem => ({ type: 'record', record: value }))

const event = fc
  .record({
    name: fc.constantFrom('Viewed', 'Signed In'),
    messageId: fc.integer({ min: 1, max: 1e6 }).map((id) => `m${id}`),
    occurredAt: at,
    identifiers: fc.array(identifier, { minLength: 1, maxLength: 3 }),
  })
  .map((value): IntakeItem => ({ type: 'event', event: value }))

const row = fc
  .record({
    table: fc.constant('orders'),
    key: fc.constantFrom('o1', 'o2', 'o3'),
    observedAt: at,
    contact: fc.record({
      source: fc.constantFrom('eshop', 'till'),
      sourceKey: fc.constantFrom('1', '2', '9'),
    }),
    values: fc.record({ ordered_at: at, total: fc.integer({ min: 1, max: 3 }) }),
  })
  .map((value): IntakeItem => ({ type: 'row', row: value }))

/** Rows that do not say whose they are: lines lead to orders, parcels to lines or to other parcels. */
const follower = fc
  .record({
    table: fc.constantFrom('lines', 'parcels'),
    key: fc.constantFrom('k1', 'k2'),
    observedAt: at,
    link: fc.constantFrom('o1', 'o2', 'o4', 'k1', 'k2'),
    inner: fc.boolean(),
  })
  .map(({ table, key, observedAt, link, inner }): IntakeItem => {
    const column = table === 'lines' ? 'order_id' : inner ? 'within' : 'line_id'
    return { type: 'row', row: { table, key, observedAt, values: { [column]: link } } }
  })

const history = fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: record }, event, row, follower), {
  minLength: 1,
  maxLength: 14,
  selector: (item) => (item.type === 'event' ? item.event.messageId : JSON.stringify(item)),
})

/** The same items in another order, and where to cut it into calls. */
const shuffledHistory = history.chain((items) =>
  fc.record({
    items: fc.constant(items),
    shuffled: fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length }),
    cuts: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: items.length, maxLength: items.length }),
  }),
)

const tables = [
  {
    name: 'orders',
    kind: 'interactions',
    columns: { ordered_at: 'instant', total: 'money' },
    dateColumn: 'ordered_at',
  },
  { name: 'lines', kind: 'linked', columns: { order_id: 'string' }, links: { order_id: 'orders' } },
  {
    name: 'parcels',
    kind: 'linked',
    columns: { line_id: 'string', within: 'string' },
    links: { line_id: 'lines', within: 'parcels' },
  },
] as const

async function load(
  items: readonly IntakeItem[],
  cuts: readonly number[],
  storage: Storage = memory(),
): Promise<Kernel> {
  const { kernel } = await makeKernel({ tables, storage })
  const { api } = createIntake(kernel)
  let start = 0
  for (const size of cuts) {
    if (start >= items.length) break
    await api.ingest(items.slice(start, start + size))
    start += size
  }
  if (start < items.length) await api.ingest(items.slice(start))
  return kernel
}

/** Everything that must not depend on the order: contacts by their records, golden values, what hangs on them. */
async function observe(kernel: Kernel): Promise<unknown> {
  return kernel.storage.transaction(async (tx) => {
    const contacts = await tx.contacts.scan({ limit: 1000 })
    const seen = []
    for (const contact of contacts) {
      const ids = [contact.contactId]
      const records = await tx.records.ofContacts(ids)
      const events = await tx.events.find({ contactIds: ids })
      const rows = await tx.rows.ofContacts(ids, ['orders', 'lines', 'parcels'])
      seen.push({
        records: records
          .map(({ contactId: _, foundedId: __, receivedAt: ___, ...record }) => record)
          .sort((a, b) => (a.recordId < b.recordId ? -1 : 1)),
        fields: contact.fields,
        createdAt: contact.createdAt,
        lastSeenAt: contact.lastSeenAt,
        events: events.map(({ messageId }) => messageId).sort(),
        rows: rows.map(({ table, key, values }) => `${table} ${key} ${JSON.stringify(values)}`).sort(),
      })
    }
    return seen.sort((a, b) => (a.records[0]!.recordId < b.records[0]!.recordId ? -1 : 1))
  })
}

describe('resolution on a stored base', () => {
  it('gives the same contacts, golden values and history for every order and batching', async () => {
    await fc.assert(
      fc.asyncProperty(shuffledHistory, async ({ items, shuffled, cuts }) => {
        const atOnce = await observe(await load(items, [items.length]))
        expect(await observe(await load(shuffled, cuts))).toEqual(atOnce)
      }),
      { numRuns: 120 },
    )
  })

  it('gives on SQLite what it gives in memory', async () => {
    await fc.assert(
      fc.asyncProperty(shuffledHistory, async ({ items, shuffled, cuts }) => {
        const storage = sqlite(':memory:')
        await storage.migrations.up()
        const found = await observe(await load(shuffled, cuts, storage))
        await storage.close()
        expect(found).toEqual(await observe(await load(items, [items.length])))
      }),
      { numRuns: 25 },
    )
  })

  it('is changed by nothing that is delivered twice: no version grows, nobody is told', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (items) => {
        const { kernel, told } = await makeKernel({ tables })
        const { api } = createIntake(kernel)
        await api.ingest(items)
        const versions = await versionsOf(kernel)
        const before = told.length
        const again = await api.ingest(items)
        expect(again.accepted).toBe(0)
        expect(await versionsOf(kernel)).toEqual(versions)
        expect(told.slice(before).filter(({ name }) => name !== 'input.rejected')).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

async function versionsOf(kernel: Kernel): Promise<unknown> {
  const contacts = await kernel.storage.transaction((tx) => tx.contacts.scan({ limit: 1000 }))
  return contacts.map(({ contactId, version }) => [contactId, version])
}
