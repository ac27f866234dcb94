import { type Clientele, createClientele } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { recordingLogger, virtualClock } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { type BaseReport, type MeasureOptions, measureBase, renderBaseReport } from '../src/index.ts'

const day = (text: string): number => Date.parse(`${text}T12:00:00Z`)
const NOW = day('2026-06-15')

const email = (value: string) => [{ type: 'email', value }]
const consent = (status: 'granted' | 'withdrawn', at: number) =>
  ({ channel: 'email', purpose: 'newsletter', status, at, source: 'eshop' }) as const

/** Ann since January, Bob since March with an order of February, Cid since May: each with an address. */
async function baseOf(): Promise<Clientele> {
  const clientele = await createClientele({
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
        columns: { at: 'instant', total: 'money', status: 'string', store: 'string' },
      },
    ],
    segments: [{ id: 'lyon', where: { field: 'city', op: 'eq', value: 'Lyon' } }],
  })
  const person = (name: string, source: string, seen: string, more: object) => ({
    source,
    sourceKey: name,
    observedAt: day(seen),
    identifiers: email(`${name}@shop.example`),
    fields: { email: `${name}@shop.example`, ...(more as { fields?: object }).fields },
    consents: (more as { consents?: [] }).consents ?? [],
  })
  await clientele.upsert([
    person('ann', 'eshop', '2026-01-10', {
      fields: { city: 'Lyon', gender: 'F' },
      consents: [consent('granted', day('2026-02-05')), consent('withdrawn', day('2026-04-20'))],
    }),
    person('bob', 'till', '2026-03-10', { consents: [consent('granted', day('2026-03-31'))] }),
    person('cid', 'eshop', '2026-05-10', { fields: { city: 'Lille' } }),
  ])
  const order = (key: string, who: string, at: string, store: string) => ({
    table: 'orders',
    key,
    contact: { identifiers: email(`${who}@shop.example`) },
    values: { at: day(at), total: 1000, status: 'paid', store },
  })
  await clientele.put([
    order('1', 'bob', '2026-02-15', 'Nantes'),
    order('2', 'bob', '2026-03-16', 'Lyon'),
    order('3', 'ann', '2026-04-01', 'Lille'),
    order('4', 'ann', '2026-04-02', 'Lyon'),
    order('5', 'ann', '2026-05-02', 'Lille'),
  ])
  return clientele
}

async function review(at: number, options: Partial<MeasureOptions> = {}): Promise<BaseReport> {
  await using clientele = await baseOf()
  return await measureBase(clientele.base, {
    title: 'Review',
    locale: 'en',
    currency: 'EUR',
    timeZone: 'Europe/Paris',
    at,
    months: 6,
    activeMonths: 1,
    fields: ['email', 'city'],
    distributions: ['gender', 'store', 'origin'],
    optIn: [{ channel: 'email', purpose: 'newsletter' }],
    ...options,
  })
}

describe('a base review of a past day', () => {
  it('leaves out whoever was not known yet, from every figure', async () => {
    const report = await review(day('2026-03-20'))
    expect(report.base).toMatchObject({ records: 2, contacts: 2 })
    expect(report.completion).toEqual([
      { field: 'email', filled: 2, total: 2 },
      { field: 'city', filled: 1, total: 2 },
    ])
    expect(report.optIn).toMatchObject([{ optedIn: 1, reachable: 2, contacts: 2 }])
    for (const { total } of report.distributions ?? []) expect(total).toBe(2)
    const now = await review(NOW)
    expect(now.base).toMatchObject({ records: 3, contacts: 3 })
    expect(now.optIn).toMatchObject([{ optedIn: 1, reachable: 3, contacts: 3 }])
  })

  it('knows a contact from its first sign on, though the record is dated later', async () => {
    const report = await review(day('2026-02-20'))
    expect(report.base).toMatchObject({ contacts: 2 })
    expect(report.evolution?.months.map(({ newContacts }) => newContacts)).toEqual([0, 0, 0, 0, 1, 1])
  })
})

describe('the evolution', () => {
  it('follows contacts, buyers and consents to the end of each month, in the zone of the report', async () => {
    const { evolution } = await review(NOW)
    expect(evolution).toMatchObject({ activeMonths: 1, lostMonths: 2, optInOf: 'email/newsletter' })
    const series = (key: 'contacts' | 'newContacts' | 'buyers' | 'active' | 'inactive' | 'lost' | 'optIn') =>
      evolution?.months.map((month) => month[key])
    expect(evolution?.months.map(({ month }) => month)).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
    ])
    expect(series('contacts')).toEqual([1, 2, 2, 2, 3, 3])
    expect(series('newContacts')).toEqual([1, 1, 0, 0, 1, 0])
    expect(series('buyers')).toEqual([0, 1, 1, 1, 1, 0])
    expect(series('active')).toEqual([0, 1, 1, 1, 1, 0])
    expect(series('inactive')).toEqual([0, 0, 0, 1, 1, 2])
    expect(series('lost')).toEqual([0, 0, 0, 0, 1, 1])
    // Ann from February until she withdrew in April; Bob from the last day of March.
    expect(series('optIn')).toEqual([0, 1, 2, 1, 1, 1])
  })

  it('leaves consents empty where none is asked for, and draws what there is', async () => {
    const report = await review(NOW, { optIn: undefined })
    expect(report.evolution?.months.every(({ optIn }) => optIn === null)).toBe(true)
    expect(renderBaseReport(report)).toContain('Lost: bought once, but not in the last 2 months.')
    expect(renderBaseReport({ ...(await review(NOW)), locale: 'fr' })).toContain('Perdu : a déjà acheté')
  })
})

describe('distributions', () => {
  it('break down by store and origin where no field says it, with an unknown bucket', async () => {
    const [gender, store, origin] = (await review(NOW)).distributions ?? []
    expect(gender).toMatchObject({ buckets: [{ label: 'female', contacts: 1 }], unknown: 2, total: 3 })
    // Ann ordered twice in Lille; Bob once in each, in Lyon last; Cid never.
    expect(store).toMatchObject({
      buckets: [
        { label: 'Lille', contacts: 1 },
        { label: 'Lyon', contacts: 1 },
      ],
      unknown: 1,
      total: 3,
    })
    expect(origin).toMatchObject({
      buckets: [
        { label: 'eshop', contacts: 2 },
        { label: 'till', contacts: 1 },
      ],
      unknown: 0,
    })
  })
})

describe('a review within a segment', () => {
  it('measures its members only, and says so in every denominator', async () => {
    const report = await review(NOW, { within: 'lyon' })
    expect(report.base).toMatchObject({ contacts: 1 })
    expect(report.completion).toEqual([
      { field: 'email', filled: 1, total: 1 },
      { field: 'city', filled: 1, total: 1 },
    ])
    expect(report.optIn).toMatchObject([{ optedIn: 0, reachable: 1, contacts: 1 }])
  })
})

describe('consents by month', () => {
  it('end when they expire, and come again', async () => {
    await using clientele = await baseOf()
    await clientele.upsert({
      source: 'eshop',
      sourceKey: 'dee',
      observedAt: day('2026-01-02'),
      identifiers: email('dee@shop.example'),
      fields: { email: 'dee@shop.example' },
      consents: [
        { ...consent('granted', day('2026-01-05')), expiresAt: day('2026-03-05') },
        consent('granted', day('2026-05-05')),
      ],
    })
    const { evolution } = await measureBase(clientele.base, {
      title: 'x',
      locale: 'en',
      currency: 'EUR',
      at: NOW,
      months: 6,
      optIn: [{ channel: 'email', purpose: 'newsletter' }],
    })
    // Beside 0, 1, 2, 1, 1, 1 of Ann and Bob.
    expect(evolution?.months.map(({ optIn }) => optIn)).toEqual([1, 2, 2, 1, 2, 2])
  })
})
