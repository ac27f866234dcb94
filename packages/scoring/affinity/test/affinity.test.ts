import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AFFINITY_METHOD_VERSION,
  type AffinityOptions,
  type AffinityScore,
  affinityWith,
  fitAffinity,
  type Shopper,
} from '../src/index.ts'
import { bought, DAY, did, line, NOW, shopper } from './shoppers.ts'

async function scored(
  shoppers: readonly Shopper[],
  options: Partial<AffinityOptions> = {},
): Promise<ReadonlyMap<string, AffinityScore>> {
  const all = { at: NOW, minimumBaskets: 1, ...options }
  const model = await fitAffinity(() => shoppers, all)
  const score = affinityWith(model, all)
  return new Map(shoppers.map((one) => [one.contactId, score(one)]))
}
const scoreOf = async (one: Shopper, options: Partial<AffinityOptions> = {}): Promise<AffinityScore> =>
  (await scored([one], options)).get(one.contactId) as AffinityScore

describe('an affinity', () => {
  it('fades by half with each half-life, and adds up to one', async () => {
    const { categories } = await scoreOf(
      shopper('c', { baskets: [bought(180, ['bed']), bought(0, ['bath'])] }),
    )
    expect(categories.map(({ item }) => item)).toEqual(['bath', 'bed'])
    expect(categories[0]).toMatchObject({ points: 1, orders: 1, actions: 0, lastAt: NOW })
    expect(categories[1]?.points).toBeCloseTo(0.5, 12)
    expect(categories[0]?.share).toBeCloseTo(2 / 3, 12)
  })

  it('counts an item once per order, and looks and carts for less', async () => {
    const { products } = await scoreOf(
      shopper('c', {
        baskets: [bought(0, ['bed/sheet', 'bed/sheet', 'bed/sheet'])],
        actions: [
          did(0, 'Product Viewed', { productId: 'towel' }),
          did(0, 'Product Added', { productId: 'towel' }),
          did(0, 'Signed In', { productId: 'towel' }),
        ],
      }),
    )
    expect(products).toMatchObject([
      { item: 'sheet', points: 1, orders: 1 },
      { item: 'towel', points: 0.4, orders: 0, actions: 2 },
    ])
  })

  it('breaks ties by the latest, then by name, and compares with the base', async () => {
    const scores = await scored([
      shopper('a', { baskets: [bought(5, ['bed', 'bath'])] }),
      shopper('b', { baskets: [bought(5, ['bath'])] }),
    ])
    const categories = scores.get('a')?.categories
    expect(categories?.map(({ item }) => item)).toEqual(['bath', 'bed'])
    expect(categories?.[0]?.index).toBeCloseTo(0.5 / (2 / 3), 12)
    expect(categories?.[1]?.index).toBeCloseTo(0.5 / (1 / 3), 12)
  })
})

describe('the next best product', () => {
  const crowd = ['tea milk', 'tea milk', 'tea sugar', 'tea', 'salt', 'salt'].map((basket, index) =>
    shopper(`c${index}`, { baskets: [bought(9, basket.split(' '))] }),
  )

  it('is that of the most confident rule whose product is not owned, and says the rule', async () => {
    const scores = await scored([
      ...crowd,
      shopper('has-tea', { baskets: [bought(3, ['tea'])] }),
      shopper('has-both', { baskets: [bought(3, ['tea']), bought(2, ['milk'])] }),
      shopper('has-salt', { baskets: [bought(3, ['salt'])] }),
    ])
    expect(scores.get('has-tea')?.nextProduct).toMatchObject({ given: 'tea', item: 'milk', together: 3 })
    expect(scores.get('has-both')?.nextProduct).toMatchObject({ given: 'tea', item: 'sugar' })
    expect(scores.get('has-salt')?.nextProduct).toBeUndefined()
  })

  it('is never one that the contact owns, nor one that a rule of chance names', async () => {
    const item = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const shop = fc.array(fc.uniqueArray(item, { minLength: 1, maxLength: 4 }), {
      minLength: 2,
      maxLength: 15,
    })
    await fc.assert(
      fc.asyncProperty(shop, async (orders) => {
        const all = orders.map((items, index) => shopper(`c${index}`, { baskets: [bought(1, items)] }))
        const scores = await scored(all, { minimumLift: 0 })
        for (const [index, items] of orders.entries()) {
          const next = scores.get(`c${index}`)?.nextProduct
          if (next === undefined) continue
          expect(items).not.toContain(next.item)
          expect(items).toContain(next.given)
          expect(next.lift).toBeGreaterThan(1)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('sensitivity', () => {
  const orders = (...discounts: readonly number[]) =>
    shopper('c', {
      baskets: discounts.map((discountMinor, i) => bought(i, ['bed'], { discountMinor, netMinor: 900 })),
    })

  it('to promotions is the part of orders, and of revenue, that came with a discount', async () => {
    expect((await scoreOf(orders(100, 100, 0))).promotion).toEqual({
      habit: 'mixed',
      orders: 3,
      discountedOrders: 2,
      orderShare: 2 / 3,
      revenueShare: 2 / 3,
      discountShare: 200 / 2900,
    })
    expect((await scoreOf(orders(0, 0, 0, 1))).promotion.habit).toBe('full_price')
    expect((await scoreOf(orders(1, 1, 1, 0))).promotion.habit).toBe('promotion')
  })

  it('is not claimed of two orders, nor of none', async () => {
    expect((await scoreOf(orders(100, 100))).promotion).toMatchObject({
      habit: 'insufficient_data',
      orderShare: 1,
    })
    expect((await scoreOf(shopper('c'))).promotion).toMatchObject({
      habit: 'insufficient_data',
      orderShare: undefined,
      discountShare: undefined,
    })
  })

  it('to prices compares with the usual price of the category, whatever the unit of money', async () => {
    const shop = (unit: number) => [
      ...Array.from({ length: 10 }, (_, i) =>
        shopper(`c${i}`, { baskets: [bought(9, [line('bed/sheet', 100 * unit)])] }),
      ),
      shopper('thrifty', { baskets: [3, 2, 1].map((ago) => bought(ago, [line('bed/plain', 50 * unit)])) }),
    ]
    const [inCents, inEuros] = await Promise.all([scored(shop(1)), scored(shop(100))])
    const price = inCents.get('thrifty')?.price
    expect(price).toMatchObject({ level: 'low', lines: 3 })
    // Ten lines of 100 and three of 50: the usual price is 100 / 2^(3/13).
    expect(price?.index).toBeCloseTo(0.5 * 2 ** (3 / 13), 12)
    expect(inEuros.get('thrifty')?.price.index).toBeCloseTo(price?.index as number, 12)
    expect(inCents.get('c0')?.price.level).toBe('insufficient_data')
  })
})

describe('a purchase channel', () => {
  const channelOf = async (...channels: readonly (string | undefined)[]) =>
    (
      await scoreOf(
        shopper('c', { baskets: channels.map((channel, ago) => bought(ago, ['bed'], { channel })) }),
      )
    ).purchaseChannel

  it('is the one of most orders; a tie goes to the latest order, then to the name', async () => {
    expect(await channelOf('web', 'store', 'store')).toEqual({ channel: 'store', share: 2 / 3, orders: 3 })
    expect((await channelOf('web', 'store', 'store', 'web')).channel).toBe('web')
    const together = shopper('c', {
      baskets: [bought(1, [], { channel: 'web' }), bought(1, [], { channel: 'store' })],
    })
    expect((await scoreOf(together)).purchaseChannel.channel).toBe('store')
  })

  it('is insufficient_data where no order names one', async () => {
    expect(await channelOf(undefined)).toEqual({ channel: 'insufficient_data', share: undefined, orders: 0 })
  })
})

describe('a contact channel', () => {
  const events = (name: string, times: number) => Array.from({ length: times }, (_, ago) => did(ago, name))
  const mailed = [...events('Email Delivered', 10), ...events('Email Link Clicked', 2)]

  it('is the one with the best rate of answers among those with deliveries enough', async () => {
    const actions = [...mailed, ...events('SMS Delivered', 5), ...events('SMS Link Clicked', 2)]
    const { contactChannel } = await scoreOf(shopper('c', { actions }))
    expect(contactChannel).toMatchObject({ channel: 'sms', from: 'reactions' })
    expect(contactChannel.reactivity[0]).toEqual({ channel: 'email', delivered: 10, answered: 2, rate: 0.2 })
    const few = [...mailed, ...events('SMS Delivered', 4), ...events('SMS Link Clicked', 4)]
    expect((await scoreOf(shopper('c', { actions: few }))).contactChannel.channel).toBe('email')
  })

  it('is what the contact asked for, if it did', async () => {
    const { contactChannel } = await scoreOf(shopper('c', { actions: mailed, declaredChannel: 'post' }))
    expect(contactChannel).toMatchObject({ channel: 'post', from: 'declared' })
  })

  it('tells a contact that never answers from one that is not known', async () => {
    const silent = shopper('c', { actions: events('Email Delivered', 9) })
    expect((await scoreOf(silent)).contactChannel.channel).toBe('none')
    expect(
      (await scoreOf(shopper('c', { actions: events('Email Delivered', 4) }))).contactChannel.channel,
    ).toBe('insufficient_data')
  })
})

describe('engagement', () => {
  it('is the percentage of contacts with fewer points; equal points get equal scores and levels', async () => {
    const views = (id: string, times: number) =>
      shopper(id, { actions: Array.from({ length: times }, () => did(0, 'Product Viewed')) })
    const base = [0, 0, 1, 1, 2, 3, 4, 4, 5, 6].map((times, index) => views(`c${index}`, times))
    const scores = await scored(base, { minimumContacts: 5 })
    expect([...scores.values()].map(({ engagement }) => engagement.score)).toEqual([
      0, 0, 20, 20, 40, 50, 60, 60, 80, 90,
    ])
    expect([...scores.values()].map(({ engagement }) => engagement.level)).toEqual([
      'none',
      'none',
      'low',
      'low',
      'low',
      'medium',
      'medium',
      'medium',
      'high',
      'high',
    ])
    expect((await scored(base)).get('c9')?.engagement.level).toBe('insufficient_data')
  })

  it('and intent fade at their own pace', async () => {
    const { engagement, intent } = await scoreOf(shopper('c', { actions: [did(30, 'Product Added')] }))
    expect(engagement.points).toBeCloseTo(1.5, 12)
    expect(intent.points).toBeCloseTo(3 * 2 ** (-30 / 7), 12)
  })
})

describe('the best hour', () => {
  const at = (iso: string) => ({ name: 'Product Viewed', at: Date.parse(iso) })

  it('is that of the contact’s own clock, in summer and in winter', async () => {
    const summer = Array.from({ length: 10 }, (_, day) => at(`2026-06-${10 + day}T16:10:00Z`))
    const paris = (actions: Shopper['actions']) => shopper('c', { zone: 'Europe/Paris', actions })
    expect((await scoreOf(paris(summer))).availability).toMatchObject({ bestHour: 18, actions: 10 })
    const winter = Array.from({ length: 10 }, (_, day) => at(`2026-01-${10 + day}T16:10:00Z`))
    expect((await scoreOf(paris(winter))).availability.bestHour).toBe(17)
    expect(
      (await scoreOf(shopper('c', { zone: 'America/New_York', actions: winter }))).availability.bestHour,
    ).toBe(11)
  })

  it('lets the neighbours speak, around midnight too', async () => {
    const hours = [23, 23, 0, 0, 0, 1, 1, 12, 12, 12]
    const actions = hours.map((hour) => at(`2026-06-10T${String(hour).padStart(2, '0')}:00:00Z`))
    const { availability } = await scoreOf(shopper('c', { actions }))
    expect(availability.bestHour).toBe(0)
    expect(availability.hours.reduce((sum, count) => sum + count, 0)).toBe(10)
  })

  it('is not guessed from a few actions, and deliveries are none', async () => {
    const actions = [
      ...Array.from({ length: 9 }, (_, ago) => did(ago, 'Product Viewed')),
      ...Array.from({ length: 9 }, (_, ago) => did(ago, 'Email Delivered')),
    ]
    expect((await scoreOf(shopper('c', { actions }))).availability).toMatchObject({
      bestHour: undefined,
      actions: 9,
    })
  })
})

describe('a decision', () => {
  const looked = (hours: number, productId: string, ago = 0) => ({
    name: 'Product Viewed',
    at: NOW - ago * DAY - hours * 3_600_000,
    productId,
  })

  it('takes the time from the first look at one of its products to the order', async () => {
    const one = shopper('c', {
      baskets: [bought(0, ['bed/sheet'])],
      actions: [looked(2, 'sheet'), looked(1, 'sheet'), looked(30, 'towel')],
    })
    expect((await scoreOf(one, { minimumOrders: 1 })).decision).toEqual({
      habit: 'impulsive',
      medianHours: 2,
      orders: 1,
    })
    expect((await scoreOf(one)).decision.habit).toBe('insufficient_data')
  })

  it('does not begin before the order before, nor 90 days ago', async () => {
    const one = shopper('c', {
      baskets: [bought(10, ['bed/sheet']), bought(0, ['bed/sheet'])],
      actions: [looked(1, 'sheet', 10), looked(48, 'sheet')],
    })
    expect((await scoreOf(one, { minimumOrders: 2 })).decision).toMatchObject({
      medianHours: 24.5,
      orders: 2,
    })
    const old = shopper('c', { baskets: [bought(0, ['bed/sheet'])], actions: [looked(0, 'sheet', 91)] })
    expect((await scoreOf(old)).decision.orders).toBe(0)
  })
})

describe('a base', () => {
  it('of nobody, of one contact, and of one order each is read without a wrong claim', async () => {
    expect(await fitAffinity(() => [], { at: NOW })).toMatchObject({ buyers: 0, orders: 0 })
    const { nextProduct, crossSell, engagement } = await scoreOf(
      shopper('c', { baskets: [bought(1, ['bed'])] }),
      { minimumBaskets: undefined },
    )
    expect([nextProduct, crossSell]).toEqual([undefined, undefined])
    expect(engagement.level).toBe('insufficient_data')
    const model = await fitAffinity(
      () => Array.from({ length: 40 }, (_, i) => shopper(`c${i}`, { baskets: [bought(i, ['bed'])] })),
      { at: NOW },
    )
    expect(model).toMatchObject({ buyers: 40, orders: 40, methodVersion: AFFINITY_METHOD_VERSION })
    expect(model.product.byContact.size + model.crossSell.size).toBe(0)
  })

  it('with a contact of ten thousand orders has one contact who weighs one', async () => {
    const keen = shopper('keen', {
      baskets: Array.from({ length: 10_000 }, (_, i) => bought(i / 20, [`p${i % 50}`, `p${(i + 1) % 50}`])),
    })
    const model = await fitAffinity(() => [keen, shopper('b', { baskets: [bought(1, ['p0'])] })], {
      at: NOW,
      minimumBaskets: 1,
    })
    expect(model).toMatchObject({ buyers: 2, orders: 10_001 })
    for (const rule of model.product.byContact.get('p1') ?? []) expect(rule.together).toBe(1)
    expect(model.product.byOrder.get('p1')?.[0]).toMatchObject({ together: 200, givenCount: 400 })
  })

  it('is refused without a reference date', async () => {
    await expect(fitAffinity(() => [], { at: Number.NaN })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
  })
})
