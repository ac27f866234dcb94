import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Storage, type TraitDefinition, trait } from '../../src/index.ts'
import { DAY, HOUR, makeBase, START, type TestBase } from '../support/make-base.ts'

const orders = (id: string) => trait(id, { history: true }).events('Order')
const traits: readonly TraitDefinition[] = [
  orders('recent').last('3d').count(),
  orders('spent').last('P1D').sum('total'),
  orders('since').daysSince(),
  orders('rhythm').rhythm(),
  orders('favourite').last('7d').mostFrequent('shop'),
  orders('shops').list('shop', 2),
  orders('first').first('shop'),
  trait('pace', { stored: true }).formula('trait.since / trait.rhythm'),
]

const step = fc.record({
  who: fc.constantFrom('a', 'b'),
  total: fc.integer({ min: 1, max: 9 }),
  shop: fc.constantFrom('Lyon', 'Paris', 'Nice'),
  /** How late it comes, in hours. */
  late: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 200 })),
  wait: fc.integer({ min: 0, max: 60 }),
  turn: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

async function keptOf({ storage }: TestBase, contactId: string) {
  const kept = await storage.transaction((tx) => tx.traits.ofContacts([contactId]))
  return Object.fromEntries(kept.map((one) => [one.traitId, one.value ?? undefined]))
}

async function freshOf({ clientele }: TestBase, contactId: string) {
  const readings = await clientele.traits.of(contactId)
  return Object.fromEntries(Object.entries(readings).map(([id, { value }]) => [id, value]))
}

/** Plays steps, and compares what is kept with what is computed anew, wherever the engine had its turn. */
async function play(storage: Storage, steps: readonly Step[]): Promise<unknown> {
  const base = await makeBase({ storage, traits })
  const ids = new Set<string>()
  for (const [index, { who, total, shop, late, wait, turn }] of steps.entries()) {
    // No two at one instant: the order of arrival decides among those.
    const at = base.clock.now() - late * HOUR - index
    ids.add(await base.track(`${who}@example.org`, 'Order', { total, shop }, at))
    if (turn) await base.pass(wait * HOUR)
    else await base.clock.advance(wait * HOUR)
    if (turn) for (const id of ids) expect(await keptOf(base, id)).toEqual(await freshOf(base, id))
  }
  await base.pass(10 * DAY + 7)
  const seen = []
  for (const id of ids) {
    expect(await keptOf(base, id)).toEqual(await freshOf(base, id))
    seen.push(await freshOf(base, id), await base.clientele.traits.history(id, 'spent'))
  }
  await base.clientele.close()
  return seen
}

let folder = ''
let files = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clientele-traits-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('a kept value', () => {
  it('is what is computed anew, at every instant at which the engine had its turn, late events or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        await play(memory(), steps)
      }),
      { numRuns: 25 },
    )
  })

  it('is the same on every storage, with its history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        const file = join(folder, `${files++}.db`)
        expect(await play(sqlite(file), steps)).toEqual(await play(memory(), steps))
      }),
      { numRuns: 4 },
    )
  })

  it('does not depend on the order in which events come', async () => {
    const order = fc.record({
      total: fc.integer({ min: 1, max: 9 }),
      shop: fc.constantFrom('Lyon', 'Paris', 'Nice'),
      hours: fc.integer({ min: 0, max: 300 }),
    })
    const both = fc
      .uniqueArray(order, { minLength: 2, maxLength: 8, selector: ({ hours }) => hours })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
    await fc.assert(
      fc.asyncProperty(both, async (arrivals) => {
        const seen = []
        for (const list of arrivals) {
          const base = await makeBase({ traits })
          let id = ''
          for (const { total, shop, hours } of list)
            id = await base.track('a@example.org', 'Order', { total, shop }, START - hours * HOUR)
          await base.pass(HOUR)
          seen.push(await keptOf(base, id))
          await base.clientele.close()
        }
        expect(seen[0]).toEqual(seen[1])
      }),
      { numRuns: 25 },
    )
  })
})
