import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from '../src/index.ts'
import { DAY, HOUR, makeBase } from './support/make-base.ts'
import { end, mail, scenarioOf } from './support/scenario-of.ts'

let folder = ''
let files = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clientele-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const regulars = {
  id: 'regulars',
  where: { event: 'Cart Updated', window: { last: '3d' }, op: 'gte' as const, value: 2 },
}
const cart = scenarioOf(
  'cart',
  {
    wait: { type: 'wait', for: '4h', next: 'first' },
    first: mail('First', 'pause'),
    pause: {
      type: 'waitFor',
      until: { segment: 'regulars' },
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
    interruption: { exitWhen: { event: 'Order Completed', window: { last: '1d' } } },
  },
)

const step = fc.record({
  who: fc.constantFrom('a', 'b', 'c'),
  name: fc.constantFrom('Cart Updated', 'Cart Updated', 'Order Completed'),
  cart_id: fc.constantFrom('1', '2'),
  wait: fc.integer({ min: 0, max: 30 }).map((hours) => hours * HOUR),
  turn: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** What a storage makes of the steps: everything that can be seen from outside. */
async function play(storage: Storage, steps: readonly Step[]): Promise<unknown> {
  const { clientele, subscribe, track, clock, pass, sent, told } = await makeBase({
    storage,
    segments: [regulars],
    scenarios: [cart],
  })
  for (const who of ['a', 'b', 'c']) await subscribe(`${who}@example.org`)
  for (const { who, name, cart_id, wait, turn } of steps) {
    await track(`${who}@example.org`, name, { cart_id })
    if (turn) await pass(wait)
    else await clock.advance(wait)
  }
  await pass(5 * DAY)
  const seen = {
    sent: sent.map(({ at, to, subject }) => [at, to, subject]).sort(),
    told: told.map((one) => JSON.stringify(one)).sort(),
    counts: await clientele.scenarios.counts('cart'),
    members: await clientele.segments.members('regulars'),
    fresh: await clientele.segments.members(regulars.where),
    due: await clientele.engine.nextDue(),
  }
  await clientele.close()
  return seen
}

it('does the same on a file of SQLite as in memory, to the message and the instant', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const inMemory = await play(memory(), steps)
      expect(await play(sqlite(join(folder, `${files++}.db`)), steps)).toEqual(inMemory)
    }),
    { numRuns: 8 },
  )
})
