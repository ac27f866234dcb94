import type { JsonObject, ScenarioDefinition } from '@clientele/core'
import { describe, expect, it } from 'vitest'
import { wishlistBackInStock, wishlistPriceDrop, wishlistPriceRise, wishlistTable } from '../src/index.ts'
import { shopWorld } from './shop-world.ts'

const WISH = {
  product_id: 'p1',
  name: 'Sac en cuir',
  currency: 'EUR',
  initial_price: 12_000,
  price: 12_000,
  stock: 4,
  wishers: 37,
}

const open = (scenario: ScenarioDefinition) => shopWorld(scenario, { tables: [wishlistTable()] })
const spaced = (text: string | undefined): string | undefined => text?.replace(/\s/gu, ' ')

describe('P12, wishlist price drop', () => {
  it('tells of a price below the one at which it was wished for: product, old and new price, how long, how many', async () => {
    await using world = await open(wishlistPriceDrop())
    await world.row('wishlist', 'w1', WISH)
    await world.wait('1d')
    expect(world.email.sent).toEqual([])
    await world.row('wishlist', 'w1', { ...WISH, price: 9900, price_until: '2026-03-31' })
    const text = spaced(world.email.sent[0]?.text)
    expect(world.email.sent[0]?.subject).toBe('Sac en cuir : le prix a baissé')
    expect(text).toContain('passe de 120,00 € à 99,00 €, jusqu’au 31/03/2026')
    expect(text).toContain('37 personnes')
  })

  it('says nothing of a price that only comes back to the old one, or is put in again unchanged', async () => {
    await using world = await open(wishlistPriceDrop())
    await world.row('wishlist', 'w1', { ...WISH, price: 15_000 })
    await world.row('wishlist', 'w1', WISH)
    expect(world.email.sent).toEqual([])
    await world.row('wishlist', 'w1', { ...WISH, price: 9900 })
    await world.wait('10d')
    await world.row('wishlist', 'w1', { ...WISH, price: 9900, wishers: 40 })
    expect(world.email.sent).toHaveLength(1)
  })

  it('is kept back when the product was bought, removed or is sold out', async () => {
    const changes: readonly JsonObject[] = [{ removed: true }, { stock: 0 }]
    for (const change of changes) {
      await using world = await open(wishlistPriceDrop())
      await world.row('wishlist', 'w1', WISH)
      await world.row('wishlist', 'w1', { ...WISH, price: 9900, ...change })
      expect(world.email.sent).toEqual([])
    }
    await using world = await open(wishlistPriceDrop())
    await world.row('wishlist', 'w1', WISH)
    await world.does('Order Completed', { order_id: 'o1', products: [{ product_id: 'p1' }] })
    await world.row('wishlist', 'w1', { ...WISH, price: 9900 })
    expect(world.email.sent).toEqual([])
  })
})

describe('P13, wishlist price rise', () => {
  it('tells of an announced price above today’s, once', async () => {
    await using world = await open(wishlistPriceRise())
    await world.row('wishlist', 'w1', WISH)
    await world.row('wishlist', 'w1', { ...WISH, next_price: 13_500, next_price_at: '2026-04-01' })
    await world.wait('3d')
    await world.row('wishlist', 'w1', {
      ...WISH,
      next_price: 13_500,
      next_price_at: '2026-04-01',
      wishers: 2,
    })
    expect(world.email.sent).toHaveLength(1)
    expect(spaced(world.email.sent[0]?.text)).toContain('est à 120,00 €. Il passera à 135,00 € le 01/04/2026')
  })

  it('says nothing of an announced price below today’s', async () => {
    await using world = await open(wishlistPriceRise())
    await world.row('wishlist', 'w1', WISH)
    await world.row('wishlist', 'w1', { ...WISH, next_price: 9000 })
    expect(world.email.sent).toEqual([])
  })
})

describe('P14, wishlist back in stock', () => {
  it('tells when there is stock again, and how much', async () => {
    await using world = await open(wishlistBackInStock())
    await world.row('wishlist', 'w1', { ...WISH, stock: 0 })
    await world.row('wishlist', 'w1', { ...WISH, stock: 3 })
    expect(spaced(world.email.sent[0]?.text)).toContain('Il en reste 3, à 120,00 €')
    await world.wait('3d')
    await world.row('wishlist', 'w1', { ...WISH, stock: 2 })
    expect(world.email.sent).toHaveLength(1)
  })

  it('is checked again right before the message leaves: sold out in the meantime, nothing goes', async () => {
    await using world = await open(wishlistBackInStock())
    await world.row('wishlist', 'w1', { ...WISH, stock: 0 })
    const contact = { identifiers: [{ type: 'email', value: 'ada@client.fr' }] }
    const put = (stock: number, at: number) =>
      world.clientele.put({
        table: 'wishlist',
        key: 'w1',
        values: { ...WISH, stock },
        contact,
        observedAt: at,
      })
    await put(3, world.clock.now() + 1)
    await put(0, world.clock.now() + 2)
    await world.wait('1h')
    expect(world.email.sent).toEqual([])
    const [message] = await world.messages()
    expect(message?.decisions.at(-1)).toMatchObject({ outcome: 'stop' })
  })
})
