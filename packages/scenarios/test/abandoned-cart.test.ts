import type { JsonObject } from '@clientele/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { abandonedCart } from '../src/index.ts'
import { ADA, lastRules, shopWorld } from './shop-world.ts'

const ADDED = { cart_id: 'c1', product_id: 'p1', name: 'Robe en lin', quantity: 1, price: 59 }
const SHOP = { name: 'Maison Colette', url: 'https://colette.example' }

describe('P8, abandoned cart', () => {
  it('reminds once of a cart that lay still for the wait, in the person’s words', async () => {
    await using world = await shopWorld(abandonedCart({ wait: '4h', shop: SHOP }))
    await world.does('Product Added', ADDED)
    await world.wait('239m')
    expect(world.email.sent).toEqual([])
    await world.wait('1m')
    expect(world.email.sent).toHaveLength(1)
    const [mail] = world.email.sent
    expect(mail).toMatchObject({ to: ADA, subject: 'Ada, votre panier vous attend', language: 'fr' })
    expect(mail?.html).toContain('<li>Robe en lin</li>')
    expect(mail?.html).toContain('href="https://colette.example"')
    expect(mail?.text).toContain('- Robe en lin')
    await world.wait('30d')
    expect(world.email.sent).toHaveLength(1)
    expect(await world.ends()).toEqual(['reminded'])
  })

  it('a change of the cart restarts the wait', async () => {
    await using world = await shopWorld(abandonedCart({ wait: '4h' }))
    await world.does('Product Added', ADDED)
    await world.wait('3h')
    await world.does('Product Removed', { ...ADDED, product_id: 'p2' })
    await world.wait('239m')
    expect(world.email.sent).toEqual([])
    await world.wait('1m')
    expect(world.email.sent).toHaveLength(1)
  })

  it('an order for the cart ends it, also one that names no cart', async () => {
    const orders: readonly JsonObject[] = [{ order_id: 'o1', cart_id: 'c1' }, { order_id: 'o1' }]
    for (const order of orders) {
      await using world = await shopWorld(abandonedCart({ wait: '4h' }))
      await world.does('Product Added', ADDED)
      await world.wait('1h')
      await world.does('Order Completed', order)
      await world.wait('2d')
      expect(world.email.sent).toEqual([])
      expect(await world.ends()).toEqual(['interrupted'])
    }
  })

  it('an order for another cart does not end it', async () => {
    await using world = await shopWorld(abandonedCart({ wait: '4h' }))
    await world.does('Product Added', ADDED)
    await world.does('Order Completed', { order_id: 'o1', cart_id: 'other' })
    await world.wait('4h')
    expect(world.email.sent).toHaveLength(1)
  })

  it('an order before the cart, that names none, does not end it', async () => {
    await using world = await shopWorld(abandonedCart({ wait: '4h' }))
    await world.does('Order Completed', { order_id: 'o1' })
    await world.wait('1h')
    await world.does('Product Added', ADDED)
    await world.wait('4h')
    expect(world.email.sent).toHaveLength(1)
  })

  it('the cart emptied ends it; filled again it begins anew', async () => {
    for (const emptied of ['Cart Emptied', 'Cart Updated']) {
      await using world = await shopWorld(abandonedCart({ wait: '4h', reentry: 'always' }))
      await world.does('Product Added', ADDED)
      await world.wait('1h')
      await world.does(emptied, { cart_id: 'c1', products: [] })
      await world.wait('6h')
      expect(world.email.sent).toEqual([])
      await world.does('Cart Updated', {
        cart_id: 'c1',
        products: [{ name: 'Sac' }, { name: 'Robe', quantity: 2 }],
      })
      await world.wait('4h')
      expect(world.email.sent[0]?.html).toContain('<li>Sac</li><li>Robe × 2</li>')
      expect(await world.ends()).toEqual(['cart-emptied', 'reminded'])
    }
  })

  it('two carts of one person are two runs', async () => {
    await using world = await shopWorld(abandonedCart({ wait: '4h' }))
    await world.does('Product Added', ADDED)
    await world.does('Product Added', { ...ADDED, cart_id: 'c2' })
    await world.does('Order Completed', { order_id: 'o1', cart_id: 'c1' })
    await world.wait('4h')
    expect(world.email.sent).toHaveLength(1)
    expect(await world.ends()).toEqual(expect.arrayContaining(['interrupted', 'reminded']))
  })

  it('tests two waits that differ in nothing but the delay', async () => {
    const scenario = abandonedCart({ wait: { a: '4h', b: '1d' } })
    await using world = await shopWorld(scenario)
    const people = Array.from({ length: 40 }, (_, index) => `p${index}@client.fr`)
    for (const [index, who] of people.entries()) {
      await world.person(who)
      await world.does('Product Added', { ...ADDED, cart_id: `cart-${index}` }, who)
    }
    await world.wait('4h')
    const early = world.email.sent.length
    expect(early).toBeGreaterThan(5)
    expect(early).toBeLessThan(35)
    await world.wait('20h')
    expect(world.email.sent).toHaveLength(40)
    expect(new Set(world.email.sent.map(({ text }) => text)).size).toBe(1)
    const split = scenario.nodes.split
    expect(split).toMatchObject({ type: 'split', variable: 'delay' })
    const { 'wait-a': a, 'wait-b': b } = scenario.nodes
    expect({ ...a, timeout: '' }).toEqual({ ...b, timeout: '' })
  })

  it('says nothing to whom refused, and says why', async () => {
    await using world = await shopWorld(abandonedCart({ wait: '4h' }))
    await world.person('non@client.fr', {}, 'denied')
    await world.does('Product Added', ADDED, 'non@client.fr')
    await world.wait('4h')
    expect(world.email.sent).toEqual([])
    expect(lastRules(await world.messages('non@client.fr'))).toEqual(['withheld consent:denied'])
  })

  it('offers a voucher only where the shop gives one', async () => {
    const voucher = { code: 'MERCI10', label: { fr: '10 % de remise', en: '10% off' } }
    await using world = await shopWorld(abandonedCart({ wait: '4h', voucher }))
    await world.does('Product Added', ADDED)
    await world.wait('4h')
    expect(world.email.sent[0]?.text).toContain('10 % de remise avec le code MERCI10')
  })

  it('reads orders from a table where the shop keeps them there', async () => {
    const columns = { status: 'string', cart_id: 'string', ordered_at: 'instant' } as const
    const orders = { name: 'orders', kind: 'interactions', columns, dateColumn: 'ordered_at' } as const
    await using world = await shopWorld(abandonedCart({ wait: '4h', orders: {} }), { tables: [orders] })
    await world.does('Product Added', ADDED)
    await world.row('orders', 'o1', { status: 'paid', cart_id: 'c1', ordered_at: world.clock.now() })
    await world.wait('1d')
    expect(world.email.sent).toEqual([])
    expect(await world.ends()).toEqual(['interrupted'])
  })

  it('whatever happens to a cart, a reminder comes only after a whole wait of silence, and never after the order', async () => {
    const doing = fc.constantFrom(
      'Product Added',
      'Product Removed',
      'Order Completed',
      'Cart Emptied',
      'nothing',
    )
    const step = fc.record({ doing, minutes: fc.integer({ min: 1, max: 400 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        await using world = await shopWorld(abandonedCart({ wait: '4h', reentry: 'always' }))
        let changedAt: number | undefined
        let ordered = false
        for (const { doing, minutes } of steps) {
          if (doing !== 'nothing') await world.does(doing, { cart_id: 'c1' })
          if (doing === 'Order Completed') ordered = true
          if (doing === 'Cart Emptied') changedAt = undefined
          if (doing.startsWith('Product')) changedAt = world.clock.now()
          const before = world.email.sent.length
          await world.wait(`${minutes}m`)
          const due = changedAt !== undefined && !ordered && world.clock.now() - changedAt >= 4 * 3_600_000
          expect(world.email.sent.length - before).toBe(due ? 1 : 0)
          if (due) changedAt = undefined
        }
      }),
      { numRuns: 40 },
    )
  })

  it('refuses a test of one arm', () => {
    expect(() => abandonedCart({ wait: { a: '4h' } })).toThrow(/two arms/u)
  })
})
