import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { IdentityModel } from '../../src/identity/index.ts'
import { historyModel } from '../identity/histories/history-model.ts'
import { DAY } from '../support/make-base.ts'
import { big, by, type Town, town } from './household-town.ts'

let model: IdentityModel
beforeAll(async () => {
  model = await historyModel()
})

type Step =
  | { readonly do: 'live'; readonly person: number; readonly home: number | undefined }
  | { readonly do: 'order'; readonly person: number; readonly total: number; readonly daysAgo: number }
  | { readonly do: 'pass'; readonly days: number }
  | { readonly do: 'merge' | 'erase'; readonly person: number; readonly other: number }

const person = fc.nat(5)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('live' as const),
      person,
      home: fc.constantFrom(0, 0, 1, undefined),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      person,
      total: fc.constantFrom(300, 600, 1000),
      daysAgo: fc.nat(31),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 20 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('merge' as const, 'erase' as const), person, other: person }),
  },
)

/** Who should be in the segments, by the list of households and the orders of each contact, and by nothing else. */
async function expectedOf({ clientele, clock }: Town) {
  const contactIds = await clientele.segments.members({ all: [] })
  const spent = new Map<string, number>()
  for (const id of contactIds) {
    const events = (await clientele.contacts.view(id))?.events ?? []
    const recent = events.filter(({ occurredAt }) => occurredAt > clock.now() - 30 * DAY)
    spent.set(
      id,
      recent.reduce((sum, { properties }) => sum + Number(properties.total), 0),
    )
  }
  const households = await clientele.identity.households()
  return new Map(
    contactIds.map((id) => {
      const home = households.find((one) => one.contactIds.includes(id))?.contactIds ?? [id]
      const together = home.reduce((sum, one) => sum + (spent.get(one) ?? 0), 0)
      const isCarried = together >= 1000 && (spent.get(id) as number) / together < 0.5
      return [id, together < 1000 ? [] : isCarried ? ['big', 'carried'] : ['big']]
    }),
  )
}

describe.each([
  ['memory', memory],
  ['SQLite', () => sqlite(':memory:')],
] as const)('after any history on %s', (_, makeStorage) => {
  it('the members are those whose household spent enough, at every moment', async () => {
    const seen = { together: 0, carried: 0, left: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        const base = await town(model, makeStorage())
        const { clientele, live, order, pass, clock } = base
        const contactOf = new Map<number, string>()
        for (const one of steps) {
          if (one.do === 'live') contactOf.set(one.person, await live(one.person, one.home))
          else if (one.do === 'order') await order(one.person, one.total, clock.now() - one.daysAgo * DAY)
          else if (one.do === 'pass') await pass(one.days * DAY)
          else {
            const [a, b] = [contactOf.get(one.person), contactOf.get(one.other)]
            if (a === undefined || b === undefined) continue
            if (one.do === 'erase') await clientele.contacts.erase(a, by)
            else await clientele.contacts.merge(a, b, by).catch(() => undefined)
          }
          const expected = await expectedOf(base)
          const stored = new Map<string, readonly string[] | undefined>()
          for (const id of expected.keys()) stored.set(id, await base.segmentsOf(id))
          expect(stored).toEqual(expected)
          expect(await clientele.segments.members(big)).toEqual(
            [...expected]
              .filter(([, ids]) => ids.length > 0)
              .map(([id]) => id)
              .sort(),
          )
          seen.together += [...expected.values()].filter((ids) => ids.length > 0).length
          seen.carried += [...expected.values()].filter((ids) => ids.length > 1).length
        }
        seen.left += base.told.filter(({ name }) => name === 'segment.left').length
        await clientele.close()
      }),
      { numRuns: 25 },
    )
    for (const often of Object.values(seen)) expect(often).toBeGreaterThan(0)
  })
})
