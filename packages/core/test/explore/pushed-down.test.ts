import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { describe, expect, it } from 'vitest'
import type { Exploration, Storage, TableRowInput } from '../../src/index.ts'
import { makeBase } from '../support/make-base.ts'
import { compareExplorations } from './compare-explorations.ts'

const tables = [
  {
    name: 'visits',
    kind: 'interactions',
    dateColumn: 'at',
    columns: { at: 'instant', spent: 'money', weight: 'number', size: 'json', kind: 'string' },
  },
] as const
const TODAY = Date.UTC(2026, 5, 15)
const HOUR = 3_600_000

/** A storage that counts the questions that its database answered by itself. */
function counted(storage: Storage): { readonly storage: Storage; readonly answered: () => number } {
  let answered = 0
  const transaction: Storage['transaction'] = (work) =>
    storage.transaction((tx) =>
      work(
        Object.create(tx, {
          explorer: {
            value: {
              explore: async (plan: never) => {
                const groups = await tx.explorer!.explore(plan)
                if (groups !== undefined) answered++
                return groups
              },
            },
          },
        }),
      ),
    )
  return { storage: { ...storage, transaction }, answered: () => answered }
}

type Zones = Readonly<Record<string, string>>

async function open(storage: Storage, visits: readonly TableRowInput[], zones: Zones) {
  const { clientele, clock, subscribe } = await makeBase({
    storage,
    tables,
    segments: [
      { id: 'spenders', where: { rows: 'visits', op: 'gte', value: 2 } },
      {
        id: 'bathers',
        where: { rows: 'visits', where: { property: 'kind', op: 'startsWith', value: 'ba' } },
      },
    ],
  })
  await clock.advance(TODAY - clock.now())
  for (const [who, timeZone] of Object.entries(zones)) await subscribe(`${who}@example.org`, { timeZone })
  await clientele.put(visits)
  return clientele
}

const visit = (
  key: string,
  at: number,
  who?: string,
  values: TableRowInput['values'] = {},
): TableRowInput => ({
  table: 'visits',
  key,
  values: { at, ...values },
  ...(who === undefined
    ? {}
    : { contact: { identifiers: [{ type: 'email', value: `${who}@example.org` }] } }),
})

/** The answers of a database and of the evaluator, and how many the database gave by itself. */
async function both(visits: readonly TableRowInput[], questions: readonly Exploration[], zones: Zones = {}) {
  const { storage, answered } = counted(sqlite(':memory:'))
  const [asked, read] = [await open(storage, visits, zones), await open(memory(), visits, zones)]
  const answers = []
  for (const question of questions) answers.push([await asked.query(question), await read.query(question)])
  return { answers, answered: answered() }
}

const ask = (question: Partial<Exploration>): Exploration => ({
  over: { rows: 'visits' },
  measures: { visits: { of: 'count' } },
  ...question,
})

describe('explorations in the database', () => {
  it('are what reading the base answers, whatever is in it', async () => {
    const storage = sqlite(':memory:')
    await storage.migrations.up()
    await storage.open()
    const { asked, pushed, groups } = await compareExplorations(storage, { numRuns: 300 })
    expect(asked).toBe(300)
    expect(pushed).toBeGreaterThan(100)
    expect(groups).toBeGreaterThan(100)
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
    const { answers, answered } = await both(visits, questions)
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
    const { answers, answered } = await both(visits, [question])
    const [database, evaluator] = answers[0]!
    expect(database).toEqual(evaluator)
    expect(database?.groups).toEqual([
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
    const { answers, answered } = await both(visits, [question])
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
    const { answers, answered } = await both(visits, [question])
    const [database, evaluator] = answers[0]!
    expect(database).toEqual(evaluator)
    expect(database?.groups).toEqual([
      { first: 'bath', spender: false, month: '2026-03', spent: 300 },
      { first: 'linen', spender: true, month: '2026-02', spent: 500 },
      { first: 'linen', spender: true, month: '2026-03', spent: 700 },
    ])
    expect(answered).toBe(1)
  })

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
    const { answers, answered } = await both(visits, [
      ask({ where: isBath }),
      ask({ dimensions: { bather: { segment: 'bathers' } } }),
      ask({ dimensions: { baths: { aggregate: baths } } }),
    ])
    for (const [database, evaluator] of answers) expect(database).toEqual(evaluator)
    expect(answers.map(([database]) => database?.groups)).toEqual([
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
    const { answers, answered } = await both(
      visits,
      [ask({ window }), ask({ dimensions: { lately: { aggregate: lately } } })],
      { bob: 'America/New_York' },
    )
    for (const [database, evaluator] of answers) expect(database).toEqual(evaluator)
    expect(answers.map(([database]) => database?.groups)).toEqual([
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
    const visits = [0.1, 0.2, 0.3].map((weight, index) =>
      visit(`${index}`, day, 'ann', { weight, spent: 10, size: index === 0 ? 'L' : index }),
    )
    const { answers, answered } = await both(visits, [
      ask({ measures: { weight: { of: 'sum', property: 'weight' } } }),
      ask({ measures: { largest: { of: 'max', property: 'size' } } }),
      ask({
        measures: { spent: { of: 'sum', property: 'spent' }, heaviest: { of: 'max', property: 'weight' } },
      }),
    ])
    for (const [database, evaluator] of answers) expect(database).toEqual(evaluator)
    expect(answers[0]![0]!.groups).toEqual([{ weight: 0.6 }])
    expect(answered).toBe(1)
  })
})
