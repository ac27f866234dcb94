import { describe, expect, it } from 'vitest'
import { property, type TableDeclaration, trait } from '../../src/index.ts'
import { factsOf, type Sketch } from '../conditions/facts-of.ts'
import { findTrait } from './find-trait.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 1)

const at = (days: number, properties = {}): readonly [number, Record<string, never>] => [
  NOW - days * DAY,
  properties,
]
const orders: Sketch = {
  events: {
    Order: [
      at(100, { total: 10, shop: 'Lyon', currency: 'EUR', tags: [{ name: 'new' }] }),
      at(40, { total: 30, shop: 'Paris', currency: 'EUR', tags: [{ name: 'sale' }, { name: 'new' }] }),
      at(20.5, { total: 5, shop: 'Lyon', currency: 'EUR' }),
      at(8, { total: '15', shop: 'Paris' }),
      at(-3, { total: 999, shop: 'Nice' }),
    ],
  },
}
const events = trait('x').events('Order')
const found = (definition: Parameters<typeof findTrait>[0][0], sketch: Sketch = orders) =>
  findTrait([definition], factsOf(sketch), NOW).value

describe('what a trait computes', () => {
  it('counts, and what has not happened yet does not count', () => {
    expect(found(events.count())).toBe(4)
    expect(found(events.last('30d').count())).toBe(2)
    expect(found(events.where(property('shop').eq('Lyon')).count())).toBe(2)
  })

  it('sums, averages and compares numbers; text is no number where nothing is declared', () => {
    expect(found(events.sum('total'))).toBe(45)
    expect(found(events.avg('total'))).toBe(15)
    expect(found(events.min('total'))).toBe(5)
    expect(found(events.max('total'))).toBe(30)
  })

  it('takes the first and the last, and the most frequent: among equals the one that came last', () => {
    expect(found(events.first('shop'))).toBe('Lyon')
    expect(found(events.latest('shop'))).toBe('Paris')
    expect(found(events.mostFrequent('shop'))).toBe('Paris')
    expect(found(events.ago('200d', '10d').mostFrequent('shop'))).toBe('Lyon')
  })

  it('says when the first and the last happened', () => {
    expect(found(events.firstAt())).toBe(NOW - 100 * DAY)
    expect(found(events.lastAt())).toBe(NOW - 8 * DAY)
    expect(findTrait([events.last('30d').lastAt()], factsOf(orders), NOW).end).toBe(NOW + 3 * DAY)
    expect(found(events.lastAt(), {})).toBeUndefined()
    const rows = [
      { key: 'a', at: undefined, values: {} },
      { key: 'b', at: NOW - DAY, values: {} },
    ]
    expect(found(trait('x').rows('things').firstAt(), { rows: { things: rows } })).toBe(NOW - DAY)
    expect(found(trait('x').rows('things').lastAt(), { rows: { things: rows.slice(0, 1) } })).toBeUndefined()
  })

  it('counts and lists the different values, of lists too, the latest first', () => {
    expect(found(events.distinct('shop'))).toBe(2)
    expect(found(events.list('shop'))).toEqual(['Paris', 'Lyon'])
    expect(found(events.list('shop', 1))).toEqual(['Paris'])
    expect(found(events.list('tags[].name'))).toEqual(['sale', 'new'])
  })

  it('says whole days since the latest, and turns at the next whole day', () => {
    const since = events.where(property('shop').eq('Lyon')).daysSince()
    expect(findTrait([since], factsOf(orders), NOW)).toEqual({ value: 20, end: NOW + 0.5 * DAY })
    expect(findTrait([since], factsOf(orders), NOW + 0.5 * DAY)).toEqual({ value: 21, end: NOW + 1.5 * DAY })
  })

  it('says the rhythm as the median gap in days, from three on', () => {
    expect(found(events.rhythm())).toBe(19.5)
    expect(found(events.last('50d').rhythm())).toBe(16)
    expect(found(events.last('30d').rhythm())).toBeUndefined()
  })

  it('is 0, or missing, of nothing', () => {
    const nobody: Sketch = {}
    expect(found(events.count(), nobody)).toBe(0)
    expect(found(events.sum('total'), nobody)).toBe(0)
    expect(found(events.distinct('total'), nobody)).toBe(0)
    for (const one of [events.avg('total'), events.latest('shop'), events.mostFrequent('shop')])
      expect(found(one, nobody)).toBeUndefined()
    for (const one of [events.list('shop'), events.daysSince(), events.rhythm()])
      expect(found(one, nobody)).toBeUndefined()
  })

  it('is of rows as of events, over declared links', () => {
    const rows = [
      { key: 'o1', at: NOW - 9 * DAY, values: { amount: 1250, store: 's1' } },
      { key: 'o2', at: NOW - 2 * DAY, values: { amount: 750, store: 's2' } },
    ]
    const sketch: Sketch = { rows: { orders: rows }, reference: { stores: { s1: { region: 'north' } } } }
    const tables = new Map<string, TableDeclaration>([
      [
        'orders',
        {
          name: 'orders',
          kind: 'interactions' as const,
          columns: { at: 'instant' as const, amount: 'money' as const, store: 'string' as const },
          dateColumn: 'at',
          links: { store: 'stores' },
        },
      ],
      ['stores', { name: 'stores', kind: 'reference' as const, columns: { region: 'string' as const } }],
    ])
    const find = (definition: Parameters<typeof findTrait>[0][0]) =>
      findTrait([definition], factsOf(sketch), NOW, { tables }).value
    const of = trait('x').rows('orders')
    expect(find(of.sum('amount', { currency: 'EUR' }))).toBe(2000)
    expect(find(of.where(property('store.region').eq('north')).sum('amount'))).toBe(1250)
    expect(find(of.last('5d').count())).toBe(1)
  })
})

describe('the window of a trait', () => {
  it('is exact at its edges, and says when the next one leaves or comes', () => {
    const count = events.last('40d').count()
    expect(findTrait([count], factsOf(orders), NOW - 1)).toEqual({ value: 3, end: NOW })
    expect(findTrait([count], factsOf(orders), NOW)).toEqual({ value: 2, end: NOW + 3 * DAY })
    expect(findTrait([count], factsOf(orders), NOW + 3 * DAY)).toEqual({ value: 3, end: NOW + 19.5 * DAY })
  })
})

describe('amounts of a currency', () => {
  it('are integers of minor units, written as 59.90 or as 5990', () => {
    const cents = (amounts: 'minor' | 'major', totals: readonly number[]) =>
      findTrait(
        [events.sum('total', { currency: 'EUR', amounts })],
        factsOf({ events: { Order: totals.map((total, index) => at(index + 1, { total })) } }),
        NOW,
      ).value
    expect(cents('major', [0.1, 0.2])).toBe(30)
    expect(cents('minor', [10, 20])).toBe(30)
    // What is no whole number of minor units is no amount of them.
    expect(cents('minor', [10, 20.5])).toBe(10)
  })

  it('round a mean to minor units, by the decimals of the currency', () => {
    const sketch: Sketch = {
      events: { Order: [at(3, { total: 10 }), at(2, { total: 10 }), at(1, { total: 11 })] },
    }
    const mean = (currency: string) => found(events.avg('total', { currency, amounts: 'major' }), sketch)
    expect(mean('EUR')).toBe(1033)
    expect(mean('JPY')).toBe(10)
    expect(mean('KWD')).toBe(10_333)
  })

  it('are never added to those of another currency: the trait is missing, and says why', () => {
    const revenue = events.sum('total', { currency: 'EUR', amounts: 'major' })
    expect(findTrait([revenue], factsOf(orders), NOW).value).toBe(4500)
    const mixed: Sketch = {
      events: { Order: [at(2, { total: 10, currency: 'EUR' }), at(1, { total: 10, currency: 'USD' })] },
    }
    expect(findTrait([revenue], factsOf(mixed), NOW)).toMatchObject({ value: undefined, reason: 'currency' })
    const euros = events
      .where(property('currency').eq('EUR'))
      .sum('total', { currency: 'EUR', amounts: 'major' })
    expect(findTrait([euros], factsOf(mixed), NOW).value).toBe(1000)
  })
})
