import { describe, expect, it } from 'vitest'
import { definePlugin, type ScoreResult } from '../src/index.ts'
import { DAY, makeBase, START, type TestBase } from './support/make-base.ts'
import { end, mail, scenarioOf } from './support/scenario-of.ts'

/** Counts orders; `rubbish` and `broken` are what a bad plugin does. */
function counting(mode: 'right' | 'rubbish' | 'broken' = 'right') {
  return definePlugin({
    id: 'counting',
    kind: 'scorer',
    setup: ({ registerScorer }) => {
      registerScorer({
        id: 'orders',
        values: { count: 'number', level: 'string' },
        async *score({ base, at }): AsyncGenerator<ScoreResult> {
          for await (const { contact, events } of base.contacts({ events: ['Order *'] })) {
            if (mode === 'broken') throw new RangeError('a matrix is singular')
            if (mode === 'rubbish') yield 'rubbish' as never
            const count = events.filter((event) => event.occurredAt <= at).length
            yield { contactId: contact.contactId, values: { count, level: count > 1 ? 'high' : 'low' } }
          }
        },
      })
      return {}
    },
  })
}

const regulars = { id: 'regulars', where: { field: 'orders.level', op: 'eq' as const, value: 'high' } }
const thanks = scenarioOf(
  'thanks',
  { mail: mail('Thanks', 'end'), end },
  {
    triggers: [{ on: 'segmentEntered', segment: 'regulars' }],
    reentry: 'once',
  },
)

async function orders({ track }: TestBase, count: number): Promise<void> {
  for (let order = 0; order < count; order++) await track('a@example.org', 'Order Completed')
}

describe('scores', () => {
  it('are fields in conditions: segments move with them, and scenarios react', async () => {
    const base = await makeBase({ plugins: [counting()], segments: [regulars], scenarios: [thanks] })
    const { clientele, sent, subscribe, clock, told } = base
    const contactId = await subscribe('a@example.org')
    await orders(base, 1)
    const progress: number[] = []
    expect(await clientele.scores.run(undefined, { onProgress: ({ done }) => progress.push(done) })).toEqual({
      orders: { scored: 1 },
    })
    expect(progress).toEqual([1])
    expect(await clientele.segments.count('regulars')).toBe(0)
    await orders(base, 1)
    await clock.advance(DAY)
    await clientele.scores.run('orders')
    await clientele.engine.tick()
    expect(await clientele.segments.members('regulars')).toEqual([contactId])
    expect(await clientele.segments.members(regulars.where)).toEqual([contactId])
    expect(sent).toHaveLength(1)
    expect(told.filter(({ name }) => name === 'run.started')).toHaveLength(1)
    expect((await clientele.contacts.view(contactId))?.scores).toEqual({
      orders: { count: 2, level: 'high' },
    })
  })

  it('of all runs are kept: by date, contact by contact, and as a matrix of movements', async () => {
    const base = await makeBase({ plugins: [counting()] })
    const { clientele, subscribe, clock } = base
    const a = await subscribe('a@example.org')
    const b = await subscribe('b@example.org')
    await clientele.scores.run('orders')
    await orders(base, 2)
    await clock.advance(DAY)
    const c = await subscribe('c@example.org')
    await clientele.scores.run('orders')
    const { dates, on, movement } = clientele.scores
    const runs = await dates('orders')
    expect(runs).toEqual([START + DAY, START])
    expect(await dates('nobody')).toEqual([])
    const first = []
    for await (const { contactId, values } of on('orders', START)) first.push([contactId, values.level])
    expect(first.sort()).toEqual(
      [
        [a, 'low'],
        [b, 'low'],
      ].sort(),
    )
    expect(c).toBeDefined()
    expect(await movement('orders', { value: 'level', from: START, to: START + 9 * DAY })).toEqual({
      from: START,
      to: START + DAY,
      movements: [
        { from: 'low', to: 'high', contacts: 1 },
        { from: 'low', to: 'low', contacts: 1 },
        { from: undefined, to: 'low', contacts: 1 },
      ],
      stayed: 1,
      moved: 2,
    })
    await expect(movement('orders', { value: 'level', from: START - 1, to: START })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })

  it('of an earlier date are history and change nothing of today', async () => {
    const base = await makeBase({ plugins: [counting()], segments: [regulars] })
    await orders(base, 2)
    await base.clock.advance(DAY)
    await base.clientele.scores.run()
    await base.clientele.scores.run('orders', { at: START - DAY })
    expect(await base.clientele.segments.count('regulars')).toBe(1)
  })

  it.each([['rubbish' as const], ['broken' as const]])('name the plugin that is %s', async (mode) => {
    const base = await makeBase({ plugins: [counting(mode)] })
    await orders(base, 1)
    await expect(base.clientele.scores.run()).rejects.toMatchObject({
      code: 'PLUGIN_FAILED',
      details: { pluginId: 'counting', scorerId: 'orders' },
    })
    await expect(base.clientele.scores.run('none')).rejects.toMatchObject({ code: 'UNKNOWN_DEFINITION' })
  })
})

describe('the reader of the base', () => {
  it('reads every contact once, page after page, with the parts asked for and no others', async () => {
    const { clientele } = await makeBase({
      segments: [{ id: 'all', where: { all: [] } }],
      tables: [{ name: 'carts', kind: 'linked', columns: { total: 'money' } }],
    })
    const identifiers = (who: number) => [{ type: 'email', value: `${who}@example.org` }]
    const everybody = Array.from({ length: 1001 }, (_, who) => who)
    await clientele.track(
      everybody.map((who) => ({ name: 'Order Completed', identifiers: identifiers(who) })),
    )
    await clientele.put({
      table: 'carts',
      key: '1',
      values: { total: 100 },
      contact: { identifiers: identifiers(3) },
    })
    const ids = new Set<string>()
    let [events, rows, segments, records] = [0, 0, 0, 0]
    for await (const bundle of clientele.base.contacts({
      events: ['Order *'],
      tables: ['carts'],
      segments: true,
    })) {
      ids.add(bundle.contact.contactId)
      events += bundle.events.length
      rows += bundle.rows.length
      segments += bundle.segments.length
      records += bundle.records.length
    }
    expect([ids.size, events, rows, segments, records]).toEqual([1001, 1001, 1, 1001, 0])
    expect(await clientele.base.countContacts()).toBe(1001)
    expect(await clientele.base.countMembersAt('all', START)).toBe(1001)
    const keys: string[] = []
    for await (const row of clientele.base.rows('carts')) keys.push(row.key)
    expect(keys).toEqual(['1'])
  })

  it('ends with ABORTED when its signal fires', async () => {
    const { clientele, track } = await makeBase()
    await track('a@example.org', 'Order Completed')
    const read = clientele.base.contacts({}, { signal: AbortSignal.abort() })[Symbol.asyncIterator]()
    await expect(read.next()).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
