import { type Condition, type ContactQuery, emptyEnvironment } from '@clientele/core'
import { expectEqual, expectTrue } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

const DAY = 86_400_000
const NOW = 400 * DAY

function queryOf(where: Condition): ContactQuery {
  return { ...emptyEnvironment(), where, at: NOW }
}

function livesIn(contactId: string, city: string): ReturnType<typeof sample.contact> {
  return sample.contact(contactId, {
    fields: { city: { value: city, recordId: 'eshop/1', rule: 'mostRecent', at: 2000 } },
  })
}

/** Kept by adapters whose `capabilities.select` is set; the others must not have the door. */
export const selectCases: readonly StorageCase[] = [
  storageCase('select: is there if the capabilities say so, and only then', async (storage) => {
    await storage.transaction(async ({ select }) =>
      expectEqual(select !== undefined, storage.capabilities.select, 'that `select` is there'),
    )
  }),

  storageCase(
    'select: answers everybody, nobody, and an empty base, in pages by code point',
    async (storage) => {
      if (!storage.capabilities.select) return
      await storage.transaction(async ({ select, contacts }) => {
        expectEqual(await select?.count(queryOf({ all: [] })), 0, 'the count of an empty base')
        expectEqual(await select?.ids(queryOf({ all: [] }), { limit: 10 }), [], 'its ids')
        await contacts.put(['\u{1F381}', '\uFF01', 'b', 'a'].map((id) => sample.contact(id)))
        expectEqual(await select?.count(queryOf({ all: [] })), 4, 'the count of everybody')
        expectEqual(await select?.count(queryOf({ any: [] })), 0, 'the count of nobody')
        const everybody = queryOf({ all: [] })
        expectEqual(await select?.ids(everybody, { limit: 3 }), ['a', 'b', '\uFF01'], 'the first page')
        expectEqual(
          await select?.ids(everybody, { after: '\uFF01', limit: 3 }),
          ['\u{1F381}'],
          'the second page',
        )
        expectEqual(await select?.ids(everybody, { limit: 0 }), [], 'a page of none')
      })
    },
  ),

  storageCase(
    'select: counts what is absent over everybody, and windows at their very edges',
    async (storage) => {
      if (!storage.capabilities.select) return
      await storage.transaction(async ({ select, contacts, events }) => {
        await contacts.put(['c1', 'c2', 'c3', 'c4', 'c5'].map((id) => sample.contact(id)))
        await events.insert([
          sample.event('m1', 'c1', { name: 'Order Completed', occurredAt: NOW - 90 * DAY }),
          sample.event('m2', 'c2', { name: 'Order Completed', occurredAt: NOW - 90 * DAY + 1 }),
          sample.event('m3', 'c3', { name: 'Order Completed', occurredAt: NOW + 1 }),
          sample.event('m5', 'c5', { name: 'Order Completed', occurredAt: NOW }),
        ])
        const bought: Condition = { event: 'Order Completed', window: { last: '90d' } }
        expectEqual(await select?.ids(queryOf(bought), { limit: 10 }), ['c2', 'c5'], 'who bought')
        const before: Condition = { event: 'Order Completed', window: { ago: ['100d', '90d'] } }
        expectEqual(await select?.ids(queryOf(before), { limit: 10 }), ['c1'], 'who bought before')
        const fixed: Condition = {
          event: 'Order Completed',
          window: { from: new Date(NOW - 90 * DAY + 1).toISOString(), to: new Date(NOW).toISOString() },
        }
        expectEqual(await select?.count(queryOf(fixed)), 1, 'how many bought between two dates')
        const absent: readonly Condition[] = [
          { not: bought },
          { ...bought, op: 'eq', value: 0 },
          { ...bought, op: 'lt', value: 1 },
        ]
        for (const where of absent)
          expectEqual(await select?.ids(queryOf(where), { limit: 10 }), ['c1', 'c3', 'c4'], 'who did not buy')
      })
    },
  ),

  storageCase('select: takes names and values with quotes as what they are', async (storage) => {
    if (!storage.capabilities.select) return
    const evil = [
      `'; drop table clientele_contacts; --`,
      `"`,
      `\\`,
      `') or ('1'='1`,
      '$.a."b"',
      '%',
      '\u0000',
    ]
    await storage.transaction(async ({ select, contacts, events }) => {
      await contacts.put([
        ...evil.map((text, place) => livesIn(`c${place}`, text)),
        ...evil.map((text, place) =>
          sample.contact(`d${place}`, {
            fields: { [text]: { value: text, recordId: 'eshop/1', rule: 'mostRecent', at: 1 } },
          }),
        ),
      ])
      await events.insert(
        evil.map((text, place) =>
          sample.event(`m${place}`, `c${place}`, { name: text, properties: { [`p${place}`]: text } }),
        ),
      )
      for (const [place, text] of evil.entries()) {
        const asked: readonly (readonly [Condition, readonly string[]])[] = [
          [{ field: 'city', op: 'eq', value: text }, [`c${place}`]],
          [{ field: 'city', op: 'in', value: [text] }, [`c${place}`]],
          [{ field: text, op: 'eq', value: text }, [`d${place}`]],
          [{ event: text }, [`c${place}`]],
          [{ event: '*', where: { property: `p${place}`, op: 'eq', value: text } }, [`c${place}`]],
        ]
        for (const [where, expected] of asked)
          expectEqual(await select?.ids(queryOf(where), { limit: 100 }), expected, `the answer to ${text}`)
      }
      expectEqual(await contacts.count(), 2 * evil.length, 'the contacts afterwards')
    })
  }),

  storageCase('select: takes a condition of two thousand leaves', async (storage) => {
    if (!storage.capabilities.select) return
    await storage.transaction(async ({ select, contacts }) => {
      await contacts.put([livesIn('c1', 'city 1999'), livesIn('c2', 'Lyon')])
      const any: Condition = {
        any: Array.from({ length: 2000 }, (_, place) => ({
          field: 'city',
          op: 'eq',
          value: `city ${place}`,
        })),
      }
      expectEqual(await select?.ids(queryOf(any), { limit: 10 }), ['c1'], 'who lives in one of them')
    })
  }),

  storageCase('select: refuses a condition that cannot be', async (storage) => {
    if (!storage.capabilities.select) return
    await storage.transaction(async ({ select }) => {
      let refused = false
      await select?.count(queryOf({ segment: 'unknown' })).catch(() => {
        refused = true
      })
      expectTrue(refused, 'an unknown segment to be refused')
    })
  }),
]
