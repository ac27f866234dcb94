import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRfmModel } from './parse-rfm-model.ts'
import type { PurchaseSummary } from './purchase-summary.ts'
import type { RfmOptions } from './rfm-options.ts'
import { fitRfm, type RfmRun, scoreRfm, scoreRfmStream } from './score-rfm.ts'
import { scoreWithModel } from './score-with-model.ts'
import { classicSegments } from './segments/classic-segments.ts'
import { gridSegments } from './segments/grid-segments.ts'
import { threeLevelSegments } from './segments/three-level-segments.ts'

const DAY = 86_400_000
const at = Date.UTC(2026, 5, 30)
const contact = (id: number, days: number, orders: number, revenueMinor: number): PurchaseSummary => ({
  contactId: `c${String(id).padStart(4, '0')}`,
  orders,
  revenueMinor,
  lastOrderAt: at - days * DAY,
})
const scored = (run: RfmRun) => {
  if (run.status !== 'scored') throw new Error(run.reason)
  return run
}
const base = fc
  .array(fc.tuple(fc.nat(700), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 500_000 })), {
    minLength: 9,
    maxLength: 120,
  })
  .map((rows) => rows.map(([days, orders, revenue], index) => contact(index, days, orders, revenue)))

describe('scoreRfm', () => {
  it('scores ten contacts into five levels, the best of all a champion', () => {
    const summaries = Array.from({ length: 10 }, (_, i) => contact(i, 10 * (i + 1), 10 - i, 1000 * (10 - i)))
    const { scores, model } = scored(scoreRfm(summaries, { at }))
    expect(scores[0]).toEqual({
      contactId: 'c0000',
      recencyDays: 10,
      orders: 10,
      revenueMinor: 10_000,
      r: 5,
      f: 5,
      m: 5,
      code: '555',
      segment: 'champions',
    })
    expect(scores[9]).toMatchObject({ code: '111', segment: 'lost' })
    expect(model).toMatchObject({ method: 'quantile', methodVersion: 'rfm-1', sampleSize: 10, fittedAt: at })
  })

  it('gives equal values equal scores, and better values no worse ones', () => {
    fc.assert(
      fc.property(base, (summaries) => {
        const { scores } = scored(scoreRfm(summaries, { at }))
        for (const a of scores) {
          for (const b of scores) {
            if (a.recencyDays <= b.recencyDays) expect(a.r).toBeGreaterThanOrEqual(b.r)
            if (a.orders >= b.orders) expect(a.f).toBeGreaterThanOrEqual(b.f)
            if (a.revenueMinor >= b.revenueMinor) expect(a.m).toBeGreaterThanOrEqual(b.m)
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('scores a contact the same alone by the stored model as in its run', () => {
    fc.assert(
      fc.property(base, fc.constantFrom('quantile' as const, 'ntile' as const), (summaries, kind) => {
        const run = scored(scoreRfm(summaries, { at, method: { kind } }))
        const score = scoreWithModel(parseRfmModel(JSON.parse(JSON.stringify(run.model))), at)
        expect(summaries.map(score)).toEqual(run.scores)
      }),
    )
  })

  it('does not depend on the order of the contacts', () => {
    fc.assert(
      fc.property(base, (summaries) => {
        const forward = scored(scoreRfm(summaries, { at, method: { kind: 'ntile' } }))
        const backward = scored(scoreRfm([...summaries].reverse(), { at, method: { kind: 'ntile' } }))
        expect([...backward.scores].reverse()).toEqual(forward.scores)
      }),
    )
  })

  it('states the levels that too few distinct values leave', () => {
    const summaries = Array.from({ length: 20 }, (_, i) => contact(i, i, i < 14 ? 1 : 2, 5000))
    const { model, scores } = scored(scoreRfm(summaries, { at }))
    expect(model.achieved.f).toEqual([1, 4])
    expect(model.achieved.m).toEqual([1])
    expect(new Set(scores.map((one) => one.f))).toEqual(new Set([1, 4]))
  })

  it('fills NTILE levels evenly, the first ones taking the remainder', () => {
    const summaries = Array.from({ length: 12 }, (_, i) => contact(i, i, 1, 5000))
    const { scores } = scored(scoreRfm(summaries, { at, method: { kind: 'ntile' } }))
    expect(scores.map((one) => one.f)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5])
    expect(scores.map((one) => one.r)).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1])
  })

  it('scores by fixed cuts, the cut itself in the lower level, with as few contacts as one', () => {
    const options: RfmOptions = {
      at,
      segments: threeLevelSegments,
      method: { kind: 'fixed', recencyDays: [30, 90], orders: [1, 3], revenueMinor: [5000, 20_000] },
    }
    expect(scored(scoreRfm([contact(1, 30, 3, 20_000)], options)).scores[0]?.code).toBe('322')
    expect(scored(scoreRfm([contact(1, 31, 4, 20_001)], options)).scores[0]?.code).toBe('233')
    expect(scored(scoreRfm([contact(1, 91, 1, 5000)], options)).scores[0]?.code).toBe('111')
  })

  it('finds the ready-made table that fixed cuts fit, or asks for one', () => {
    const cuts = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
    const by = (count: number): RfmOptions => ({
      at,
      method: { kind: 'fixed', recencyDays: cuts(count), orders: cuts(count), revenueMinor: cuts(count) },
    })
    expect(scored(scoreRfm([], by(2))).model.segments.id).toBe('three-level')
    expect(scored(scoreRfm([], by(5))).model.segments.id).toBe('grid')
    expect(() => scoreRfm([], by(7))).toThrowError(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
  })

  it('refuses fixed cuts that do not ascend or do not fit the table', () => {
    for (const recencyDays of [[90, 30, 200, 300], [30], [30, 60, Number.NaN, 90]]) {
      expect(() =>
        scoreRfm([], {
          at,
          segments: classicSegments,
          method: { kind: 'fixed', recencyDays, orders: [1, 2, 3, 4], revenueMinor: [1, 2, 3, 4] },
        }),
      ).toThrowError(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
    }
  })

  it('scores later orders by the frozen bounds of an earlier run', () => {
    const summaries = Array.from({ length: 50 }, (_, i) => contact(i, i, 1 + (i % 6), 1000 * (i + 1)))
    const { model } = scored(scoreRfm(summaries, { at }))
    const later = scored(
      scoreRfm(summaries.slice(0, 3), { at: at + 30 * DAY, method: { kind: 'frozen', model } }),
    )
    expect(later.model).toBe(model)
    expect(later.sampleSize).toBe(3)
    expect(later.scores.map((one) => one.r)).toEqual([2, 2, 2])
  })

  it('keeps the zone of a frozen model', () => {
    const summaries = Array.from({ length: 9 }, (_, i) => contact(i, i, 1, 1000))
    const { model } = scored(scoreRfm(summaries, { at, zone: 'Asia/Tokyo' }))
    expect(() => scoreRfm(summaries, { at, zone: 'UTC', method: { kind: 'frozen', model } })).toThrowError(
      expect.objectContaining({ code: 'INVALID_OPTIONS' }),
    )
  })

  it('answers insufficient_data rather than a score when cuts cannot be placed', () => {
    const run = scoreRfm([contact(1, 3, 1, 1000)], { at })
    expect(run).toMatchObject({ status: 'insufficient_data', sampleSize: 1, scores: [], model: undefined })
    expect(scoreRfm([], { at }).status).toBe('insufficient_data')
  })

  it('leaves out contacts without an order, and those whose orders all come later', () => {
    const summaries = [
      ...Array.from({ length: 6 }, (_, i) => contact(i, i, 1, 1000)),
      contact(7, 1, 0, 0),
      contact(8, -1, 2, 1000),
    ]
    expect(scored(scoreRfm(summaries, { at }))).toMatchObject({ sampleSize: 6, notScored: 2 })
  })

  it('has nobody to score before the first order', () => {
    const run = scoreRfm([contact(1, 3, 1, 1000)], { at: at - 10 * DAY })
    expect(run).toMatchObject({ status: 'insufficient_data', sampleSize: 0, notScored: 1 })
  })

  it('counts calendar days of the zone, so an order late yesterday is one day old', () => {
    const noon = Date.UTC(2026, 5, 30, 9)
    const summaries = Array.from({ length: 5 }, (_, i) => ({
      ...contact(i, 0, 1, 1000),
      lastOrderAt: Date.UTC(2026, 5, 29, 22, 30),
    }))
    const days = (zone: string) => scored(scoreRfm(summaries, { at: noon, zone })).scores[0]?.recencyDays
    expect(days('UTC')).toBe(1)
    expect(days('Europe/Paris')).toBe(0)
    expect(() => days('Mars/Olympus')).toThrowError(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
  })

  it('works on the grid of R and F × M', () => {
    const summaries = Array.from({ length: 60 }, (_, i) => contact(i, 60 - i, i + 1, 100 * (i + 1)))
    const { scores } = scored(scoreRfm(summaries, { at, segments: gridSegments }))
    expect(scores[59]).toMatchObject({ code: '666', segment: 'best_active' })
    expect(scores[0]).toMatchObject({ code: '111', segment: 'small_passive' })
  })

  it('refuses numbers that are not finite, without naming the contact', () => {
    const bad = { ...contact(1, 1, 1, 1000), revenueMinor: Number.NaN }
    expect(() => scoreRfm([bad], { at })).toThrowError(expect.objectContaining({ code: 'INVALID_INPUT' }))
    expect(() => scoreRfm([], { at: Number.NaN })).toThrowError(
      expect.objectContaining({ code: 'INVALID_OPTIONS' }),
    )
  })
})

describe('scoreRfmStream', () => {
  it('gives the scores of scoreRfm over a stream read twice', async () => {
    const summaries = Array.from({ length: 3000 }, (_, i) => contact(i, (i * 7) % 400, 1 + (i % 5), 100 + i))
    const streamed = []
    const read = async function* () {
      yield* summaries
    }
    for await (const score of scoreRfmStream(read, { at })) streamed.push(score)
    expect(streamed).toEqual(scored(scoreRfm(summaries, { at })).scores)
  })

  it('yields nothing, and fitRfm says why, when there are too few contacts', async () => {
    const few = [contact(1, 1, 1, 1000)]
    expect(await fitRfm(few, { at })).toMatchObject({ status: 'insufficient_data', minimumSample: 5 })
    for await (const score of scoreRfmStream(() => few, { at })) throw new Error(`scored ${score.code}`)
  })
})
