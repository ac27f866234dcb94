import { describe, expect, it } from 'vitest'
import { engagementThanks, purchaseConfirmation, secondPurchase, welcomeFirstPurchase } from '../src/index.ts'
import { lastRules, shopWorld } from './shop-world.ts'

const ORDER = {
  order_id: 'o1',
  total: 118.5,
  currency: 'EUR',
  products: [{ product_id: 'p1', name: 'Robe en lin', category: 'Robes', quantity: 2 }],
}

describe('P2, welcome after the first purchase', () => {
  it('welcomes a day after the first order, and no other', async () => {
    await using world = await shopWorld(welcomeFirstPurchase({ shop: { name: 'Colette' } }))
    await world.does('Order Completed', ORDER)
    await world.does('Order Completed', { ...ORDER, order_id: 'o2' })
    await world.wait('23h')
    expect(world.email.sent).toEqual([])
    await world.wait('1h')
    expect(world.email.sent.map(({ subject }) => subject)).toEqual([
      'Merci, Ada : bienvenue parmi nos clients',
    ])
    await world.does('Order Completed', { ...ORDER, order_id: 'o3' })
    await world.wait('30d')
    expect(world.email.sent).toHaveLength(1)
  })

  it('is for a first order: an earlier one, known already, keeps it out', async () => {
    await using world = await shopWorld(welcomeFirstPurchase())
    await world.clientele.scenarios.setState('welcome-first-purchase', 'paused')
    await world.does('Order Completed', { ...ORDER, order_id: 'o0' })
    await world.clientele.scenarios.setState('welcome-first-purchase', 'live')
    await world.does('Order Completed', ORDER)
    await world.wait('3d')
    expect(world.email.sent).toEqual([])
    expect(await world.ends()).toEqual(['not-first'])
  })

  it('an order cancelled or paid back ends it; another order’s refund does not', async () => {
    for (const [event, order_id, sent] of [
      ['Order Cancelled', 'o1', 0],
      ['Order Refunded', 'o1', 0],
      ['Order Refunded', 'o9', 1],
    ] as const) {
      await using world = await shopWorld(welcomeFirstPurchase())
      await world.does('Order Completed', ORDER)
      await world.wait('2h')
      await world.does(event, { order_id })
      await world.wait('2d')
      expect(world.email.sent).toHaveLength(sent)
    }
  })
})

describe('P3, thanks for engagement', () => {
  const COMPLETED = { form: 'satisfaction', coupon: 'MERCI-42' }

  it('sends the personal voucher, and an SMS when it lies unused for a week', async () => {
    await using world = await shopWorld(engagementThanks())
    await world.does('Survey Completed', COMPLETED)
    expect(world.email.sent[0]?.text).toContain('Votre bon avec le code MERCI-42')
    await world.does('Order Completed', { order_id: 'o1', coupon: 'ANOTHER' })
    await world.wait('7d')
    expect(world.sms.sent.map(({ to, text }) => [to, text])).toEqual([
      [
        '+33612345678',
        'Votre bon MERCI-42 vous attend toujours. Il est pour vous, merci encore de votre avis !',
      ],
    ])
    expect(await world.ends()).toEqual(['recalled'])
  })

  it('an order with the voucher ends it', async () => {
    await using world = await shopWorld(engagementThanks())
    await world.does('Survey Completed', COMPLETED)
    await world.wait('3d')
    await world.does('Order Completed', { order_id: 'o1', coupon: 'MERCI-42' })
    await world.wait('30d')
    expect(world.sms.sent).toEqual([])
    expect(await world.ends()).toEqual(['interrupted'])
  })
})

describe('P7, purchase confirmation', () => {
  it('confirms each order at once, also to whom refused marketing, with no way out and no marketing', async () => {
    await using world = await shopWorld(
      purchaseConfirmation({ orderUrl: 'https://shop.example/o/{{ trigger.order_id }}' }),
    )
    await world.person('non@client.fr', {}, 'denied')
    await world.does('Order Completed', ORDER, 'non@client.fr')
    await world.does('Order Completed', { ...ORDER, order_id: 'o2' }, 'non@client.fr')
    await world.does('Order Completed', ORDER, 'non@client.fr')
    expect(world.email.sent.map(({ subject }) => subject)).toEqual([
      'Votre commande o1 est confirmée',
      'Votre commande o2 est confirmée',
    ])
    const [mail] = world.email.sent
    expect(mail?.class).toBe('transactional')
    expect(mail?.html).toContain('<li>2 × Robe en lin</li>')
    expect(mail?.text.replace(/\s/gu, ' ')).toContain('Total : 118,50 €')
    expect(mail?.html).toContain('href="https://shop.example/o/o1"')
    expect(mail?.html).not.toContain('unsubscribe')
  })

  it('a cancellation before it leaves stops it', async () => {
    await using world = await shopWorld(purchaseConfirmation())
    await world.does('Order Cancelled', { order_id: 'o1' })
    await world.does('Order Completed', ORDER)
    expect(world.email.sent).toEqual([])
  })
})

describe('P11, second purchase', () => {
  it('goes on from the first product’s category, and reminds whom did not open', async () => {
    await using world = await shopWorld(secondPurchase())
    await world.does('Order Completed', ORDER)
    await world.wait('14d')
    expect(world.email.sent[0]?.html).toContain('<strong>Robes</strong>')
    await world.wait('7d')
    expect(world.email.sent.map(({ subject }) => subject)).toEqual([
      'Ada, de quoi compléter votre commande',
      'Ada, avez-vous vu notre sélection ?',
    ])
  })

  it('does not remind whom opened or clicked; a machine’s opening is none', async () => {
    for (const [event, properties, mails] of [
      ['Email Opened', {}, 1],
      ['Email Link Clicked', {}, 1],
      ['Email Opened', { machine: true }, 2],
      ['Email Opened', { scenarioId: 'another' }, 2],
    ] as const) {
      await using world = await shopWorld(secondPurchase())
      await world.does('Order Completed', ORDER)
      await world.wait('15d')
      await world.does(event, { scenarioId: 'second-purchase', ...properties })
      await world.wait('30d')
      expect(world.email.sent).toHaveLength(mails)
    }
  })

  it('the second order ends it, also between the message and the reminder', async () => {
    await using world = await shopWorld(secondPurchase())
    await world.does('Order Completed', ORDER)
    await world.wait('15d')
    await world.does('Order Completed', { ...ORDER, order_id: 'o2' })
    await world.wait('30d')
    expect(lastRules(await world.messages())).toEqual(['sent accepted'])
    expect(await world.ends()).toEqual(['interrupted'])
  })
})
