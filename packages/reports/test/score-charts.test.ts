import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Cohort,
  portfolioValue,
  type RfmSegmentSize,
  renderAliveMap,
  renderCohortTriangle,
  renderHoldout,
  renderPortfolio,
  renderRfmTreeMap,
  renderTracking,
} from '../src/index.ts'
import { faultOf } from './well-formed.ts'

const HOSTILE = '"><script>alert(1)</script>&'
const count = (picture: string, what: RegExp) => picture.match(what)?.length ?? 0
const segment = (name: string, contacts: number, revenueMinor: number): RfmSegmentSize => ({
  id: name,
  name,
  contacts,
  share: contacts / 1000,
  revenueMinor,
})
const segments = [segment(HOSTILE, 600, 100_000), segment('Champions', 400, 900_000), segment('None', 0, 0)]
const cohorts: readonly Cohort[] = [
  {
    month: '2026-01',
    size: 40,
    buyers: [40, 10, 0, null],
    cumulativeRevenueMinor: [200_000, 260_000, 260_000, null],
    cumulativeMarginMinor: [80_000, 104_000, 104_000, null],
    acquisitionCostMinor: 100_000,
  },
  { month: '2026-02', size: 10, buyers: [10, 3, null], cumulativeRevenueMinor: [50_000, 65_000, null] },
]
const alive = [
  { x: 0, silence: 20, alive: 0.4 },
  { x: 1, silence: 0, alive: 0.9 },
  { x: 1, silence: 10, alive: null },
  { x: 1, silence: 20, alive: 0.2 },
]
const steps = [1, 2, 3, 4].map((time) => ({
  time,
  expectedSoFar: time * 9,
  actualSoFar: time < 3 ? time * 10 : null,
}))
const bins = [
  { x: 0, customers: 90, expected: 0.2, actual: 0.25 },
  { x: 1, customers: 0, expected: 0, actual: 0 },
  { x: 2, customers: 10, expected: 2, actual: 2.5 },
]
const pictures = (canvas: 'page' | 'phone', locale: 'fr' | 'en'): readonly string[] => {
  const options = { title: HOSTILE, canvas, locale }
  return [
    renderRfmTreeMap(segments, options),
    renderAliveMap(alive, { ...options, timeUnit: 'week' }),
    renderTracking(steps, { ...options, timeUnit: 'week', calibration: 2 }),
    renderHoldout(bins, options),
    renderPortfolio(portfolioValue([0, 100, 5000]), options),
    ...(['retention', 'value', 'payback'] as const).map((measure) =>
      renderCohortTriangle(cohorts, { ...options, measure }),
    ),
  ]
}

describe('charts of scores', () => {
  it('are well-formed pictures that load nothing, on a page and on a phone, in both languages', () => {
    for (const canvas of ['page', 'phone'] as const)
      for (const locale of ['fr', 'en'] as const)
        for (const picture of pictures(canvas, locale)) {
          expect(faultOf(picture)).toBeUndefined()
          expect(picture).not.toMatch(/<script|href|url\(|@import|NaN|Infinity|undefined|>false</)
          expect(picture).toContain(`viewBox="0 0 ${canvas === 'page' ? 760 : 335} `)
          expect(picture).toMatch(/prefers-color-scheme:dark.*@media print/s)
        }
  })

  it('draw a base of nobody', () => {
    const options = { title: 'Nobody' }
    for (const picture of [
      renderRfmTreeMap([], options),
      renderAliveMap([], { ...options, timeUnit: 'day' }),
      renderTracking([], { ...options, timeUnit: 'day' }),
      renderHoldout([], options),
      renderPortfolio(portfolioValue([]), options),
      renderCohortTriangle([], { ...options, measure: 'retention' }),
    ]) {
      expect(faultOf(picture)).toBeUndefined()
      expect(picture).not.toMatch(/NaN|Infinity|undefined/)
      expect(count(picture, /class="heat"/g)).toBe(0)
    }
  })
})

describe('renderRfmTreeMap', () => {
  it('draws one part a segment with contacts, the darkest where each has brought the most', () => {
    const picture = renderRfmTreeMap(segments, { title: 'RFM' })
    expect(count(picture, /<rect class="heat"/g)).toBe(2)
    expect(picture).toContain('<title>Champions : 400 (40%) · €9,000 · €22.50 each</title>')
    const [first, second] = [...picture.matchAll(/fill-opacity="([\d.]+)"/g)].map((match) => Number(match[1]))
    expect(second).toBe(1)
    expect(first).toBeLessThan(0.5)
  })
})

describe('renderAliveMap', () => {
  it('draws what is known and leaves the rest empty', () => {
    const picture = renderAliveMap(alive, { title: 'Alive', timeUnit: 'week' })
    expect(count(picture, /<rect class="heat"/g)).toBe(3)
    expect(picture).toContain('>90</text>')
    expect(picture).toContain('Weeks since the last purchase')
  })
})

describe('renderTracking', () => {
  it('ends the line of facts where facts end, and marks the calibration', () => {
    const picture = renderTracking(steps, { title: 'Tracking', timeUnit: 'week', calibration: 2 })
    const lines = [...picture.matchAll(/<path class="line s-[^"]*" d="([^"]+)"/g)].map((match) => match[1]!)
    const points = lines.filter((path) => !path.endsWith('h20')).map((path) => path.split(/[ML]/).length - 1)
    expect(points).toEqual([2, 4])
    expect(picture).toContain('calibration ends')
    expect(picture).toContain('<title>2 · Made : 20</title>')
    expect(picture).not.toContain('<title>3 · Made')
  })
})

describe('renderHoldout', () => {
  it('leaves out a frequency that nobody has, and opens the last one', () => {
    const picture = renderHoldout(bins, { title: 'Holdout' })
    expect(count(picture, /<circle class="t-main"/g)).toBe(2)
    expect(picture).toContain('<title>2 (10) · Made : 2.5</title>')
    expect(picture).toContain('>2+</text>')
  })
})

describe('renderCohortTriangle', () => {
  const draw = (measure: 'retention' | 'value' | 'payback') =>
    renderCohortTriangle(cohorts, { title: 'Cohorts', measure })

  it('divides by the size at the start; nought is a figure, a month that is not over is none', () => {
    const retention = draw('retention')
    expect(count(retention, /<rect class="heat"/g)).toBe(3)
    expect(retention).toContain('January 2026 (40), M+1 : 25%')
    expect(retention).toContain('January 2026 (40), M+2 : 0%')
    expect(retention).not.toContain('M+3 :')
    expect(count(draw('value'), /<rect class="heat"/g)).toBe(5)
    expect(draw('value')).toContain('February 2026 (10), M+1 : €65.00')
  })

  it('writes figures without their signs where a phone has no room', () => {
    const month = (value: number) => Array.from({ length: 12 }, () => value)
    const long = { month: '2025-01', size: 40, buyers: month(4), cumulativeRevenueMinor: month(240_000) }
    const on = (canvas: 'page' | 'phone', measure: 'retention' | 'value') =>
      count(
        renderCohortTriangle([long], { title: 'C', canvas, measure }),
        measure === 'value' ? />60</g : />10</g,
      )
    expect(on('phone', 'retention')).toBe(11)
    expect(on('page', 'retention')).toBe(0)
    expect(on('phone', 'value')).toBe(12)
  })

  it('pays back by margin where it is known, and says nothing of a cost that is not', () => {
    const payback = draw('payback')
    expect(count(payback, /<rect class="heat"/g)).toBe(3)
    expect(payback).toContain('January 2026 (40), M+0 : 80%')
    expect(payback).toContain('January 2026 (40), M+1 : 104%')
    expect(payback).not.toContain('February 2026 (10)')
  })
})

describe('portfolioValue', () => {
  const exactGini = (values: readonly number[]): number => {
    const sorted = [...values].sort((a, b) => a - b)
    const total = sorted.reduce((sum, value) => sum + value, 0)
    const ranked = sorted.reduce((sum, value, index) => sum + (index + 1) * value, 0)
    return (2 * ranked) / (sorted.length * total) - (sorted.length + 1) / sorted.length
  }

  it('adds up exactly, and its curve is a Lorenz curve', () => {
    const values = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1e7, noNaN: true })), {
      minLength: 1,
      maxLength: 300,
    })
    fc.assert(
      fc.property(values, (list) => {
        const { contacts, valueMinor, curve, gini, top } = portfolioValue(list)
        const total = list.reduce((sum, value) => sum + value, 0)
        expect(contacts).toBe(list.length)
        expect(Math.abs(valueMinor - total)).toBeLessThanOrEqual(1e-9 * total)
        if (!(total > 0)) {
          expect([curve, gini]).toEqual([[], null])
          return
        }
        expect(curve[0]).toEqual({ contacts: 0, value: 0 })
        expect(curve.at(-1)!.contacts).toBeCloseTo(1, 12)
        expect(curve.at(-1)!.value).toBeCloseTo(1, 9)
        curve.forEach((point, index) => {
          const before = curve[index - 1]
          expect(point.value).toBeLessThanOrEqual(point.contacts + 1e-9)
          if (before !== undefined) expect(point.contacts).toBeGreaterThanOrEqual(before.contacts)
        })
        expect(Math.abs(gini! - exactGini(list))).toBeLessThan(0.01)
        for (const [index, { valueMinor: held }] of top.entries())
          expect(held).toBeGreaterThanOrEqual(top[index - 1]?.valueMinor ?? 0)
      }),
      { seed: 8, numRuns: 150 },
    )
  })

  it('knows equal shares from one who holds everything, and takes a loss for nothing', () => {
    expect(portfolioValue([500, 500, 500]).gini).toBeCloseTo(0, 12)
    expect(portfolioValue([...new Array(99).fill(0), 700]).gini).toBeCloseTo(0.99, 12)
    expect(portfolioValue([-300, 100])).toMatchObject({ contacts: 2, valueMinor: 100 })
    const top = portfolioValue([...new Array(90).fill(100), ...new Array(10).fill(9_100)]).top
    expect(top.map(({ share, valueMinor }) => [share, valueMinor])).toEqual([
      [0.01, 9_100],
      [0.1, 91_000],
      [0.2, 92_000],
      [0.5, 95_000],
    ])
  })
})
