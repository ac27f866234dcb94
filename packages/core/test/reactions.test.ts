import { describe, expect, it } from 'vitest'
import type { ConditionEnvironment } from '../src/conditions/environment.ts'
import { createProgram } from '../src/engine/program.ts'
import type { ScenarioDefinition, SegmentDefinition, TableDeclaration } from '../src/index.ts'
import { createIntake } from '../src/intake/intake.ts'
import { createContactsApi } from '../src/profile/contacts.ts'
import { compileScenario } from '../src/scenarios/compile.ts'
import { compileSegment } from '../src/segments/compile.ts'
import { makeKernel } from './support/make-kernel.ts'

const email = (value: string) => ({ type: 'email', value })
const device = (value: string) => ({ type: 'anonymousId', value })
const by = { reason: 'checked', by: 'marie' }

const orders: TableDeclaration = {
  name: 'orders',
  kind: 'interactions',
  columns: { ordered_at: 'instant', total: 'money', product_id: 'string' },
  dateColumn: 'ordered_at',
  links: { product_id: 'products' },
}
const products: TableDeclaration = {
  name: 'products',
  kind: 'reference',
  columns: { category: 'string' },
}

const waiting = (id: string, trigger: ScenarioDefinition['triggers'][number]): ScenarioDefinition => ({
  id,
  targeting: { filter: { all: [] } },
  triggers: [trigger],
  reentry: 'always',
  whileLive: 'ignore',
  personalisation: { needs: [] },
  interruption: { exitWhen: { any: [] } },
  start: 'wait',
  nodes: { wait: { type: 'wait', for: '1d', next: 'end' }, end: { type: 'exit', reason: 'done' } },
})

async function makeBase(
  segments: readonly SegmentDefinition[],
  scenarios: readonly ScenarioDefinition[] = [],
) {
  const tables = [orders, products]
  const environment: ConditionEnvironment = {
    segments: new Map(segments.map(({ id, where }) => [id, where])),
    tables: new Map(tables.map((table) => [table.name, table])),
  }
  const program = createProgram({
    segments: segments.map((segment) => compileSegment(segment, 1, environment)),
    scenarios: scenarios.map((scenario) => compileScenario(scenario, 1, 'live', environment)),
    salt: 'salt',
    defaultZone: 'UTC',
  })
  const made = await makeKernel({ program, tables })
  const intake = createIntake(made.kernel)
  const members = (segment: string) =>
    made.kernel.storage.transaction((tx) => tx.memberships.members(segment, { limit: 100 }))
  const runs = (contactId: string) => made.kernel.storage.transaction((tx) => tx.runs.ofContacts([contactId]))
  const tellings = (name: string) => made.told.filter((one) => one.name === name)
  return {
    ...made,
    intake,
    api: intake.api,
    contacts: createContactsApi(made.kernel, intake),
    members,
    runs,
    tellings,
  }
}

describe('an item that comes in', () => {
  it('does not let a first buyer pass through "never ordered"', async () => {
    const never = { id: 'never', where: { event: 'Order Completed', op: 'eq', value: 0 } } as const
    const { api, members, tellings } = await makeBase([never])
    await api.track({ name: 'Order Completed', identifiers: [email('a@x.org')] })
    const looked = await api.track({ name: 'Viewed', identifiers: [email('b@x.org')] })
    expect(await members('never')).toEqual(looked.contactIds)
    expect(tellings('segment.entered')).toHaveLength(1)
  })

  it('starts a run on a change of a row, with the values before and after, but not on a first load', async () => {
    const cheaper = waiting('cheaper', {
      on: 'row',
      table: 'orders',
      where: { property: 'total', op: 'lt', value: 40 },
      previously: { property: 'total', op: 'gte', value: 40 },
    })
    const { api, runs } = await makeBase([], [cheaper])
    const row = (total: number, observedAt: number) => ({
      table: 'orders',
      key: 'o1',
      observedAt,
      values: { ordered_at: 1, total },
      contact: { identifiers: [email('a@x.org')] },
    })
    const { contactIds } = await api.put(row(40, 1))
    await api.put(row(30, 2), { initialLoad: true })
    expect(await runs(contactIds[0]!)).toHaveLength(0)
    await api.put([row(50, 3), row(35, 4), row(35, 4)])
    expect(await runs(contactIds[0]!)).toMatchObject([{ state: 'live', trigger: { total: 35 } }])
  })

  it('answers conditions over links to products that came in the same call', async () => {
    const shoes = {
      id: 'shoes',
      where: { rows: 'orders', where: { property: 'product_id.category', op: 'eq', value: 'shoes' } },
    } as const
    const { api, members } = await makeBase([shoes])
    const order = (key: string, product_id: string, address: string) => ({
      table: 'orders',
      key,
      values: { ordered_at: 1, total: 1, product_id },
      contact: { identifiers: [email(address)] },
    })
    const { contactIds } = await api.put([
      order('o1', 'p1', 'a@x.org'),
      order('o2', 'p2', 'b@x.org'),
      { table: 'products', key: 'p1', values: { category: 'shoes' } },
      { table: 'products', key: 'p2', values: { category: 'hats' } },
    ])
    expect(await members('shoes')).toEqual([contactIds[0]])
  })

  it('moves a row that changes hands out of the facts of its former contact', async () => {
    const { api, members } = await makeBase([{ id: 'buyers', where: { rows: 'orders' } }])
    const row = (address: string, observedAt: number) => ({
      table: 'orders',
      key: 'o1',
      observedAt,
      values: { ordered_at: 1, total: 1 },
      contact: { identifiers: [email(address)] },
    })
    const a = await api.put(row('a@x.org', 1))
    expect(await members('buyers')).toEqual(a.contactIds)
    const b = await api.put(row('b@x.org', 2))
    expect(await members('buyers')).toEqual(b.contactIds)
  })
})

describe('a merge', () => {
  const viewers = { id: 'viewers', where: { event: 'Viewed' } } as const
  const often = { id: 'often', where: { event: 'Viewed', op: 'gte', value: 2 } } as const

  it('fires the entries that only the whole person has, and none that a part had before', async () => {
    const { api, members, tellings } = await makeBase([viewers, often])
    await api.track([
      { name: 'Viewed', identifiers: [device('d1')] },
      { name: 'Viewed', identifiers: [email('a@x.org')] },
    ])
    expect(tellings('segment.entered')).toHaveLength(2)
    const whole = await api.track({ name: 'Signed In', identifiers: [device('d1'), email('a@x.org')] })
    expect(await members('viewers')).toEqual(whole.contactIds)
    expect(await members('often')).toEqual(whole.contactIds)
    expect(tellings('segment.entered').slice(2)).toMatchObject([{ payload: { segmentId: 'often' } }])
    expect(tellings('segment.left')).toEqual([])
  })

  it('lets one of two live runs of a scenario go on and ends the other as merged', async () => {
    const { api, runs, contacts, clock } = await makeBase(
      [],
      [waiting('s', { on: 'event', event: 'Viewed' })],
    )
    const first = await api.track({ name: 'Viewed', identifiers: [email('a@x.org')] })
    await clock.advance(1000)
    const second = await api.track({ name: 'Viewed', identifiers: [email('b@x.org')] })
    const whole = await contacts.merge(first.contactIds[0]!, second.contactIds[0]!, by)
    const after = [...(await runs(whole))].sort((a, b) => a.startedAt - b.startedAt)
    expect(after).toMatchObject([
      { state: 'live', contactId: whole },
      { state: 'ended', endReason: 'merged', contactId: whole },
    ])
    // The survivor's working state knows of the run: another trigger is ignored while it is live.
    await api.track({ name: 'Viewed', identifiers: [email('b@x.org')] })
    expect(await runs(whole)).toHaveLength(2)
  })

  it('never makes two people of one device one: a second log-in is a switch', async () => {
    const { api, contacts } = await makeBase([])
    const log = (address: string, at: number) => ({
      name: 'Signed In',
      occurredAt: at,
      identifiers: [device('kiosk'), email(address)],
    })
    await api.track({ name: 'Viewed', occurredAt: 1, identifiers: [device('kiosk')] })
    const people = Array.from({ length: 20 }, (_, index) => `p${index}@x.org`)
    await api.track(people.map((address, index) => log(address, 10 + index)))
    const ids = new Set<string | undefined>()
    for (const address of people) ids.add((await contacts.find(email(address)))?.contactId)
    expect(ids.size).toBe(20)
  })

  it('fires nothing when a contact comes apart again', async () => {
    const { api, contacts, members, tellings } = await makeBase([viewers])
    await api.upsert([
      { source: 'eshop', sourceKey: '1', identifiers: [email('a@x.org')] },
      { source: 'till', sourceKey: '2', identifiers: [email('a@x.org')] },
    ])
    await api.track({ name: 'Viewed', identifiers: [email('a@x.org')] })
    const whole = (await contacts.find(email('a@x.org')))!.contactId
    const before = tellings('segment.entered').length
    const parted = await contacts.unmerge(whole, ['till/2'], by)
    expect(tellings('segment.entered')).toHaveLength(before)
    const holders = await members('viewers')
    expect(holders).toHaveLength(1)
    expect([whole, parted]).toContain(holders[0])
  })
})

describe('the cache of working states', () => {
  it('gives what the storage would: with it and without it the memberships are the same', async () => {
    const results = []
    for (const cacheSize of [1, 1000]) {
      const environment: ConditionEnvironment = { segments: new Map(), tables: new Map() }
      const often = compileSegment(
        { id: 'often', where: { event: 'Viewed', op: 'gte', value: 3, window: { last: '2d' } } },
        1,
        environment,
      )
      const program = createProgram({ segments: [often], scenarios: [], salt: 's', defaultZone: 'UTC' })
      const { kernel, clock } = await makeKernel({ program, cacheSize })
      const { api } = createIntake(kernel)
      for (let round = 0; round < 12; round++) {
        await clock.advance(5 * 3_600_000)
        const people = Array.from({ length: 8 }, (_, index) => index).filter(
          (index) => (round * index) % 3 !== 1,
        )
        await api.track(people.map((index) => ({ name: 'Viewed', identifiers: [email(`p${index}@x.org`)] })))
      }
      results.push(
        await kernel.storage.transaction(async (tx) => [
          await tx.memberships.members('often', { limit: 100 }),
          (await tx.contacts.scan({ limit: 100 })).map(({ contactId, version }) => [contactId, version]),
        ]),
      )
    }
    expect(results[0]).toEqual(results[1])
  })
})
