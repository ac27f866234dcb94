import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_RHYTHM_LIMITS,
  expectedInterval,
  fitLifecycle,
  type Intervals,
  lifecycleOf,
  positionAt,
} from '../src/index.ts'
import { boughtAgo, DAY, NOW, twice } from './histories.ts'

const intervals: Intervals = { globalDays: 60, byCategory: { coffee: 30 } }

describe('an expected interval', () => {
  it('is the own median from the third purchase on', () => {
    expect(expectedInterval(boughtAgo([100, 60, 50]).purchases, intervals)).toEqual({
      days: 25,
      source: 'own',
    })
    expect(expectedInterval(boughtAgo([140, 100, 60, 50], 'coffee').purchases, intervals)).toEqual({
      days: 40,
      source: 'own',
    })
  })

  it('is that of the last category, else that of the shop, else none', () => {
    expect(expectedInterval(boughtAgo([90, 40], 'coffee').purchases, intervals)).toEqual({
      days: 30,
      source: 'category',
    })
    expect(expectedInterval(boughtAgo([40], 'cups').purchases, intervals)).toEqual({
      days: 60,
      source: 'global',
    })
    expect(expectedInterval(boughtAgo([40]).purchases, intervals)).toEqual({ days: 60, source: 'global' })
    expect(expectedInterval(boughtAgo([40]).purchases, { byCategory: {} })).toBeUndefined()
    expect(expectedInterval(boughtAgo([40], 'toString').purchases, intervals)?.source).toBe('global')
  })

  it('of a category is the median of ten of its intervals at least, of the shop that of all', async () => {
    const model = await fitLifecycle([...twice(11, 20, 'coffee'), ...twice(9, 100, 'cups')], { at: NOW })
    // Coffee: 20 … 30. All: those and 100 … 108.
    expect(model.intervals).toEqual({
      globalDays: 29.5,
      meanDays: (275 + 936) / 20,
      byCategory: { coffee: 25 },
    })
    expect(model.sampleSize).toBe(20)
    const coffee = lifecycleOf(boughtAgo([10], 'coffee'), model, NOW)?.rhythm
    expect(coffee).toMatchObject({
      expectedIntervalDays: 25,
      intervalFrom: 'category',
      ratio: 0.4,
      position: 'recent',
    })
    expect(coffee?.expectedOrderAt).toBe(NOW + 15 * DAY)
    const cups = lifecycleOf(boughtAgo([59], 'cups'), model, NOW)?.rhythm
    expect(cups).toMatchObject({
      expectedIntervalDays: 29.5,
      intervalFrom: 'global',
      ratio: 2,
      position: 'very_late',
    })
  })

  it('begins with the category that was bought, not with the one that was bought next', async () => {
    const mixed = Array.from({ length: 10 }, (_, i) => ({
      ...boughtAgo([60, 20], 'coffee', `m${i}`),
      purchases: [
        { at: NOW - 60 * DAY, category: 'coffee' },
        { at: NOW - 20 * DAY, category: 'cups' },
      ],
    }))
    expect((await fitLifecycle(mixed, { at: NOW })).intervals.byCategory).toEqual({ coffee: 40 })
  })
})

describe('a position in the cycle', () => {
  it('changes at the ratios of the limits, which belong to the later position', () => {
    expect([0, 0.79, 0.8, 1.19, 1.2, 1.99, 2, 2.99, 3].map((ratio) => positionAt(ratio))).toEqual([
      'recent',
      'recent',
      'soon',
      'soon',
      'late',
      'late',
      'very_late',
      'very_late',
      'inactive',
    ])
  })

  it('goes by the limits of the host', async () => {
    const rhythmLimits = { soon: 0.5, late: 1, veryLate: 1.5, inactive: 2 }
    const model = await fitLifecycle([], { at: NOW, rhythmLimits })
    const positions = [10, 15, 30, 45, 60].map(
      (ago) => lifecycleOf(boughtAgo([ago + 60, ago + 30, ago]), model, NOW)?.rhythm?.position,
    )
    expect(positions).toEqual(['recent', 'soon', 'late', 'very_late', 'inactive'])
  })

  it('never goes back while a contact stays away, and changes no sooner than the score says', async () => {
    const order = ['recent', 'soon', 'late', 'very_late', 'inactive']
    const model = await fitLifecycle(twice(40, 20), { at: NOW })
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 600 }), { minLength: 3, maxLength: 6 }),
        fc.integer({ min: 0, max: 900 }),
        (days, later) => {
          const history = boughtAgo(days)
          const now = lifecycleOf(history, model, NOW)
          const then = lifecycleOf(history, model, NOW + later * DAY)
          const place = (score: typeof now) => order.indexOf(score?.rhythm?.position ?? '')
          expect(place(then)).toBeGreaterThanOrEqual(place(now))
          if (now?.validUntil === undefined || NOW + later * DAY >= now.validUntil) return
          expect([then?.status, then?.rhythm?.position]).toEqual([now.status, now.rhythm?.position])
        },
      ),
    )
  })

  it.each([
    ['not in order', { soon: 1, late: 0.5, veryLate: 2, inactive: 3 }],
    ['not numbers', { ...DEFAULT_RHYTHM_LIMITS, inactive: Number.NaN }],
  ])('is not read by limits that are %s', async (_name, rhythmLimits) => {
    await expect(fitLifecycle([], { at: NOW, rhythmLimits })).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
    })
  })
})
