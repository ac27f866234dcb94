import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeBase } from '../support/make-base.ts'
import { order, TODAY, tables } from './shop.ts'

const person = fc.record({
  city: fc.constantFrom('Lyon', 'Lille', undefined),
  orders: fc.array(
    fc.record({
      month: fc.constantFrom('01', '02', '03'),
      total: fc.integer({ min: 0, max: 99_999 }),
      category: fc.constantFrom('linen', 'table', undefined),
    }),
    { maxLength: 4 },
  ),
})

describe.each([
  ['memory', memory],
  ['sqlite', () => sqlite(':memory:')],
] as const)('an exploration on %s', (_, storage) => {
  it('says the same as every row looked at by hand (law)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 8 }), async (people) => {
        const { clientele, clock } = await makeBase({ storage: storage(), tables })
        await clock.advance(TODAY - clock.now())
        await clientele.upsert(
          people.map(({ city }, index) => ({
            source: 'api',
            sourceKey: String(index),
            identifiers: [{ type: 'email', value: `p${index}@example.org` }],
            fields: { ...(city !== undefined && { city }) } as Readonly<Record<string, string>>,
          })),
        )
        const expected = new Map<string, { revenue: number; orders: number; buyers: Set<number> }>()
        const rows = people.flatMap(({ city, orders }, who) =>
          orders.map(({ month, total, category }, index) => {
            const key = JSON.stringify([city?.toUpperCase() ?? null, `2026-${month}`, category ?? null])
            const group = expected.get(key) ?? { revenue: 0, orders: 0, buyers: new Set<number>() }
            expected.set(key, group)
            group.revenue += total
            group.orders++
            group.buyers.add(who)
            const values = { total, ...(category !== undefined && { category }) }
            return order(`${who}-${index}`, `p${who}`, `2026-${month}-15`, values)
          }),
        )
        await clientele.put(rows)
        const { groups, total } = await clientele.query({
          over: { rows: 'orders' },
          dimensions: {
            city: { field: 'city' },
            month: { happened: 'month' },
            category: { property: 'category' },
          },
          measures: {
            revenue: { of: 'sum', property: 'total' },
            orders: { of: 'count' },
            buyers: { of: 'contacts' },
          },
        })
        const found = groups.map(({ city, month, category, ...measures }) => [
          JSON.stringify([city, month, category]),
          measures,
        ])
        expect(Object.fromEntries(found)).toEqual(
          Object.fromEntries([...expected].map(([key, one]) => [key, { ...one, buyers: one.buyers.size }])),
        )
        expect(total).toBe(expected.size)
        await clientele.close()
      }),
      { numRuns: 15 },
    )
  })
})
