import type { ClienteleOptions, Condition } from '@clientele/core'
import { expectEqual, expectTrue } from '../expectation.ts'
import type { StorageCase } from '../storage/storage-case.ts'
import { DAY, NOW, segmentCase } from './segment-world.ts'

const because = { by: 'anna', reason: 'the same person' }
const ORDER = 'Order Completed'
const orders = (value: number): Condition => ({ event: ORDER, window: { last: '30d' }, op: 'gte', value })
const tables: ClienteleOptions['tables'] = [
  {
    name: 'orders',
    kind: 'interactions',
    columns: { placed_at: 'instant', status: 'string', total: 'money' },
    dateColumn: 'placed_at',
  },
]

/** What moves a contact in and out that is no new event of theirs. */
export const changeCases: readonly StorageCase[] = [
  segmentCase(
    'a definition edited back and forth has the members of each version, then and later',
    async (world) => {
      const { segments } = world.clientele
      await world.people({ a: {}, b: {}, c: {} })
      for (const who of ['a', 'b', 'b']) await world.happened(who, ORDER, NOW - DAY)
      const versions: readonly (readonly [Condition, readonly string[]])[] = [
        [orders(1), ['a', 'b']],
        [orders(2), ['b']],
        [orders(1), ['a', 'b']],
        [{ not: orders(1) }, ['c']],
        [orders(1), ['a', 'b']],
      ]
      for (const [place, [where, who]] of versions.entries()) {
        await world.goTo(NOW + place * 1000)
        const saved = await segments.save({ id: 'edited', where })
        expectEqual(saved.version, place + 1, 'the version')
        expectEqual(await world.membersOf('edited'), who, `the members of version ${place + 1}`)
        expectEqual(
          (await segments.save({ id: 'edited', where })).version,
          place + 1,
          'the version saved again',
        )
      }
      for (const [place, [, who]] of versions.entries())
        expectEqual(
          await segments.countAt('edited', NOW + place * 1000),
          who.length,
          `the count as of edit ${place}`,
        )
      await world.happened('c', ORDER, world.clock.now())
      expectEqual(await world.membersOf('edited'), ['a', 'b', 'c'], 'the members after an event')
      await world.goTo(NOW + 31 * DAY)
      expectEqual(await world.membersOf('edited'), [], 'the members when the window is over')
    },
  ),

  segmentCase('a merge counts two people together, and an unmerge takes them apart again', async (world) => {
    const { segments, contacts } = world.clientele
    await segments.save({ id: 'twice', where: orders(2) })
    await segments.save({
      id: 'outer',
      where: { all: [{ segment: 'twice' }, { not: { event: 'Refused' } }] },
    })
    await world.people({ a: {}, b: {} })
    await world.happened('a', ORDER, NOW - DAY)
    await world.happened('b', ORDER, NOW - 2 * DAY)
    const [a, b] = [await world.idOf('a'), await world.idOf('b')]
    expectEqual(await segments.count('outer'), 0, 'the members of two people')
    const ofB = (await contacts.view(b))?.records.map(({ recordId }) => recordId) ?? []
    await contacts.merge(a, b, because)
    expectEqual(await segments.members('outer'), [await world.idOf('a')], 'the members after the merge')
    expectEqual(await world.idOf('b'), await world.idOf('a'), 'the contact of both')
    await world.expectStillRight()
    await contacts.unmerge(await world.idOf('a'), ofB, because)
    expectEqual(await segments.count('outer'), 0, 'the members after the unmerge')
    expectTrue((await world.idOf('a')) !== (await world.idOf('b')), 'two contacts')
    await world.expectStillRight()
    await world.happened('b', ORDER, NOW)
    expectEqual(await segments.members('outer'), [await world.idOf('b')], 'the members after an order more')
  }),

  segmentCase(
    'a refund takes somebody out, and an order that is taken back comes off every sum',
    async (world) => {
      const { clientele } = world
      await world.people({ a: {}, b: {} })
      const paid: Condition = {
        rows: 'orders',
        where: { property: 'status', op: 'in', value: ['paid', 'shipped'] },
        measure: { of: 'sum', property: 'total' },
        op: 'gte',
        value: 10_000,
      }
      await clientele.segments.save({ id: 'good', where: paid })
      await clientele.segments.save({ id: 'plain', where: { not: { segment: 'good' } } })
      const order = (key: string, who: string, status: string, total: number) => ({
        table: 'orders',
        key,
        values: { placed_at: NOW - DAY, status, total },
        contact: { identifiers: [{ type: 'email', value: `${who}@example.org` }] },
      })
      await clientele.put([
        order('1', 'a', 'paid', 6000),
        order('2', 'a', 'shipped', 4000),
        order('3', 'b', 'placed', 20_000),
      ])
      expectEqual(await world.membersOf('good'), ['a'], 'who paid for 100')
      await world.clock.advance(1000)
      await clientele.put(order('2', 'a', 'refunded', 4000))
      expectEqual(await world.membersOf('good'), [], 'who paid for 100 after the refund')
      expectEqual(await world.membersOf('plain'), ['a', 'b'], 'the others')
      await world.clock.advance(1000)
      await clientele.put([order('3', 'b', 'paid', 20_000), order('1', 'a', 'paid', 10_000)])
      await world.expectMembers(paid, ['a', 'b'], 'who paid for 100 in the end')
    },
    { tables },
  ),

  segmentCase('one badly typed event among thousands is no match, and breaks nothing', async (world) => {
    await world.people({ a: {}, b: {}, bad: {} })
    const bad = [null, '', 'twelve', '1e3', ' 12', true, [12], { price: 12 }, '12.5.1', '١٢']
    const event = (who: string, index: number, price: unknown) => ({
      name: 'Seen',
      messageId: `${who}-${index}`,
      identifiers: [{ type: 'email', value: `${who}@example.org` }],
      occurredAt: NOW - DAY,
      properties: { price, note: price } as never,
    })
    for (let batch = 0; batch < 4; batch++)
      await world.clientele.track(
        Array.from({ length: 250 }, (_, index) =>
          event(index % 2 === 0 ? 'a' : 'b', batch * 250 + index, 12),
        ),
      )
    await world.clientele.track(bad.map((price, index) => event('bad', index, price)))
    await world.clientele.track(bad.map((price, index) => event('a', 10_000 + index, price)))
    const price = { property: 'price', op: 'gte', value: 12 } as const
    await world.expectMembers({ event: 'Seen', where: price }, ['a', 'b'], 'who saw a price')
    await world.expectAnswer({ event: 'Seen', where: price, op: 'eq', value: 500 }, ['a', 'b'], '500 times')
    for (const [of, value] of [
      ['sum', 6_000],
      ['avg', 12],
      ['min', 12],
      ['max', 12],
    ] as const)
      await world.expectAnswer(
        { event: 'Seen', measure: { of, property: 'price' }, op: 'eq', value },
        ['a', 'b'],
        `whose ${of} it is`,
      )
    await world.expectAnswer(
      { event: 'Seen', measure: { of: 'max', property: 'price' }, op: 'missing' },
      ['bad'],
      'who saw no price at all',
    )
  }),
]
