import { describe, expect, it } from 'vitest'
import { ask, askedAndRead, HOUR, TODAY, visit } from './asked-and-read.ts'

describe('databases', () => {
  it('leave to the evaluator the conditions that a database cannot decide of these values', async () => {
    const day = TODAY - 24 * HOUR
    // Databases hold no zero character; a mark and its digits stand for it.
    const visits = [
      visit('1', day, 'ann', { kind: 'bath\u0000' }),
      visit('2', day, 'bob', { kind: 'bath' }),
      visit('3', day, 'carl', { kind: 'linen' }),
    ]
    const isBath = { property: 'kind', op: 'startsWith', value: 'ba' } as const
    const baths = { rows: 'visits', where: isBath, measure: { of: 'count' } } as const
    const { answers, answered } = await askedAndRead(visits, [
      ask({ where: isBath }),
      ask({ dimensions: { bather: { segment: 'bathers' } } }),
      ask({ dimensions: { baths: { aggregate: baths } } }),
    ])
    for (const [database, evaluator] of answers) expect(database).toEqual(evaluator)
    expect(answers.map(([database]) => database.groups)).toEqual([
      [{ visits: 2 }],
      [
        { bather: false, visits: 1 },
        { bather: true, visits: 2 },
      ],
      [
        { baths: 0, visits: 1 },
        { baths: 1, visits: 2 },
      ],
    ])
    expect(answered).toBe(0)
  })

  it('leave to the evaluator windows that begin at another instant for contacts of another zone', async () => {
    const night = Date.parse('2026-06-10T02:00:00Z')
    const visits = [visit('1', night, 'ann'), visit('2', night, 'bob')]
    const window = { from: '2026-06-10' }
    const lately = { rows: 'visits', window, measure: { of: 'count' } } as const
    const { answers, answered } = await askedAndRead(
      visits,
      [ask({ window }), ask({ dimensions: { lately: { aggregate: lately } } })],
      { bob: 'America/New_York' },
    )
    for (const [database, evaluator] of answers) expect(database).toEqual(evaluator)
    expect(answers.map(([database]) => database.groups)).toEqual([
      [{ visits: 1 }],
      [
        { lately: 0, visits: 1 },
        { lately: 1, visits: 1 },
      ],
    ])
    expect(answered).toBe(0)
  })

  it('leave to the evaluator what a database adds up or reads otherwise', async () => {
    const day = TODAY - 24 * HOUR
    const visits = [0.1234567, 0.2, 0.3].map((weight, index) =>
      visit(`${index}`, day, 'ann', { weight, spent: 10, size: index === 0 ? 'L' : index }),
    )
    const { answers, answered } = await askedAndRead(visits, [
      ask({ measures: { weight: { of: 'sum', property: 'weight' } } }),
      ask({ measures: { largest: { of: 'max', property: 'size' } } }),
      ask({
        measures: { spent: { of: 'sum', property: 'spent' }, heaviest: { of: 'max', property: 'weight' } },
      }),
    ])
    for (const [database, evaluator] of answers) expect(database).toEqual(evaluator)
    expect(answers[0]![0]!.groups).toEqual([{ weight: 0.6234567 }])
    expect(answered).toBe(1)
  })
})
