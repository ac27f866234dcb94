import { describe, expect, it } from 'vitest'
import {
  DEFAULT_LIMITS,
  estimateReturnCurve,
  fitLifecycle,
  proposeLimits,
  remainingAfter,
  stayAwayProbability,
} from '../src/index.ts'
import { boughtAgo, NOW, twice } from './histories.ts'

describe('proposed limits', () => {
  const gaps = Float64Array.from({ length: 101 }, (_, index) => index)

  it('are the intervals that four in five, and nineteen in twenty, are over by', () => {
    expect(proposeLimits(gaps, 1000)).toEqual({
      status: 'proposed',
      limits: { ...DEFAULT_LIMITS, buyerActiveDays: 80, buyerInactiveDays: 95 },
      sampleSize: 101,
      truncated: false,
    })
  })

  it('say that a young shop’s are likely too short', () => {
    expect(proposeLimits(gaps, 190).truncated).toBe(false)
    expect(proposeLimits(gaps, 189).truncated).toBe(true)
  })

  it('stay apart where all intervals are equal', () => {
    const { limits } = proposeLimits(new Float64Array(40).fill(30), 1000)
    expect([limits.buyerActiveDays, limits.buyerInactiveDays]).toEqual([30, 31])
  })

  it('need thirty intervals: with fewer the defaults stand, and the status says so', async () => {
    expect(proposeLimits(gaps.subarray(0, 29), 1000)).toMatchObject({
      status: 'insufficient_data',
      limits: DEFAULT_LIMITS,
      sampleSize: 29,
    })
    expect(await fitLifecycle(twice(29, 10), { at: NOW })).toMatchObject({ limitsFrom: 'default' })
    expect(await fitLifecycle(twice(30, 10), { at: NOW })).toMatchObject({ limitsFrom: 'proposed' })
  })

  it('give way to those of the host, one by one', async () => {
    const own = { buyerActiveDays: 33, buyerInactiveDays: 66 }
    const model = await fitLifecycle(twice(60, 10), { at: NOW, limits: own })
    expect(model).toMatchObject({ limitsFrom: 'given', limits: { ...DEFAULT_LIMITS, ...own } })
    const lead = await fitLifecycle(twice(60, 10), {
      at: NOW,
      limits: { leadNewDays: 7, leadColdDays: undefined },
    })
    expect(lead.limits).toMatchObject({ leadNewDays: 7, leadColdDays: 365, buyerActiveDays: 58 })
    expect(lead.limitsFrom).toBe('proposed')
  })
})

describe('a return curve', () => {
  it('is the product-limit estimate: silences that go on count for as long as they last', () => {
    // Ended after 2, 4, 4 and 6 days, still open after 3 and 5: S = 5/6, then × 2/4, then × 0/1.
    const curve = estimateReturnCurve(Float64Array.of(2, 3, 4, 4, 5, 6), Uint8Array.of(1, 0, 1, 1, 0, 1))
    expect(curve).toMatchObject({ days: [2, 4, 6], intervals: 6, knownDays: 6 })
    expect(curve.remaining.map((part) => Number(part.toFixed(12)))).toEqual([
      Number((5 / 6).toFixed(12)),
      Number((5 / 12).toFixed(12)),
      0,
    ])
    expect([0, 1.9, 2, 3.9, 4, 100].map((days) => Number(remainingAfter(curve, days).toFixed(4)))).toEqual([
      1, 1, 0.8333, 0.8333, 0.4167, 0,
    ])
  })

  it('answers S(t + h) / S(t), says where it has to guess, and nothing beyond its history', () => {
    const curve = estimateReturnCurve(Float64Array.of(2, 3, 4, 4, 5, 9), Uint8Array.of(1, 0, 1, 1, 0, 0))
    expect(stayAwayProbability(curve, 0, 4)).toEqual({ probability: expect.closeTo(5 / 12, 12), exact: true })
    expect(stayAwayProbability(curve, 2, 4)).toEqual({ probability: expect.closeTo(0.5, 12), exact: true })
    expect(stayAwayProbability(curve, 50, 4)).toEqual({ probability: 1, exact: false })
    expect(stayAwayProbability(curve, 0, 10)).toBeUndefined()
  })

  it('is drawn apart for the first, the second and later orders where there are fifty intervals', async () => {
    const once = Array.from({ length: 60 }, (_, i) => boughtAgo([i + 1]))
    const { curves } = await fitLifecycle([...once, ...twice(40, 10)], { at: NOW })
    expect(curves.one?.intervals).toBe(100)
    expect(curves.two).toBeUndefined()
    expect(curves.more).toBeUndefined()
    expect(curves.all?.intervals).toBe(140)
  })
})
