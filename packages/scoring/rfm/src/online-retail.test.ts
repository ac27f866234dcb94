import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PurchaseSummary } from './purchase-summary.ts'
import { type RfmRun, scoreRfm } from './score-rfm.ts'
import { summarizeOrders } from './summarize-orders.ts'
import { quantileCuts } from './thresholds.ts'

const folder = fileURLToPath(new URL('../../../../../shared/data/value/', import.meta.url))
const absent = !existsSync(`${folder}online_retail.csv.gz`)
const at = Date.UTC(2011, 11, 10)

interface Expected {
  readonly customers: number
  readonly invoices: number
  readonly revenue: number
  readonly ntile_ties_by_customer_id: {
    readonly first10: readonly (readonly number[])[]
    readonly sum_scores: readonly number[]
    readonly n_555: number
    readonly n_111: number
    readonly top_cells: Readonly<Record<string, number>>
  }
  readonly r_rfm_quantile_plus_1: {
    readonly thresholds: {
      readonly R: readonly number[]
      readonly F: readonly number[]
      readonly M: readonly number[]
    }
    readonly score_counts: Readonly<Record<'R' | 'F' | 'M', Readonly<Record<string, number>>>>
  }
}

/** Prices have up to three decimals, so the unit of money here is a thousandth of a pound. */
const POUND = 1000

describe.skipIf(absent)(
  `RFM on UCI Online Retail${absent ? ' (skipped: ../shared/data/value is absent)' : ''}`,
  () => {
    let expected: Expected
    let summaries: readonly PurchaseSummary[]

    beforeAll(() => {
      expected = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')).rfm.online_retail
      summaries = readInvoices()
    })

    const scored = (run: RfmRun) => {
      if (run.status !== 'scored') throw new Error(run.reason)
      return run
    }
    const counts = (values: readonly number[]) => {
      const found: Record<string, number> = {}
      for (const value of values) found[`${value}.0`] = (found[`${value}.0`] ?? 0) + 1
      return found
    }

    it('counts customers, invoices and revenue as expected', () => {
      expect(summaries).toHaveLength(expected.customers)
      expect(summaries.reduce((sum, one) => sum + one.orders, 0)).toBe(expected.invoices)
      const revenue = summaries.reduce((sum, one) => sum + one.revenueMinor, 0) / POUND
      expect(Math.round(revenue * 10) / 10).toBe(expected.revenue)
    })

    it('gives the NTILE scores with ties broken by customer id', () => {
      const want = expected.ntile_ties_by_customer_id
      const { scores } = scored(scoreRfm(summaries, { at, method: { kind: 'ntile' } }))
      const byId = [...scores].sort((a, b) => (a.contactId < b.contactId ? -1 : 1))
      expect(
        byId
          .slice(0, 10)
          .map((one) => [
            Number(one.contactId),
            one.recencyDays,
            one.orders,
            Math.round((one.revenueMinor / POUND) * 100) / 100,
            one.r,
            one.f,
            one.m,
          ]),
      ).toEqual(want.first10)
      const sum = (pick: (one: (typeof scores)[number]) => number) =>
        scores.reduce((total, one) => total + pick(one), 0)
      expect([sum((one) => one.r), sum((one) => one.f), sum((one) => one.m)]).toEqual(want.sum_scores)
      const codes = new Map<string, number>()
      for (const { code } of scores) codes.set(code, (codes.get(code) ?? 0) + 1)
      expect(codes.get('555')).toBe(want.n_555)
      expect(codes.get('111')).toBe(want.n_111)
      for (const [cell, count] of Object.entries(want.top_cells)) {
        expect(codes.get(cell.replace(/\D/g, ''))).toBe(count)
      }
    })

    it('places the quantiles where R does, before the one that the rfm package adds', () => {
      const { thresholds } = expected.r_rfm_quantile_plus_1
      const { model } = scored(scoreRfm(summaries, { at }))
      const near = (got: readonly number[], want: readonly number[], unit: number) => {
        for (const [index, value] of want.entries()) {
          expect((got[index] as number) / unit + 1).toBeCloseTo(value, 6)
        }
      }
      near(model.cuts.recencyDays, thresholds.R, 1)
      near(model.cuts.orders, thresholds.F, 1)
      near(model.cuts.revenueMinor, thresholds.M, POUND)
      expect(quantileCuts(Float64Array.of(1, 2, 3, 4), 4)).toEqual([1.75, 2.5, 3.25])
    })

    it('gives the score sizes of the rfm package when its thresholds are fixed', () => {
      const { thresholds, score_counts: want } = expected.r_rfm_quantile_plus_1
      // The package's thresholds are exclusive, ours inclusive: the next lower value of each unit.
      const below = (cuts: readonly number[], unit: number) =>
        cuts.map((cut) => Math.ceil(cut * unit - 1e-6) - 1)
      const { scores } = scored(
        scoreRfm(summaries, {
          at,
          method: {
            kind: 'fixed',
            recencyDays: below(thresholds.R, 1),
            orders: below(thresholds.F, 1),
            revenueMinor: below(thresholds.M, POUND),
          },
        }),
      )
      expect(counts(scores.map((one) => one.r))).toEqual(want.R)
      expect(counts(scores.map((one) => one.f))).toEqual(want.F)
      expect(counts(scores.map((one) => one.m))).toEqual(want.M)
    })

    it('keeps ties of frequency together by default, in the sizes that R finds', () => {
      const { scores, model } = scored(scoreRfm(summaries, { at }))
      expect(counts(scores.map((one) => one.f))).toEqual(expected.r_rfm_quantile_plus_1.score_counts.F)
      expect(model.achieved).toEqual({ r: [1, 2, 3, 4, 5], f: [1, 2, 3, 4, 5], m: [1, 2, 3, 4, 5] })
    })
  },
)

function readInvoices(): readonly PurchaseSummary[] {
  const lines = gunzipSync(readFileSync(`${folder}online_retail.csv.gz`))
    .toString('utf8')
    .split('\n')
  const invoices = new Map<string, { contactId: string; at: number; amountMinor: number }>()
  for (const line of lines.slice(1)) {
    // Only the description is ever quoted: the last five fields are counted from the end.
    const fields = line.trimEnd().split(',')
    const invoice = fields[0] as string
    const [quantity, date, price, contactId] = fields.slice(-5) as [string, string, string, string]
    if (contactId === '' || invoice.startsWith('C') || !(Number(quantity) > 0) || !(Number(price) > 0))
      continue
    const amountMinor = Math.round(Number(quantity) * Number(price) * POUND)
    const known = invoices.get(invoice)
    if (known !== undefined) known.amountMinor += amountMinor
    else invoices.set(invoice, { contactId: contactId as string, at: Date.parse(`${date}Z`), amountMinor })
  }
  return summarizeOrders(invoices.values(), { at }).summaries
}
