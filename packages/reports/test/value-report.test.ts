import type { BaseReader, ContactBundle, JsonObject } from '@clientele/core'
import { describe, expect, it } from 'vitest'
import { measureBase, renderBaseReport } from '../src/index.ts'

const NOW = Date.UTC(2026, 3, 15, 12)
const options = { title: 'Shop', locale: 'en', currency: 'EUR', at: NOW } as const

function contact(
  id: string,
  orders: readonly (readonly [at: number, total: number, cost?: number])[],
  scores: { readonly [scorer: string]: JsonObject } = {},
): ContactBundle {
  const rows = orders.map(([at, total, cost], index) => ({
    table: 'orders',
    key: `${id}-${index}`,
    contactId: id,
    recordId: undefined,
    at,
    observedAt: at,
    receivedAt: at,
    values: { total, status: 'paid', currency: 'EUR', ...(cost === undefined ? {} : { cost }) },
  }))
  return {
    contact: { contactId: id, fields: {}, createdAt: 0, updatedAt: 0, version: 1 },
    rows,
    events: [],
    records: [],
    consents: [],
    scores,
    segments: [],
  }
}

function baseOf(bundles: readonly ContactBundle[]): BaseReader {
  return {
    contacts: async function* () {
      yield* bundles
    },
    rows: async function* () {},
    countContacts: async () => bundles.length,
    countRecords: async () => 0,
    countMembers: async () => 0,
    countMembersAt: async () => 0,
    changesOf: async () => [],
  }
}

const scored = (valueMinor: number | undefined, alive: number | undefined) => ({
  ltv: {
    status: alive === undefined ? 'no_churn_signal' : 'scored',
    revenueMinor: 1000,
    expectedPurchases: 2,
    method: 'ltv/1 mbg/nbd',
    ...(valueMinor === undefined ? {} : { valueMinor }),
    ...(alive === undefined ? {} : { alive }),
  },
})

describe('the value of a base in its report', () => {
  it('adds stored scores up, and counts who has none', async () => {
    const bundles = [
      contact('a', [], scored(300, 0.5)),
      contact('b', [], scored(700, 0.25)),
      contact('c', [], { ltv: { status: 'insufficient_data', revenueMinor: 5 } }),
      contact('d', []),
    ]
    const report = await measureBase(baseOf(bundles), options)
    expect(report.value).toMatchObject({
      method: 'ltv/1 mbg/nbd',
      sampleSize: 2,
      notScored: 2,
      historicMinor: 2000,
      expectedPurchases: 4,
      alive: 0.75,
      portfolio: { contacts: 2, valueMinor: 1000 },
    })
    const page = renderBaseReport(report)
    expect(page).toContain('What the base is worth')
    expect(page).toContain('Where the predicted value is')
    expect(page).not.toContain('Repeat purchases so far')
  })

  it('gives no portfolio when one value is unknown, and no count of customers left without a churn signal', async () => {
    const bundles = [contact('a', [], scored(300, 0.5)), contact('b', [], scored(undefined, undefined))]
    const report = await measureBase(baseOf(bundles), options)
    expect(report.value).toMatchObject({ sampleSize: 2, alive: null, portfolio: null })
    expect(renderBaseReport(report)).toContain('no sign that customers leave')
    expect((await measureBase(baseOf([contact('a', [])]), options)).value).toBeUndefined()
  })

  it('shows how the model was checked', async () => {
    const valueChecks = {
      timeUnit: 'week',
      tracking: [{ time: 1, expectedSoFar: 3, actualSoFar: 4 }],
      calibration: 1,
      byFrequency: [{ x: 0, customers: 9, expected: 0.5, actual: 0.4 }],
      aliveMap: [{ x: 1, silence: 4, alive: 0.8 }],
    } as const
    const report = await measureBase(baseOf([contact('a', [], scored(300, 0.5))]), {
      ...options,
      valueChecks,
    })
    const page = renderBaseReport(JSON.parse(JSON.stringify(report)))
    for (const title of [
      'Chance in per cent of still being a customer',
      'Repeat purchases so far',
      'Purchases per customer after the calibration',
    ])
      expect(page).toContain(`<h3>${title}</h3>`)
  })
})

describe('what it cost to win a cohort', () => {
  const january = Date.UTC(2026, 0, 10)
  const march = Date.UTC(2026, 2, 5)

  it('is paid back by margin, with the month of payback', async () => {
    const bundles = [
      contact('a', [
        [january, 10_000, 6_000],
        [march, 5_000, 2_000],
      ]),
      contact('b', [[january, 2_000, 1_500]]),
    ]
    const report = await measureBase(baseOf(bundles), { ...options, acquisitionCosts: { '2026-01': 7_000 } })
    expect(report.cohorts).toEqual([
      {
        month: '2026-01',
        size: 2,
        buyers: [2, 0, 1, null],
        cumulativeRevenueMinor: [12_000, 12_000, 17_000, null],
        cumulativeMarginMinor: [4_500, 4_500, 7_500, null],
        acquisitionCostMinor: 7_000,
      },
    ])
    const page = renderBaseReport(report)
    expect(page).toContain('Share of the acquisition cost paid back')
    expect(page).toContain('<td class="number">€35.00</td><td class="number">M+2</td>')
    expect(page).toContain('By margin')
  })

  it('is paid back by revenue when the cost of one order is unknown, and then says so', async () => {
    const bundles = [contact('a', [[january, 10_000, 6_000]]), contact('b', [[january, 2_000]])]
    const report = await measureBase(baseOf(bundles), { ...options, acquisitionCosts: { '2026-01': 50_000 } })
    expect(report.cohorts?.[0]).not.toHaveProperty('cumulativeMarginMinor')
    const page = renderBaseReport(report)
    expect(page).toContain('By revenue')
    expect(page).toContain('<td class="number">€250.00</td><td class="number"></td>')
    expect(renderBaseReport(await measureBase(baseOf(bundles), options))).not.toContain('paid back')
  })
})

describe('where customers come from', () => {
  const day = Date.UTC(2026, 1, 10)
  const of = (
    id: string,
    total: number,
    channel: string,
    store?: string,
    product?: string,
  ): ContactBundle => {
    const bundle = contact(id, [[day, total, total / 2]])
    const [order] = bundle.rows
    const line = { order_id: `${id}-0`, product_id: product ?? null }
    return {
      ...bundle,
      rows: [
        {
          ...order!,
          values: { ...order!.values, channel, ...(store === undefined ? {} : { store }) },
        },
        { ...order!, table: 'order_lines', key: `${id}-l`, values: line },
      ],
    }
  }

  it('is told with what they brought and cost, each customer once per channel', async () => {
    const bundles = [
      of('a', 4000, 'web', undefined, 'p1'),
      of('b', 2000, 'store', 'Lyon', 'p2'),
      of('c', 6000, 'web', undefined, 'p1'),
      contact('d', []),
    ]
    const report = await measureBase(baseOf(bundles), {
      ...options,
      products: { categories: new Map([['p1', 'linen']]) },
      acquisitionCosts: { '2026-02': 3000 },
      acquisitionCostsBy: { channel: { web: 2500 } },
    })
    expect(report.acquisition?.all).toEqual({
      key: '',
      customers: 3,
      revenueMinor: 12_000,
      marginMinor: 6_000,
      costMinor: 3_000,
    })
    const groups = Object.fromEntries(
      report.acquisition!.by.map(({ dimension, groups: rows }) => [dimension, rows]),
    )
    expect(groups.channel).toEqual([
      { key: 'web', customers: 2, revenueMinor: 10_000, marginMinor: 5_000, costMinor: 2_500 },
      { key: 'store', customers: 1, revenueMinor: 2_000, marginMinor: 1_000 },
    ])
    expect(groups.store?.map(({ key, customers }) => [key, customers])).toEqual([['Lyon', 1]])
    expect(groups.category?.map(({ key, customers }) => [key, customers])).toEqual([
      ['linen', 2],
      ['unknown', 1],
    ])
    const byOrder = bundles.map((bundle) => ({
      ...bundle,
      rows: bundle.rows.map((row) => ({ ...row, values: { ...row.values, category: 'summer' } })),
    }))
    const other = await measureBase(baseOf(byOrder), options)
    expect(other.acquisition?.by.find(({ dimension }) => dimension === 'category')?.groups).toMatchObject([
      { key: 'summer', customers: 3 },
    ])
    const page = renderBaseReport(report)
    expect(page).toContain('By first channel')
    expect(page).toContain(
      '<td class="text">Web</td><td class="number">2</td><td class="number">€50.00</td><td class="number">€25.00</td><td class="number">€12.50</td><td class="number">2</td>',
    )
    expect(page).toContain('A first order of two categories is in two rows')
  })
})
