import {
  type Condition,
  type Contact,
  type ContactQuery,
  emptyEnvironment,
  type Storage,
} from '@clientele/core'
import Database from 'libsql'
import { beforeEach, describe, expect, it } from 'vitest'
import { sqlite } from './sqlite.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 2, 15)

let asked: string[]
let storage: Storage

beforeEach(async () => {
  const handle = new Database(':memory:')
  asked = []
  const watched = new Proxy(handle, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => {
        if (name === 'prepare') asked.push(String(args[0]))
        return Reflect.apply(member, target, args) as unknown
      }
    },
  })
  storage = sqlite(watched as never)
  await storage.migrations.up()
  await storage.open()
  await storage.transaction(async ({ contacts }) =>
    contacts.put([{ contactId: 'c1', fields: {}, createdAt: 0, updatedAt: 0, version: 1 }]),
  )
  asked = []
})

function livingIn(city: string | undefined): Contact['fields'] {
  return city === undefined ? {} : { city: { value: city, recordId: 'r', rule: 'mostRecent', at: NOW - DAY } }
}

/** The statements that a count prepares. */
async function statementsOf(where: Condition, over: Partial<ContactQuery> = {}): Promise<readonly string[]> {
  await storage.transaction(({ select }) => select!.count({ ...emptyEnvironment(), where, at: NOW, ...over }))
  return asked
}

describe('sqlite, counting the contacts of a condition', () => {
  const exact: readonly (readonly [string, Condition])[] = [
    ['everybody', { all: [] }],
    ['an equality', { field: 'city', op: 'in', value: ['Lyon', 'Lille'] }],
    ['a score', { field: 'rfm.segment', op: 'eq', value: 'champions' }],
    [
      'two windows, a filter and an absence',
      {
        all: [
          {
            event: 'Product Viewed',
            where: { property: 'product_id', op: 'eq', value: 'P1' },
            window: { last: '30d' },
          },
          { event: 'Order Completed', window: { last: '90d' }, op: 'eq', value: 0 },
        ],
      },
    ],
    [
      'a sequence with the same key',
      {
        sequence: { event: 'Product Viewed' },
        // biome-ignore lint/suspicious/noThenProperty: the condition language names it so
        then: {
          event: 'Order Completed',
          where: { property: 'product_id', op: 'eq', value: { ref: 'first.product_id' } },
        },
        within: '3d',
        not: true,
      },
    ],
    ['two of three', { atLeast: 2, of: [{ event: 'a' }, { event: 'b' }, { not: { event: 'c' } }] }],
    ['days since', { event: 'a', measure: { of: 'daysSince' }, op: 'gt', value: 30 }],
    ['held for', { field: 'city', op: 'exists', heldFor: { atLeast: '30d' } }],
  ]
  it.each(exact)('asks one statement for %s, and binds every value', async (_, where) => {
    const statements = await statementsOf(where)
    expect(statements).toHaveLength(1)
    expect(statements[0]).toMatch(/^select count\(\*\) as found from "clientele_contacts" as c where/)
    for (const value of ['Lyon', 'P1', 'champions', 'Product Viewed'])
      expect(statements[0]).not.toContain(value)
  })

  it('finishes with the evaluator what SQL cannot say, over those alone whom SQL leaves open', async () => {
    await storage.transaction(async ({ contacts }) =>
      contacts.put(
        ['Lyon', 'Lille', undefined].map((city, place) => ({
          contactId: `d${place}`,
          fields: livingIn(city),
          createdAt: 0,
          updatedAt: 0,
          version: 1,
        })),
      ),
    )
    const where: Condition = { field: 'city', op: 'matches', value: '^Ly' }
    const query: ContactQuery = { ...emptyEnvironment(), where, at: NOW }
    asked = []
    await storage.transaction(async ({ select }) => {
      expect(await select!.count(query)).toBe(1)
      expect(await select!.ids({ ...query, where: { not: where } }, { limit: 10 })).toEqual([
        'c1',
        'd1',
        'd2',
      ])
    })
    expect(asked.filter((text) => text.includes('order by c.contact_id')).length).toBe(2)
    for (const text of asked) expect(text).not.toContain('^Ly')
  })
})
