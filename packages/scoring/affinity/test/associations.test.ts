import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AffinityModel, type AffinityOptions, fitAffinity, type Shopper } from '../src/index.ts'
import { bought, NOW, shopper } from './shoppers.ts'

const fit = (shoppers: readonly Shopper[], options: Partial<AffinityOptions> = {}): Promise<AffinityModel> =>
  fitAffinity(() => shoppers, { at: NOW, minimumBaskets: 1, minimumLift: 0, ...options })

describe('an association', () => {
  // Ten orders of ten contacts: tea in 5, milk in 4, both in 3.
  const baskets = ['tea milk', 'tea milk', 'tea milk', 'tea', 'tea', 'milk', 'salt', 'salt', 'salt', 'salt']
  const shoppers = baskets.map((basket, index) =>
    shopper(`c${index}`, { baskets: [bought(9, basket.split(' '))] }),
  )

  it('has the support, confidence and lift of the papers, in both directions', async () => {
    const { product } = await fit(shoppers)
    expect(product.byOrder.get('tea')).toEqual([
      {
        given: 'tea',
        item: 'milk',
        together: 3,
        givenCount: 5,
        itemCount: 4,
        baskets: 10,
        support: 0.3,
        confidence: 0.6,
        lift: 1.5,
      },
    ])
    expect(product.byOrder.get('milk')).toMatchObject([{ item: 'tea', confidence: 0.75, lift: 1.5 }])
  })

  it('needs the minimum support, as a number and as a part of the baskets', async () => {
    expect((await fit(shoppers, { minimumBaskets: 3 })).product.byOrder.size).toBe(2)
    expect((await fit(shoppers, { minimumBaskets: 4 })).product.byOrder.size).toBe(0)
    expect((await fit(shoppers, { minimumSupport: 0.3 })).product.byOrder.size).toBe(2)
    expect((await fit(shoppers, { minimumSupport: 0.31 })).product.byOrder.size).toBe(0)
  })

  it('counts what is in one order apart from what one contact buys over time', async () => {
    const { product } = await fit([
      shopper('a', { baskets: [bought(20, ['tea']), bought(10, ['milk'])] }),
      shopper('b', { baskets: [bought(20, ['tea', 'tea', 'milk'])] }),
    ])
    expect(product.byOrder.get('tea')).toMatchObject([{ together: 1, givenCount: 2, baskets: 3 }])
    expect(product.byContact.get('tea')).toMatchObject([{ together: 2, givenCount: 2, baskets: 2 }])
  })

  it('leaves out, by default, what goes together no more often than by chance', async () => {
    const chance = ['a b', 'a', 'b', 'c'].map((basket, index) =>
      shopper(`c${index}`, { baskets: [bought(1, basket.split(' '))] }),
    )
    expect((await fit(chance)).product.byOrder.get('a')).toMatchObject([{ lift: 1 }])
    expect((await fit(chance, { minimumLift: undefined })).product.byOrder.size).toBe(0)
  })

  it('says how many frequent items were left out, and keeps the most frequent', async () => {
    const { product } = await fit(shoppers, { maximumItems: 2 })
    expect(product.leftOut).toBe(1)
    expect([...product.byOrder.keys()]).toEqual(['tea', 'milk'])
    expect((await fit(shoppers, { maximumItems: 1 })).product).toMatchObject({
      leftOut: 2,
      byOrder: new Map(),
    })
  })

  it('agrees with counting by hand on any baskets, whatever the order of the contacts', async () => {
    const item = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const shop = fc.array(fc.uniqueArray(item, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(shop, async (orders) => {
        const all = orders.map((items, index) => shopper(`c${index}`, { baskets: [bought(1, items)] }))
        const { byOrder } = (await fit(all)).product
        const has = (...items: readonly string[]) =>
          orders.filter((order) => items.every((one) => order.some((item) => item === one))).length
        for (const rules of byOrder.values()) {
          for (const rule of rules) {
            expect(rule.together).toBe(has(rule.given, rule.item))
            expect(rule.support).toBeCloseTo(has(rule.given, rule.item) / orders.length, 12)
            expect(rule.confidence).toBeCloseTo(has(rule.given, rule.item) / has(rule.given), 12)
            expect(rule.lift).toBeCloseTo(rule.confidence / (has(rule.item) / orders.length), 12)
          }
        }
        const pairs = [...byOrder.values()].flat().length
        const letters = ['a', 'b', 'c', 'd', 'e']
        expect(pairs).toBe(letters.flatMap((x) => letters.filter((y) => x !== y && has(x, y) > 0)).length)
        expect((await fit([...all].reverse())).product.byOrder).toEqual(byOrder)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a cross-sale', () => {
  it('is counted on those who began with the category and without the other, after their first order', async () => {
    const { crossSell } = await fit([
      shopper('a', { baskets: [bought(30, ['bed']), bought(10, ['bath'])] }),
      shopper('b', { baskets: [bought(30, ['bed']), bought(10, ['bed'])] }),
      shopper('c', { baskets: [bought(30, ['bed', 'bath']), bought(10, ['bath'])] }),
      shopper('d', { baskets: [bought(30, ['table']), bought(10, ['table'])] }),
      shopper('e', { baskets: [] }),
    ])
    expect(crossSell.get('bed')).toEqual([
      { first: 'bed', item: 'bath', eligible: 2, sold: 1, rate: 0.5, baseRate: 1 / 3, lift: 1.5 },
    ])
    expect(crossSell.has('table')).toBe(false)
  })
})
