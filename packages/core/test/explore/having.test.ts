import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { describe, expect, it } from 'vitest'
import type { Exploration, ExplorationHaving } from '../../src/index.ts'
import { ask, askedAndRead, HOUR, TODAY, visit } from './asked-and-read.ts'
import { openShop } from './shop.ts'

const byCategory = {
  over: { rows: 'orders' },
  dimensions: { category: { property: 'category' } },
  measures: {
    revenue: { of: 'sum', property: 'total' },
    orders: { of: 'count' },
    refunded: { of: 'max', property: 'refunded' },
    last: { of: 'max', property: 'at' },
  },
} as const satisfies Exploration

describe.each([
  ['memory', memory],
  ['sqlite', () => sqlite(':memory:')],
] as const)('having on %s', (_, storage) => {
  const categories = async (having: ExplorationHaving) => {
    const { clientele } = await openShop(storage())
    const answer = await clientele.query({ ...byCategory, having })
    expect(answer.total).toBe(answer.groups.length)
    // What was counted is counted, whichever groups are answered.
    expect(answer.ofNobody).toBe(1)
    return answer.groups.map(({ category }) => category)
  }

  it('answers the groups whose measures it is true of', async () => {
    // linen 15 750 of 4, table 5 000 of 2, none 400 of 1
    expect(await categories({ measure: 'revenue', op: 'gte', value: 5000 })).toEqual(['linen', 'table'])
    expect(await categories({ measure: 'revenue', op: 'gt', value: 5000 })).toEqual(['linen'])
    expect(await categories({ measure: 'orders', op: 'between', value: [1, 2] })).toEqual(['table', null])
    expect(await categories({ measure: 'orders', op: 'eq', value: 3 })).toEqual([])
  })

  it('joins parts by all, any and not', async () => {
    const many = { measure: 'orders', op: 'gte', value: 2 } as const
    const dear = { measure: 'revenue', op: 'gte', value: 10_000 } as const
    expect(await categories({ all: [many, { not: dear }] })).toEqual(['table'])
    expect(await categories({ any: [dear, { measure: 'orders', op: 'lt', value: 2 }] })).toEqual([
      'linen',
      null,
    ])
    expect(await categories({ all: [] })).toEqual(['linen', 'table', null])
    expect(await categories({ any: [] })).toEqual([])
  })

  it('takes what is missing as conditions do: `ne` and `missing` are true of it, all else false', async () => {
    expect(await categories({ measure: 'refunded', op: 'ne', value: 1000 })).toEqual(['linen', null])
    expect(await categories({ measure: 'refunded', op: 'missing' })).toEqual(['linen', null])
    expect(await categories({ measure: 'refunded', op: 'lt', value: 9999 })).toEqual(['table'])
    expect(await categories({ not: { measure: 'refunded', op: 'lt', value: 9999 } })).toEqual(['linen', null])
  })

  it('reads an operand as the type of the measure', async () => {
    expect(await categories({ measure: 'last', op: 'gte', value: '2026-05-02' })).toEqual(['linen', null])
    expect(await categories({ measure: 'orders', op: 'gte', value: '4' })).toEqual(['linen'])
  })

  it('refuses a measure that is not asked, and operands that nothing compares with', async () => {
    const { clientele } = await openShop(storage())
    const refuse = async (having: unknown, message: RegExp) =>
      expect(clientele.query({ ...byCategory, having } as Exploration)).rejects.toThrow(message)
    await refuse({ measure: 'margin', op: 'gte', value: 1 }, /names `margin`, which is not asked; add it/)
    await refuse(
      { not: { any: [{ measure: 'category', op: 'exists' }] } },
      /names `category`, which is not asked/,
    )
    await refuse({ measure: 'revenue', op: 'gte', value: 'much' }, /compares `revenue` with a string/)
    await refuse({ measure: 'revenue', op: 'gte' }, /one value otherwise/)
    await refuse({ measure: 'revenue', op: 'between', value: 1 }, /\[low, high\] for between/)
    await refuse({ property: 'total', op: 'gte', value: 1 }, /one of the keys measure, all, any, not/)
    let deep: unknown = { measure: 'orders', op: 'exists' }
    for (let depth = 0; depth < 10_000; depth++) deep = { not: deep }
    await refuse(deep, /having/)
  })
})

describe('having in the database', () => {
  const day = TODAY - 24 * HOUR
  const visits = ['ann', 'ann', 'bob', undefined].map((who, index) =>
    visit(`${index}`, day, who, { kind: index < 2 ? 'bath' : 'linen', spent: 10 * index }),
  )

  it('leaves groups out there, and counts what is of nobody in them', async () => {
    const question = ask({
      dimensions: { kind: { property: 'kind' } },
      measures: { spent: { of: 'sum', property: 'spent' } },
      having: { measure: 'spent', op: 'lt', value: 20 },
    })
    const { answers, answered, handed } = await askedAndRead(visits, [question])
    const [database, evaluator] = answers[0]!
    expect(database).toEqual(evaluator)
    expect(database).toMatchObject({ groups: [{ kind: 'bath', spent: 10 }], total: 1, ofNobody: 1 })
    expect([answered, handed]).toEqual([1, 1])
  })

  it('waits until keys that are read as one have been put together', async () => {
    // `true` and "true" are one text: 10 and 20 of it, neither of which is 30.
    const mixed = [true, 'true', 'false'].map((kind, index) =>
      visit(`${index}`, day, 'ann', { kind, spent: 10 + 10 * index }),
    )
    const question = ask({
      dimensions: { kind: { property: 'kind' } },
      measures: { spent: { of: 'sum', property: 'spent' } },
      having: { measure: 'spent', op: 'gte', value: 30 },
    })
    const banded = ask({
      dimensions: { spent: { property: 'spent', bands: [25] } },
      measures: { visits: { of: 'count' } },
      having: { measure: 'visits', op: 'gte', value: 2 },
    })
    const { answers, answered } = await askedAndRead(mixed, [question, banded])
    for (const [database, evaluator] of answers) expect(database).toEqual(evaluator)
    expect(answers.map(([{ groups }]) => groups)).toEqual([
      [
        { kind: 'false', spent: 30 },
        { kind: 'true', spent: 30 },
      ],
      [{ spent: '< 25', visits: 2 }],
    ])
    expect(answered).toBe(2)
  })

  it('is not believed where a group that it would leave out holds a doubt', async () => {
    const doubtful = ['a', 'b'].map((key) => visit(key, day, 'ann', { kind: key, weight: 1 / 3 }))
    const question = ask({
      dimensions: { kind: { property: 'kind' } },
      measures: { weight: { of: 'sum', property: 'weight' } },
      having: { measure: 'weight', op: 'gt', value: 1 },
    })
    const { answers, answered } = await askedAndRead(doubtful, [question])
    const [database, evaluator] = answers[0]!
    expect(database).toEqual(evaluator)
    expect(answered).toBe(0)
  })
})
