import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ScenarioDefinition } from '../src/index.ts'
import { DAY, HOUR, makeBase, START } from './support/make-base.ts'
import { end, mail, scenarioOf } from './support/scenario-of.ts'

/** A cart that is reminded of twice, with everything that may keep it from being so. */
const cart: ScenarioDefinition = scenarioOf(
  'cart',
  {
    wait: { type: 'wait', for: '4h', next: 'first' },
    first: mail('First', 'pause'),
    pause: {
      type: 'waitFor',
      until: { event: 'Cart Viewed', matching: { all: [] } },
      timeout: '1d',
      next: 'end',
      onTimeout: 'second',
    },
    second: mail('Second', 'end'),
    end,
  },
  {
    runKey: 'cart_id',
    whileLive: 'reset',
    reentry: { after: '3d' },
    interruption: { exitWhen: { event: 'Order Completed', window: { last: '2d' } } },
  },
)
const welcome = scenarioOf(
  'welcome',
  { wait: { type: 'waitUntilTime', time: '09:00', next: 'mail' }, mail: mail('Welcome', 'end'), end },
  {
    triggers: [{ on: 'segmentEntered', segment: 'regulars' }],
    reentry: 'always',
  },
)
const regulars = {
  id: 'regulars',
  where: { event: 'Cart Updated', window: { last: '5d' }, op: 'gte' as const, value: 2 },
}
const world = {
  segments: [regulars],
  pressure: [{ id: 'daily', max: 2, window: { rolling: '1d' } }],
  quietHours: [
    { id: 'day', channel: 'email', allowed: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00' }] },
  ],
}

const step = fc.record({
  who: fc.constantFrom('a', 'b'),
  name: fc.constantFrom('Cart Updated', 'Cart Updated', 'Cart Viewed', 'Order Completed'),
  cart: fc.constantFrom('1', '2'),
  wait: fc.integer({ min: 1, max: 30 }).map((hours) => hours * HOUR + 7),
})

it.each([
  ['by events', cart],
  ['by entries into a segment', welcome],
])('says what the engine would have done, to the message and the instant: %s', async (_, scenario) => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const live = await makeBase({ ...world, scenarios: [scenario] })
      const past = await makeBase(world)
      for (const base of [live, past])
        for (const who of ['a', 'b']) await base.subscribe(`${who}@example.org`)
      for (const { who, name, cart: cart_id, wait } of steps) {
        for (const base of [live, past]) await base.clock.advance(1)
        for (const base of [live, past]) await base.track(`${who}@example.org`, name, { cart_id })
        await live.clientele.engine.tick()
        // The engine that runs by itself: a turn at each instant at which something is due.
        await passBySteps(live, wait)
        await past.clock.advance(wait)
      }
      await passBySteps(live, 10 * DAY)
      await past.clock.advance(10 * DAY)
      const before = await past.clientele.contacts.count()
      const simulated = await past.clientele.scenarios.simulate(scenario, {
        from: START,
        to: past.clock.now(),
        messages: 1000,
      })
      const addresses = new Map<string, string>()
      for (const { contactId, fields } of await past.clientele.contacts.list())
        addresses.set(contactId, String(fields.email?.value))
      const said = simulated.messages
        .filter(({ outcome }) => outcome === 'sent')
        .map(({ at, contactId, node }) => [at, addresses.get(contactId), node])
      const did = live.sent.map(({ at, to, meta }) => [at, to, meta.node])
      expect(said.sort(byText)).toEqual(did.sort(byText))
      compared += did.length
      expect(await past.clientele.scenarios.counts(scenario.id)).toEqual({
        live: {},
        ended: {},
        messages: [],
      })
      expect(await past.clientele.contacts.count()).toBe(before)
      const { live: running, ended } = await live.clientele.scenarios.counts(scenario.id)
      expect(simulated.ended).toEqual(ended)
      expect(simulated.stillLive).toBe(Object.values(running).reduce((sum, runs) => sum + runs, 0))
      await live.clientele.close()
      await past.clientele.close()
    }),
    { numRuns: 15 },
  )
  expect(compared).toBeGreaterThan(0)
})

function byText(a: readonly unknown[], b: readonly unknown[]): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}

async function passBySteps(
  { clientele, clock }: Awaited<ReturnType<typeof makeBase>>,
  ms: number,
): Promise<void> {
  const until = clock.now() + ms
  for (;;) {
    const due = await clientele.engine.nextDue()
    if (due === undefined || due > until) break
    await clock.advance(Math.max(due - clock.now(), 0))
    await clientele.engine.tick()
  }
  await clock.advance(until - clock.now())
}

it('says why a message would not have left', async () => {
  const { clientele, track, clock } = await makeBase()
  await track('a@example.org', 'Cart Updated', { cart_id: '1' })
  await clock.advance(2 * DAY)
  const simulated = await clientele.scenarios.simulate(cart, { from: START - DAY, to: clock.now() })
  expect(simulated).toMatchObject({ started: 1, messageCount: 2, outcomes: { 'consent:none': 2 } })
})

it('refuses a stretch that ends before it begins, and a scenario that is unknown', async () => {
  const { clientele } = await makeBase()
  await expect(clientele.scenarios.simulate(cart, { from: 2, to: 1 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
  await expect(clientele.scenarios.simulate('none', { from: 1, to: 2 })).rejects.toMatchObject({
    code: 'UNKNOWN_DEFINITION',
  })
})
