import type { Scorer } from '@clientele/core'
import { describe, expect, it } from 'vitest'
import {
  birthday,
  birthdaySegment,
  inactiveBuyer,
  inactiveBuyerSegment,
  inactiveReader,
  inactiveReaderSegment,
  pointsExpiring,
  pointsExpiringSegment,
  purchaseAnniversary,
} from '../src/index.ts'
import { ADA, shopWorld } from './shop-world.ts'

const DAY = 86_400_000
const VOUCHER = { code: 'CADEAU', label: { fr: '10 € offerts', en: '€10 off' } }

describe('P4, birthday', () => {
  it('wishes at nine in the morning of the person’s own zone, each year', async () => {
    await using world = await shopWorld(birthday(), { segments: [birthdaySegment()] })
    await world.person('reunion@client.fr', { birthDate: '1980-03-10', timeZone: 'Indian/Reunion' })
    await world.person('paris@client.fr', { birthDate: '1980-03-10' })
    const start = world.clock.now()
    await world.wait('400d')
    const times = await Promise.all(
      ['reunion@client.fr', 'paris@client.fr'].map(async (who) =>
        (await world.messages(who)).map(({ createdAt }) => new Date(createdAt).toISOString()).sort(),
      ),
    )
    expect(times).toEqual([
      ['2026-03-10T05:00:00.000Z', '2027-03-10T05:00:00.000Z'],
      ['2026-03-10T08:00:00.000Z', '2027-03-10T08:00:00.000Z'],
    ])
    expect(start).toBeLessThan(world.clock.now())
  })

  it('keeps 29 February on the 28th in a common year', async () => {
    await using world = await shopWorld(birthday(), {
      segments: [birthdaySegment()],
      start: Date.UTC(2027, 1, 20),
    })
    await world.person('leap@client.fr', { birthDate: '2000-02-29' })
    await world.wait('400d')
    const days = (await world.messages('leap@client.fr')).map(({ createdAt }) =>
      new Date(createdAt).toISOString().slice(0, 10),
    )
    expect(days.sort()).toEqual(['2027-02-28', '2028-02-29'])
  })

  it('gives what suits the preferred category', async () => {
    const robe = { ...VOUCHER, code: 'ROBE' }
    const scenario = birthday({ voucher: VOUCHER, voucherByCategory: { robes: robe } })
    await using world = await shopWorld(scenario, { segments: [birthdaySegment()] })
    await world.person('robe@client.fr', { birthDate: '1980-03-10', favouriteCategory: 'robes' })
    await world.person('other@client.fr', { birthDate: '1980-03-10' })
    await world.wait('30d')
    const codes = world.email.sent.map(({ to, text }) => [to, /avec le code (\w+)/u.exec(text)?.[1]])
    expect(new Map(codes as [string, string][])).toEqual(
      new Map([
        ['robe@client.fr', 'ROBE'],
        ['other@client.fr', 'CADEAU'],
      ]),
    )
  })
})

describe('P5, loyalty points expiring', () => {
  const options = { segments: [pointsExpiringSegment()] }
  const points = (at: number) => ({
    pointsExpireAt: new Date(at + 40 * DAY).toISOString(),
    pointsExpiring: 1200,
    pointsBalance: 3400,
  })

  it('tells thirty days before, and reminds whom did not open a week later', async () => {
    await using world = await shopWorld(pointsExpiring(), options)
    await world.person('fid@client.fr', points(world.clock.now()))
    await world.wait('10d')
    expect(world.email.sent).toEqual([])
    await world.wait('1d')
    expect(world.email.sent[0]?.subject?.replace(/\s/gu, ' ')).toBe(
      '1 200 points à utiliser avant le 11/04/2026',
    )
    expect(world.email.sent[0]?.text.replace(/[\u202f\u00a0]/gu, ' ')).toContain(
      'votre solde est de 3 400 points',
    )
    await world.wait('7d')
    expect(world.email.sent[1]?.subject).toMatch(/^Rappel/u)
  })

  it('points used, or extended, end it', async () => {
    for (const change of [{ pointsExpiring: 0 }, { pointsExpireAt: '2027-01-01' }]) {
      await using world = await shopWorld(pointsExpiring(), options)
      await world.person('fid@client.fr', points(world.clock.now()))
      await world.wait('12d')
      await world.person('fid@client.fr', { ...points(world.clock.now() - 12 * DAY), ...change })
      await world.wait('20d')
      expect(world.email.sent).toHaveLength(1)
      expect(await world.ends('fid@client.fr')).toEqual(['interrupted'])
    }
  })
})

describe('P6, anniversary of the first purchase', () => {
  it('comes a calendar year after the first order, each year that is asked for', async () => {
    await using world = await shopWorld(purchaseAnniversary({ years: 2 }))
    await world.does('Order Completed', { order_id: 'o1' })
    await world.wait('100d')
    await world.does('Order Completed', { order_id: 'o2' })
    await world.wait('1000d')
    const messages = await world.messages()
    expect(messages.map(({ createdAt }) => new Date(createdAt).toISOString()).sort()).toEqual([
      '2027-03-02T08:00:00.000Z',
      '2028-03-02T08:00:00.000Z',
    ])
  })
})

describe('P9, inactive buyer', () => {
  const scorer = (ratio: () => number): Scorer => ({
    id: 'lifecycle',
    values: { ratio: 'number' },
    score: async function* ({ base }) {
      for await (const { contact } of base.contacts({}))
        yield { contactId: contact.contactId, values: { ratio: ratio() } }
    },
  })

  it('asks back, half with a voucher, in messages that differ in nothing else; an order ends it', async () => {
    const scenario = inactiveBuyer({ voucher: VOUCHER })
    let ratio = 1
    await using world = await shopWorld(scenario, {
      segments: [inactiveBuyerSegment()],
      scorer: scorer(() => ratio),
    })
    for (let index = 0; index < 20; index++) await world.person(`p${index}@client.fr`)
    await world.clientele.scores.run('lifecycle')
    await world.wait('2d')
    expect(world.email.sent).toEqual([])
    ratio = 2.5
    await world.clientele.scores.run('lifecycle')
    await world.does('Order Completed', { order_id: 'o1' }, 'p0@client.fr')
    await world.wait('2d')
    expect(world.email.sent).toHaveLength(20)
    expect(world.email.sent.map(({ to }) => to)).not.toContain('p0@client.fr')
    const offered = world.email.sent.filter(({ text }) => text.includes('CADEAU')).length
    expect(offered).toBeGreaterThan(2)
    expect(offered).toBeLessThan(18)
  })
})

describe('P10, inactive reader', () => {
  const scenario = inactiveReader({ preferencesUrl: 'https://shop.example/p' })
  const options = { segments: [inactiveReaderSegment()] }

  it('asks, by e-mail or by SMS, whom five e-mails reached and who read none', async () => {
    await using world = await shopWorld(scenario, options)
    for (let index = 0; index < 20; index++) {
      const who = `p${index}@client.fr`
      await world.person(who, { phone: `+336123456${String(index).padStart(2, '0')}` })
      for (let mail = 0; mail < 5; mail++) await world.does('Email Delivered', {}, who)
    }
    await world.does('Email Opened', { machine: true }, 'p1@client.fr')
    await world.does('Email Opened', {}, 'p2@client.fr')
    await world.wait('9d')
    expect(world.email.sent.length + world.sms.sent.length).toBe(19)
    expect(Math.min(world.email.sent.length, world.sms.sent.length)).toBeGreaterThan(2)
  })

  it('an opening by a person, a click or a form ends it; a machine’s opening does not', async () => {
    for (const [event, properties, sent] of [
      ['Email Opened', {}, 0],
      ['Email Link Clicked', {}, 0],
      ['Preferences Updated', {}, 0],
      ['Email Opened', { machine: true }, 1],
    ] as const) {
      await using world = await shopWorld(scenario, options)
      for (let mail = 0; mail < 5; mail++) await world.does('Email Delivered')
      await world.does(event, properties, ADA)
      await world.wait('9d')
      expect(world.email.sent.length + world.sms.sent.length).toBe(sent)
    }
  })
})
