import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { IdentityModel } from '../../src/identity/index.ts'
import { type Condition, type RecordInput, type Storage, trait } from '../../src/index.ts'
import { historyModel, saveModel } from '../identity/histories/history-model.ts'
import { SEEN } from '../identity/sample-inputs.ts'
import { DAY, makeBase, START } from '../support/make-base.ts'
import { end, mail, scenarioOf } from '../support/scenario-of.ts'

let model: IdentityModel
beforeAll(async () => {
  model = await historyModel()
})

const by = { reason: 'checked', by: 'marie' }
const EUROS = { currency: 'EUR' }
const traits = [
  trait('home', { history: true }).perHousehold.events('Order').last('30d').sum('total', EUROS),
  trait('own').events('Order').last('30d').sum('total', EUROS),
  trait('share').formula('trait.own / trait.home'),
]
const big: Condition = { field: 'trait.home', op: 'gte', value: 1000 }
const segments = [
  { id: 'big', where: big },
  { id: 'carried', where: { all: [{ segment: 'big' }, { field: 'trait.share', op: 'lt', value: 0.5 }] } },
] as const

const HOMES = [
  { address: '12 rue des Lilas', postcode: '23110', city: 'Nantes', lastName: 'Branlyeau' },
  { address: '4 avenue Foch', postcode: '69003', city: 'Lyon', lastName: 'Fauconnier' },
] as const
const PEOPLE = [
  { firstName: 'Odile', birthDate: '1971-03-14' },
  { firstName: 'Hugo', birthDate: '1969-11-02' },
  { firstName: 'Sylvie', birthDate: '1999-07-21' },
] as const

/** A base whose model is in force, and its people: who they are never changes, where they live may. */
async function town(storage: Storage = memory()) {
  if ('migrations' in storage) await storage.migrations.up()
  const base = await makeBase({ storage, sources: ['till'], traits, segments })
  await saveModel(storage, model, 1)
  await base.clientele.identity.apply()
  let told = 0
  const upsert = async (record: Omit<RecordInput, 'source' | 'observedAt'>): Promise<string> => {
    const observedAt = SEEN + ++told
    const { contactIds } = await base.clientele.upsert({ source: 'till', observedAt, ...record })
    return contactIds[0] as string
  }
  return {
    ...base,
    /** Says that a person lives in a home, `undefined` for one of which nothing is known but a number. */
    live: (person: number, home: number | undefined): Promise<string> =>
      upsert({
        sourceKey: `p${person}`,
        identifiers: [{ type: 'customerNo', value: `C${person}` }],
        fields: {
          ...PEOPLE[person % PEOPLE.length],
          address: null,
          postcode: null,
          city: null,
          ...(home === undefined ? { lastName: `Alone${person}` } : HOMES[home]),
        },
      }),
    order: (person: number, total: number, occurredAt?: number) =>
      base.clientele.track({
        name: 'Order',
        identifiers: [{ type: 'customerNo', value: `C${person}` }],
        properties: { total },
        occurredAt,
      }),
    segmentsOf: async (contactId: string) => (await base.clientele.contacts.view(contactId))?.segments,
  }
}

describe('a segment on a trait of households', () => {
  it('takes in those who live together by what one of them buys, and lets them go with time', async () => {
    const { clientele, live, order, pass, segmentsOf } = await town()
    const odile = await live(0, 0)
    const hugo = await live(1, 0)
    expect(odile).not.toBe(hugo)
    await order(0, 1200)
    expect(await segmentsOf(odile)).toEqual(['big'])
    expect(await segmentsOf(hugo)).toEqual(['big', 'carried'])
    expect([...(await clientele.segments.members(big))].sort()).toEqual([odile, hugo].sort())
    await pass(30 * DAY)
    expect(await segmentsOf(odile)).toEqual([])
    expect(await segmentsOf(hugo)).toEqual([])
    expect(await clientele.segments.membersAt('big', START + 30 * DAY - 1)).toHaveLength(2)
    expect(await clientele.traits.history(hugo, 'home')).toEqual([
      { at: START, value: 0, definitionVersion: 1 },
      { at: START, value: 1200, definitionVersion: 1 },
      { at: START + 30 * DAY, value: 0, definitionVersion: 1 },
    ])
  })

  it('follows who moves in, moves out, is put together, taken apart and erased', async () => {
    const { clientele, live, order, segmentsOf } = await town()
    const odile = await live(0, 0)
    const hugo = await live(1, 1)
    await order(0, 1200)
    expect(await segmentsOf(hugo)).toEqual([])
    await live(1, 0)
    expect(await segmentsOf(hugo)).toEqual(['big', 'carried'])
    await live(1, 1)
    expect(await segmentsOf(hugo)).toEqual([])
    await live(1, 0)
    await clientele.contacts.erase(odile, by)
    expect(await segmentsOf(hugo)).toEqual([])
  })

  it('follows records that are put together and taken apart by hand, which fires nothing', async () => {
    const { clientele, live, order, segmentsOf, told } = await town()
    await clientele.scenarios.save(
      scenarioOf('lost', { out: end }, { triggers: [{ on: 'segmentLeft', segment: 'big' }] }),
    )
    await clientele.scenarios.setState('lost', 'live')
    const odile = await live(0, 0)
    const hugo = await live(1, 0)
    const alone = await live(2, undefined)
    await order(2, 1200)
    expect(await segmentsOf(hugo)).toEqual([])
    const one = await clientele.contacts.merge(odile, alone, by)
    expect(await segmentsOf(one)).toEqual(['big'])
    expect(await segmentsOf(hugo)).toEqual(['big', 'carried'])
    await clientele.contacts.undo(['till/p0', 'till/p2'], by)
    expect(await segmentsOf(odile)).toEqual([])
    expect(await segmentsOf(hugo)).toEqual([])
    expect(await segmentsOf(alone)).toEqual(['big'])
    const startedRuns = (): number => told.filter(({ name }) => name === 'run.started').length
    expect(startedRuns()).toBe(0)
    await live(1, 1)
    await clientele.contacts.merge(odile, alone, by)
    await live(1, 0)
    expect(await segmentsOf(hugo)).toEqual(['big', 'carried'])
    await live(1, 1)
    expect(await segmentsOf(hugo)).toEqual([])
    expect(startedRuns()).toBe(1)
  })

  it('writes to the one whom the other made eligible, and fills the template with what both spent', async () => {
    const { clientele, live, order, pass, sent } = await town()
    await clientele.scenarios.save(
      scenarioOf(
        'thanks',
        { write: mail('Together {{ trait.home }}, you {{ trait.own }}', 'out'), out: end },
        { triggers: [{ on: 'segmentEntered', segment: 'carried' }], reentry: 'once' },
      ),
    )
    await clientele.scenarios.setState('thanks', 'live')
    await live(0, 0)
    await live(1, 0)
    await clientele.upsert({
      source: 'till',
      sourceKey: 'p1-mail',
      identifiers: [{ type: 'customerNo', value: 'C1' }],
      fields: { email: 'hugo@example.org' },
      consents: [{ channel: 'email', purpose: 'news', status: 'granted', at: START, source: 'api' }],
    })
    await order(1, 100)
    await order(0, 1200)
    await pass(0)
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['hugo@example.org', 'Together 1300, you 100'],
    ])
  })

  it('says in a simulation when what the others did would have moved somebody', async () => {
    const { clientele, live, order, pass } = await town()
    const odile = await live(0, 0)
    const hugo = await live(1, 0)
    const from = START - 40 * DAY
    await order(0, 700, from + DAY)
    await order(1, 400, from + 3 * DAY)
    await order(0, 300, from + 5 * DAY)
    await pass(0)
    const definition = scenarioOf(
      'thanks',
      { write: mail('Together', 'out'), out: end },
      { triggers: [{ on: 'segmentEntered', segment: 'big' }], reentry: 'once' },
    )
    const { started, messages } = await clientele.scenarios.simulate(definition, { from, to: START })
    expect(started).toBe(2)
    expect(messages.map(({ contactId, at }) => [contactId, at]).sort()).toEqual(
      [odile, hugo].sort().map((id) => [id, from + 3 * DAY]),
    )
  })

  it('corrects everybody when an order comes late', async () => {
    const { live, order, segmentsOf } = await town()
    const odile = await live(0, 0)
    const hugo = await live(1, 0)
    await order(0, 600)
    await order(1, 500, START - 29 * DAY)
    expect([await segmentsOf(odile), await segmentsOf(hugo)]).toEqual([['big'], ['big', 'carried']])
  })

  it('decides what time has made due at its own instant for each of them, however late the worker', async () => {
    const { clientele, clock, live, order } = await town()
    const odile = await live(0, 0)
    const hugo = await live(1, 0)
    await order(0, 700)
    await clock.advance(2 * DAY)
    await order(1, 400)
    // No turn of the engine for 60 days; then somebody of the household is heard of.
    await clock.advance(60 * DAY)
    await order(1, 50)
    const dates = async (id: string) =>
      (await clientele.traits.history(id, 'home')).map(({ at, value }) => [at, value])
    expect(await dates(hugo)).toEqual(await dates(odile))
    expect((await dates(odile)).slice(-4)).toEqual([
      [START + 2 * DAY, 1100],
      [START + 30 * DAY, 400],
      [START + 32 * DAY, 0],
      [START + 62 * DAY, 50],
    ])
  })
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
async function expectedOf({ clientele, clock }: Awaited<ReturnType<typeof town>>) {
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
        const base = await town(makeStorage())
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
