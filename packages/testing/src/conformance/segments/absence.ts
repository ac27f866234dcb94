import type { Condition } from '@clientele/core'
import type { StorageCase } from '../storage/storage-case.ts'
import { DAY, NOW, segmentCase } from './segment-world.ts'

const ORDER = 'Order Completed'
const lately = { last: '90d' } as const

/** Absence is of everybody, those included who never did a thing; it comes by time alone. */
export const absenceCases: readonly StorageCase[] = [
  segmentCase('absence is of everybody, whatever way it is said', async (world) => {
    await world.people({ none: {}, old: {}, one: {}, two: {}, future: {} })
    await world.happened('old', ORDER, NOW - 90 * DAY)
    await world.happened('one', ORDER, NOW - 90 * DAY + 1)
    for (const at of [NOW - DAY, NOW]) await world.happened('two', ORDER, at)
    await world.happened('future', ORDER, NOW + DAY)
    const without = ['none', 'old', 'future']
    const said: readonly Condition[] = [
      { event: ORDER, window: lately, op: 'eq', value: 0 },
      { event: ORDER, window: lately, op: 'lt', value: 1 },
      { event: ORDER, window: lately, op: 'lte', value: 0 },
      { event: ORDER, window: lately, op: 'in', value: [0] },
      { event: ORDER, window: lately, op: 'between', value: [0, 0] },
      { not: { event: ORDER, window: lately } },
      { event: ORDER, window: lately, measure: { of: 'daysSince' }, op: 'missing' },
      { event: ORDER, window: lately, measure: { of: 'sum', property: 'total' }, op: 'eq', value: 0 },
    ]
    for (const [place, where] of said.entries())
      await world[place === 0 ? 'expectMembers' : 'expectAnswer'](
        where,
        place === said.length - 1 ? [...without, 'one', 'two'] : without,
        `who ordered nothing, said in way ${place}`,
      )
    await world.expectMembers(
      { event: ORDER, window: lately, op: 'lt', value: 2 },
      [...without, 'one'],
      'who ordered fewer than twice',
    )
    await world.expectMembers(
      { event: ORDER, op: 'eq', value: 0 },
      ['none', 'future'],
      'who never ordered so far',
    )
    await world.expectMembers({ event: ORDER, op: 'lt', value: 0 }, [], 'who ordered fewer than no times')
    await world.expectMembers(
      // biome-ignore lint/suspicious/noThenProperty: the condition language names it so
      { sequence: { event: ORDER }, then: { event: ORDER }, within: '7d', not: true },
      ['old', 'one'],
      'who ordered and not again within 7 days',
    )
    await world.goTo(NOW + 1)
    await world.expectStillRight()
    await world.goTo(NOW + DAY)
    await world.expectStillRight()
    await world.goTo(NOW + 91 * DAY)
    await world.expectMembers(
      said[0] as Condition,
      ['none', 'old', 'one', 'two', 'future'],
      'everybody by then',
    )
  }),

  segmentCase('a population of nobody and of one has right counts', async (world) => {
    const { segments } = world.clientele
    const quiet: Condition = { event: ORDER, op: 'eq', value: 0 }
    for (const where of [{ all: [] }, { any: [] }, quiet, { not: quiet }] as const)
      await world.expectAnswer(where, [], 'anybody of nobody')
    await segments.preview(quiet)
    await world.people({ only: { city: 'Lyon' } })
    await world.expectAnswer({ all: [] }, ['only'], 'everybody')
    await world.expectAnswer({ any: [] }, [], 'nobody')
    await world.expectMembers(quiet, ['only'], 'the one who ordered nothing')
    await world.expectAnswer({ atLeast: 0, of: [] }, ['only'], 'at least none of none')
    await world.expectAnswer({ atLeast: 1, of: [] }, [], 'at least one of none')
  }),
]
