import { describe, expect, it } from 'vitest'
import { welcomeSubscriber } from '../src/index.ts'
import { ADA, lastRules, shopWorld } from './shop-world.ts'

describe('P1, welcome of a subscriber', () => {
  it('welcomes at once, once, in French', async () => {
    await using world = await shopWorld(welcomeSubscriber({ shop: { name: 'Colette & Fils' } }))
    await world.does('Newsletter Subscribed')
    await world.does('Newsletter Subscribed')
    expect(world.email.sent).toHaveLength(1)
    expect(world.email.sent[0]).toMatchObject({
      to: ADA,
      subject: 'Bienvenue Ada, nous sommes ravis de vous compter parmi nous',
    })
    expect(world.email.sent[0]?.html).toContain('Colette &amp; Fils')
    expect(await world.ends()).toEqual(['welcomed'])
  })

  it('speaks English to whom does, and to nobody by a name that it does not know', async () => {
    await using world = await shopWorld(welcomeSubscriber())
    await world.person('bob@client.uk', { language: 'en-GB' })
    await world.does('Newsletter Subscribed', {}, 'bob@client.uk')
    expect(world.email.sent[0]).toMatchObject({
      language: 'en',
      subject: 'Welcome: we are glad to have you with us',
    })
  })

  it('an unsubscription during the delay ends it', async () => {
    await using world = await shopWorld(welcomeSubscriber({ delay: '2h' }))
    await world.does('Newsletter Subscribed')
    await world.wait('1h')
    await world.does('Newsletter Unsubscribed')
    await world.wait('2d')
    expect(world.email.sent).toEqual([])
    expect(await world.ends()).toEqual(['interrupted'])
  })

  it('a consent withdrawn during the delay stops the message, and says so', async () => {
    await using world = await shopWorld(welcomeSubscriber({ delay: '2h' }))
    await world.does('Newsletter Subscribed')
    await world.wait('1h')
    await world.clientele.consents.record([{ type: 'email', value: ADA }], {
      channel: 'email',
      purpose: 'newsletter',
      status: 'withdrawn',
      at: world.clock.now(),
      source: 'shop',
    })
    await world.wait('2h')
    expect(lastRules(await world.messages())).toEqual(['withheld consent:withdrawn'])
  })
})
