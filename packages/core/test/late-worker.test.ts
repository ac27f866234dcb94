import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DAY, HOUR, makeBase, type TestBase } from './support/make-base.ts'
import { end, mail, scenarioOf } from './support/scenario-of.ts'

const regulars = {
  id: 'regulars',
  where: { event: 'Cart Updated', window: { last: '2d' }, op: 'gte' as const, value: 2 },
}
const cart = scenarioOf(
  'cart',
  {
    wait: { type: 'wait', for: '4h', next: 'first' },
    first: mail('First', 'pause'),
    pause: {
      type: 'waitFor',
      until: { event: 'Cart Viewed', matching: { all: [] } },
      timeout: '1d',
      next: 'told',
      onTimeout: 'morning',
    },
    told: { type: 'emit', event: 'Cart Seen', next: 'end' },
    morning: { type: 'waitUntilTime', time: '09:00', next: 'second' },
    second: mail('Second', 'end'),
    end,
  },
  {
    runKey: 'cart_id',
    whileLive: 'reset',
    reentry: { after: '1d' },
    interruption: { exitWhen: { event: 'Order Completed', window: { last: '1d' } } },
  },
)
const left = scenarioOf(
  'left',
  {
    wait: { type: 'waitFor', until: { segment: 'regulars' }, timeout: '3d', next: 'end', onTimeout: 'lost' },
    end,
    lost: { type: 'exit', reason: 'lost' },
  },
  {
    triggers: [
      { on: 'segmentLeft', segment: 'regulars' },
      { on: 'event', event: 'Cart Seen' },
    ],
  },
)

const step = fc.record({
  who: fc.constantFrom('a', 'b'),
  name: fc.constantFrom('Cart Updated', 'Cart Updated', 'Cart Viewed', 'Order Completed'),
  cart_id: fc.constantFrom('1', '2'),
  wait: fc.integer({ min: 1, max: 60 }).map((hours) => hours * HOUR + 1),
})

/** Everything that was decided of contacts: runs and moves, but for ids and for when messages left. */
async function decided({ clientele, storage, told }: TestBase): Promise<unknown> {
  const contacts = await clientele.contacts.list()
  const emailOf = new Map(contacts.map((one) => [one.contactId, one.fields.email?.value]))
  const runs = await storage.transaction((tx) => tx.runs.ofContacts([...emailOf.keys()]))
  const moves = told.filter(({ name }) => name.startsWith('segment.')).map(({ payload }) => payload)
  return {
    runs: runs
      .map(({ runId: _, step: __, contactId, ...run }) => JSON.stringify([emailOf.get(contactId), run]))
      .sort(),
    moves: moves.map((move) => JSON.stringify(move)).sort(),
  }
}

it('decides the same whether the worker is always on time or comes once, at the end', async () => {
  let ended = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
      const options = { segments: [regulars], scenarios: [cart, left] }
      const onTime = await makeBase(options)
      const late = await makeBase(options)
      for (const base of [onTime, late])
        for (const who of ['a', 'b']) await base.subscribe(`${who}@example.org`)
      for (const { who, name, cart_id, wait } of [
        ...steps,
        { who: 'none', name: 'Visit', cart_id: '', wait: 20 * DAY },
      ]) {
        for (const base of [onTime, late]) await base.track(`${who}@example.org`, name, { cart_id })
        const until = onTime.clock.now() + wait
        for (let due = await onTime.clientele.engine.nextDue(); due !== undefined && due <= until; ) {
          await onTime.pass(Math.max(due - onTime.clock.now(), 0))
          due = await onTime.clientele.engine.nextDue()
        }
        await onTime.clock.advance(until - onTime.clock.now())
        await late.clock.advance(wait)
      }
      await late.clientele.engine.tick()
      const expected = await decided(onTime)
      expect(await decided(late)).toEqual(expected)
      ended += (expected as { runs: readonly string[] }).runs.length
      await onTime.clientele.close()
      await late.clientele.close()
    }),
    { numRuns: 20 },
  )
  expect(ended).toBeGreaterThan(0)
})
