import { createClientele, type MessageTemplate, type ScenarioDefinition } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { recordingLogger, virtualClock } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import {
  abandonedCart,
  birthday,
  birthdaySegment,
  engagementThanks,
  inactiveBuyer,
  inactiveBuyerSegment,
  inactiveReader,
  inactiveReaderSegment,
  pointsExpiring,
  pointsExpiringSegment,
  purchaseAnniversary,
  purchaseConfirmation,
  secondPurchase,
  welcomeFirstPurchase,
  welcomeSubscriber,
  wishlistBackInStock,
  wishlistPriceDrop,
  wishlistPriceRise,
  wishlistTable,
} from '../src/index.ts'

const SHOP = { name: 'Colette & {{ Fils }}', url: 'https://colette.example' }
const VOUCHER = { code: 'MERCI', label: { fr: '10 % de remise', en: '10% off' } }
const PROGRAMMES: readonly ScenarioDefinition[] = [
  welcomeSubscriber({ shop: SHOP, delay: '1h' }),
  welcomeFirstPurchase({ shop: SHOP }),
  engagementThanks({ shop: SHOP }),
  birthday({ shop: SHOP, voucher: VOUCHER, voucherByCategory: { robes: VOUCHER } }),
  pointsExpiring({ shop: SHOP }),
  purchaseAnniversary({ shop: SHOP, years: 3 }),
  purchaseConfirmation({ shop: SHOP }),
  abandonedCart({ shop: SHOP, wait: { a: '4h', b: '1d' }, voucher: VOUCHER }),
  inactiveBuyer({ shop: SHOP, voucher: VOUCHER }),
  inactiveReader({ shop: SHOP, preferencesUrl: 'https://colette.example/p' }),
  secondPurchase({ shop: SHOP }),
  wishlistPriceDrop({ shop: SHOP }),
  wishlistPriceRise({ shop: SHOP }),
  wishlistBackInStock({ shop: SHOP }),
]

function messagesOf(scenario: ScenarioDefinition): readonly MessageTemplate[] {
  return Object.values(scenario.nodes).flatMap((node) => (node.type === 'message' ? node.message : []))
}

it('all programmes live together in one base, and come back from it as they were', async () => {
  await using clientele = await createClientele({
    storage: memory(),
    scenarios: PROGRAMMES,
    tables: [wishlistTable()],
    segments: [birthdaySegment(), pointsExpiringSegment(), inactiveBuyerSegment(), inactiveReaderSegment()],
    timeZone: 'Europe/Paris',
    clock: virtualClock(),
    logger: recordingLogger(),
  })
  const stored = await clientele.scenarios.list()
  const byId = new Map(stored.map(({ definition }) => [definition.id, definition]))
  for (const programme of PROGRAMMES)
    expect(byId.get(programme.id)).toEqual(JSON.parse(JSON.stringify(programme)))
})

describe.each(PROGRAMMES.map((programme) => [programme.id, programme] as const))('%s', (_, programme) => {
  it('declares its KPI, its objective, its data and what interrupts it', () => {
    expect(programme.goal?.kpi).toBeTruthy()
    expect(programme.objective).toBeTruthy()
    expect(programme.programme).toBeTruthy()
    expect(programme.interruption.exitWhen).not.toEqual({ any: [] })
    expect(programme.personalisation.needs.length).toBeGreaterThan(0)
    expect(programme.meta?.catalogue).toMatch(/^P\d+$/u)
  })

  it('speaks French and English, each message with one objective', () => {
    for (const { content, objective } of messagesOf(programme)) {
      expect(Object.keys(content)).toEqual(['fr', 'en'])
      expect(objective).toBeTruthy()
    }
  })

  it('writes e-mails with a subject and a preheader, that load nothing from outside and fit a phone', () => {
    for (const { channel, content, class: kind } of messagesOf(programme)) {
      if (channel !== 'email') continue
      for (const [language, { subject, preheader, html, text }] of Object.entries(content)) {
        expect(subject?.replace(/\{[%{].*?[%}]\}/gu, '').length).toBeLessThanOrEqual(70)
        expect(preheader).toBeTruthy()
        expect(html).toContain(`<html lang="${language}">`)
        expect(html).toContain('name="viewport"')
        expect(html).not.toMatch(/<img|<link|<script|@import|url\(|<iframe|src=/u)
        expect(html).toContain('Colette &amp; { { Fils')
        expect(text).not.toMatch(/<\/?[a-z]/u)
        expect(text.includes('unsubscribeUrl')).toBe(kind === 'marketing')
      }
    }
  })

  it('keeps an SMS to one segment of letters that GSM 7 has', () => {
    for (const { channel, content } of messagesOf(programme)) {
      if (channel !== 'sms') continue
      for (const { text } of Object.values(content)) {
        expect(text.length).toBeLessThanOrEqual(150)
        expect(text).toMatch(/^[A-Za-z0-9 .,:;!?'"/{}%&()+=*#éèàùìòÉÇ@£$¥_-]+$/u)
      }
    }
  })
})

it('takes the host’s own words in the place of the copy, language by language', () => {
  const content = { fr: { subject: 'S', text: 'T' } }
  const [message] = messagesOf(welcomeSubscriber({ content, id: 'hello', purpose: 'club' }))
  expect(message?.content.fr).toEqual(content.fr)
  expect(message?.content.en?.subject).toMatch(/^Welcome/u)
  expect(message?.purpose).toBe('club')
})
