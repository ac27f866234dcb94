import { sqlite } from '@clientele/storage-sqlite'
import { describe, expect, it } from 'vitest'
import type { Exploration } from '../../src/index.ts'
import { ask, askedAndRead, HOUR, TODAY, visit } from './asked-and-read.ts'
import { compareExplorations } from './compare-explorations.ts'

describe('explorations in the database', () => {
  it('are what reading the base answers, whatever is in it', async () => {
    const storage = sqlite(':memory:')
    await storage.migrations.up()
    await storage.open()
    const { asked, pushed, narrowed, streamed, groups } = await compareExplorations(storage, { numRuns: 300 })
    expect(asked).toBeGreaterThanOrEqual(300)
    expect(pushed).toBeGreaterThan(100)
    expect(narrowed).toBeGreaterThan(2)
    expect(streamed).toBeGreaterThan(10)
    expect(groups).toBeGreaterThan(60)
  })

  it('put every hour into the day, week, month, quarter and year of its zone', async () => {
    const starts = ['1931-12-26', '1969-12-27', '2020-12-26', '2026-03-27', '2026-05-30']
    const visits = starts.flatMap((start, place) =>
      Array.from({ length: 40 }, (_, index) =>
        visit(`${place}-${index}`, Date.parse(start) + index * 5 * HOUR - (index % 2), 'ann'),
      ),
    )
    const questions = (['day', 'week', 'month', 'quarter', 'year'] as const).flatMap((happened) =>
      ['UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata'].map(
        (timeZone): Exploration => ({
          over: { rows: 'visits' },
          dimensions: { when: { happened } },
          measures: { visits: { of: 'count' }, people: { of: 'contacts' } },
          timeZone,
        }),
      ),
    )
    const { answers, answered } = await askedAndRead(visits, questions)
    for (const [database, evaluator] of answers) expect(database).toEqual(evaluator)
    expect(answered).toBe(questions.length)
  })

  it('let a day begin again at the instant at which the clocks are put back to the day before', async () => {
    const midnight = Date.UTC(2025, 9, 25, 21)
    const visits = [-1, 0, 1, HOUR - 1, HOUR].map((later) => visit(`${later}`, midnight + later, 'ann'))
    const question: Exploration = {
      over: { rows: 'visits' },
      dimensions: { day: { happened: 'day' } },
      measures: { visits: { of: 'count' } },
      timeZone: 'Asia/Beirut',
    }
    const { answers, answered } = await askedAndRead(visits, [question])
    const [database, evaluator] = answers[0]!
    expect(database).toEqual(evaluator)
    expect(database.groups).toEqual([
      { day: '2025-10-25', visits: 4 },
      { day: '2025-10-26', visits: 1 },
    ])
    expect(answered).toBe(1)
  })

  it('give rows of nobody no segment, and count them', async () => {
    const day = TODAY - 24 * HOUR
    const visits = [visit('1', day, 'ann'), visit('2', day, 'ann'), visit('3', day, 'bob'), visit('4', day)]
    const question: Exploration = {
      over: { rows: 'visits' },
      dimensions: { spender: { segment: 'spenders' } },
      measures: { visits: { of: 'count' } },
    }
    const { answers, answered } = await askedAndRead(visits, [question])
    const [database, evaluator] = answers[0]!
    expect(database).toEqual(evaluator)
    expect(database).toMatchObject({
      groups: [
        { spender: false, visits: 1 },
        { spender: true, visits: 2 },
        { spender: null, visits: 1 },
      ],
      ofNobody: 1,
    })
    expect(answered).toBe(1)
  })

  it('group by what each contact did first, beside its segment and the month', async () => {
    const at = (month: string) => Date.parse(`2026-${month}-10T12:00:00Z`)
    const visits = [
      visit('1', at('02'), 'ann', { spent: 500, kind: 'linen' }),
      visit('2', at('03'), 'ann', { spent: 700, kind: 'bath' }),
      visit('3', at('03'), 'bob', { spent: 300, kind: 'bath' }),
    ]
    const question: Exploration = {
      over: { rows: 'visits' },
      dimensions: {
        first: { aggregate: { rows: 'visits', measure: { of: 'first', property: 'kind' } } },
        spender: { segment: 'spenders' },
        month: { happened: 'month' },
      },
      measures: { spent: { of: 'sum', property: 'spent' } },
    }
    const { answers, answered } = await askedAndRead(visits, [question])
    const [database, evaluator] = answers[0]!
    expect(database).toEqual(evaluator)
    expect(database.groups).toEqual([
      { first: 'bath', spender: false, month: '2026-03', spent: 300 },
      { first: 'linen', spender: true, month: '2026-02', spent: 500 },
      { first: 'linen', spender: true, month: '2026-03', spent: 700 },
    ])
    expect(answered).toBe(1)
  })

  it('add fractions as the decimals that they are written as, without rounding', async () => {
    const day = TODAY - 24 * HOUR
    const visits = [
      visit('1', day, 'ann', { kind: 'a', weight: 0.1, other: 0.05 }),
      visit('2', day, 'ann', { kind: 'a', weight: 0.2 }),
      visit('3', day, 'bob', { kind: 'b', weight: 123_456_789.000001 }),
      visit('4', day, 'bob', { kind: 'b', weight: -0.000001 }),
      visit('5', day, 'bob', { kind: 'c', weight: 9_007_199_254_740_000 / 4 }),
      visit('6', day, 'bob', { kind: 'c', weight: -1.5, other: -2.25 }),
    ]
    const dimensions = { kind: { property: 'kind' } }
    const { answers, answered } = await askedAndRead(visits, [
      ask({
        dimensions,
        measures: {
          sum: { of: 'sum', property: 'weight' },
          mean: { of: 'avg', property: 'weight' },
          less: { of: 'sum', property: 'weight', minus: 'other' },
        },
      }),
      ask({
        dimensions,
        measures: { sum: { of: 'sum', property: 'weight' } },
        having: { measure: 'sum', op: 'lte', value: 0.3 },
      }),
    ])
    for (const [database, evaluator] of answers) expect(database).toEqual(evaluator)
    expect(answers.map(([{ groups }]) => groups)).toEqual([
      [
        { kind: 'a', sum: 0.3, mean: 0.15, less: 0.25 },
        { kind: 'b', sum: 123_456_789, mean: 61_728_394.5, less: 123_456_789 },
        {
          kind: 'c',
          sum: 2_251_799_813_684_998.5,
          mean: 1_125_899_906_842_499.2,
          less: 2_251_799_813_685_000.8,
        },
      ],
      [{ kind: 'a', sum: 0.3 }],
    ])
    expect(answered).toBe(2)
  })
})
