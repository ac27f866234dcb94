import { createClientele } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { recordingLogger, virtualClock } from '@clientele/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { type BaseReport, measureBase, renderBaseReport } from '../src/index.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 15, 10)
const HOSTILE = '<script>alert("x")</script>'

async function measured(): Promise<BaseReport> {
  await using clientele = await createClientele({
    storage: memory(),
    sources: ['eshop', 'till'],
    timeZone: 'Europe/Paris',
    clock: virtualClock(NOW),
    logger: recordingLogger(),
    tables: [
      {
        name: 'orders',
        kind: 'interactions',
        dateColumn: 'at',
        columns: {
          at: 'instant',
          total: 'money',
          refunded: 'money',
          currency: 'string',
          status: 'string',
          channel: 'string',
        },
      },
    ],
    segments: [{ id: 'lyon', name: HOSTILE, where: { field: 'city', op: 'eq', value: 'Lyon' } }],
  })
  const email = (value: string) => [{ type: 'email', value }]
  const consent = (status: 'granted' | 'denied') =>
    [{ channel: 'email', purpose: 'newsletter', status, at: NOW - DAY, source: 'eshop' }] as const
  await clientele.upsert([
    {
      source: 'eshop',
      sourceKey: '1',
      identifiers: email('a@shop.example'),
      fields: { email: 'a@shop.example', city: 'Lyon', birthDate: '1990-06-16' },
      consents: consent('granted'),
    },
    { source: 'till', sourceKey: '9', identifiers: email('a@shop.example'), fields: { city: 'Lyon' } },
    {
      source: 'eshop',
      sourceKey: '2',
      identifiers: email('b@shop.example'),
      fields: { email: 'b@shop.example' },
      consents: consent('denied'),
    },
    { source: 'eshop', sourceKey: '3', fields: { city: 'Lille' } },
  ])
  const order = (key: string, who: string, at: number, total: number, more: object = {}) => ({
    table: 'orders',
    key,
    contact: { identifiers: email(who) },
    values: { at, total, status: 'paid', currency: 'EUR', channel: 'web', ...more },
  })
  await clientele.put([
    order('1', 'a@shop.example', Date.UTC(2026, 2, 10), 5000),
    order('2', 'a@shop.example', Date.UTC(2026, 3, 10), 3000, {
      refunded: 1000,
      status: 'partially_refunded',
      channel: 'store',
    }),
    order('3', 'b@shop.example', Date.UTC(2026, 2, 20), 2000),
    order('4', 'b@shop.example', Date.UTC(2026, 4, 1), 9999, { status: 'cancelled' }),
    order('5', 'b@shop.example', Date.UTC(2026, 4, 2), 700, { currency: 'GBP' }),
  ])
  return await measureBase(clientele.base, {
    title: HOSTILE,
    locale: 'fr',
    currency: 'EUR',
    timeZone: 'Europe/Paris',
    at: NOW,
    fields: ['email', 'city'],
    distributions: ['city', 'age'],
    optIn: [{ channel: 'email', purpose: 'newsletter' }],
    segments: [{ id: 'lyon', name: HOSTILE }],
  })
}

describe('measureBase', () => {
  let report: BaseReport
  beforeAll(async () => {
    report = await measured()
  })

  it('counts records and people by source', () => {
    expect(report.base).toMatchObject({
      records: 4,
      contacts: 3,
      bySize: [
        { records: 1, contacts: 2 },
        { records: 2, contacts: 1 },
      ],
    })
  })

  it('states the denominator of every rate', () => {
    expect(report.completion).toEqual([
      { field: 'email', filled: 2, total: 3 },
      { field: 'city', filled: 2, total: 3 },
    ])
    expect(report.optIn).toEqual([
      { channel: 'email', purpose: 'newsletter', optedIn: 1, reachable: 2, contacts: 3 },
    ])
  })

  it('breaks contacts down with those that have no value, and reads ages on the day of the report', () => {
    const [city, age] = report.distributions ?? []
    expect(city).toMatchObject({ unknown: 1, total: 3, buckets: [{ label: 'LILLE' }, { label: 'LYON' }] })
    expect(age).toMatchObject({ unknown: 2, buckets: [{ label: '35–44', contacts: 1 }] })
  })

  it('adds valid orders net of refunds, by month and channel, and never another currency', () => {
    const months = new Map(report.revenueByMonth?.map(({ month, channels }) => [month, channels]))
    expect(months.get('2026-03')).toEqual([{ channel: 'web', revenueMinor: 7000, orders: 2 }])
    expect(months.get('2026-04')).toEqual([{ channel: 'store', revenueMinor: 2000, orders: 1 }])
    expect(months.get('2026-05')).toEqual([])
    expect(report.otherCurrencies).toEqual([{ currency: 'GBP', orders: 1 }])
  })

  it('keeps the first size of a cohort as its divisor, and leaves months that are not over empty', () => {
    expect(report.cohorts).toEqual([
      {
        month: '2026-03',
        size: 2,
        buyers: [2, 1, 0, null],
        cumulativeRevenueMinor: [7000, 9000, 9000, null],
      },
    ])
  })
})

describe('renderBaseReport', () => {
  it('escapes what came from data, in both languages, and loads nothing', async () => {
    const report = await measured()
    for (const locale of ['fr', 'en'] as const) {
      const page = renderBaseReport({ ...report, locale })
      expect(page).not.toContain('<script')
      expect(page).toContain('&lt;script&gt;')
      expect(page).not.toMatch(/(?:src|href)="(?!#)|url\(|@import/)
      expect(page).toContain(locale === 'fr' ? 'De fiches à personnes' : 'From records to people')
    }
  })

  it('says of a section that was not measured that it was not', () => {
    const page = renderBaseReport({
      title: 'x',
      generatedAt: NOW,
      referenceDate: '2026-06-15',
      currency: 'EUR',
      locale: 'en',
    })
    expect(page.match(/Not measured in this report/g)).toHaveLength(15)
  })
})
