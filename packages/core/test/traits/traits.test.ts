import { memory } from '@clientele/storage-memory'
import { describe, expect, it } from 'vitest'
import { isClienteleError, property, type SegmentDefinition, trait } from '../../src/index.ts'
import { DAY, HOUR, makeBase, START } from '../support/make-base.ts'
import { end, mail, scenarioOf } from '../support/scenario-of.ts'

const EUROS = { currency: 'EUR', amounts: 'major' } as const
const orders = trait('orders').events('Order').count()
const ltv90 = trait('ltv90', { history: true }).events('Order').last('90d').sum('total', EUROS)
const basket = trait('basket').formula('trait.ltv90 / trait.orders')
const favourite = trait('favourite').events('Order').mostFrequent('shop')
const traits = [basket, orders, ltv90, favourite]

const big: SegmentDefinition = { id: 'big', where: { field: 'trait.ltv90', op: 'gte', value: 10_000 } }

async function refusalOf(work: Promise<unknown>): Promise<{ code: string; message: string } | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (!isClienteleError(error)) throw error
    return { code: error.code, message: error.message }
  }
}

describe('traits of a contact', () => {
  it('are there at once, exact at every instant, in the contact and its view', async () => {
    const { clientele, track, clock } = await makeBase({ traits })
    const id = await track('a@example.org', 'Order', { total: 59.9, shop: 'Lyon' })
    await clock.advance(DAY)
    await track('a@example.org', 'Order', { total: 20.1, shop: 'Lyon' })
    const values = { orders: 2, ltv90: 8000, basket: 4000, favourite: 'Lyon' }
    expect((await clientele.contacts.get(id))?.traits).toEqual(values)
    expect((await clientele.contacts.view(id))?.traits).toEqual(values)
    expect(await clientele.traits.of(id)).toEqual({
      orders: { value: 2, validUntil: undefined, unit: undefined },
      ltv90: { value: 8000, validUntil: START + 90 * DAY, unit: { currency: 'EUR' } },
      basket: { value: 4000, validUntil: START + 90 * DAY, unit: { currency: 'EUR' } },
      favourite: { value: 'Lyon', validUntil: undefined, unit: undefined },
    })
    // No turn of the engine in between: nothing has to be renewed to be read.
    await clock.advance(89 * DAY)
    expect((await clientele.contacts.get(id))?.traits).toMatchObject({ ltv90: 2010, basket: 1005 })
    expect((await clientele.traits.of(id, { at: START + DAY })).ltv90?.value).toBe(8000)
  })

  it('are read over the whole base for a sync, and are nothing of nobody', async () => {
    const { clientele, track, subscribe } = await makeBase({ traits: [orders] })
    const ids = [await track('a@example.org', 'Order'), await subscribe('b@example.org')]
    const seen = []
    for await (const one of clientele.traits.each()) seen.push([one.contactId, one.traits.orders?.value])
    expect(seen.sort()).toEqual([
      [ids[0], 1],
      [ids[1], 0],
    ])
    expect(await refusalOf(clientele.traits.of('nobody'))).toMatchObject({ code: 'NOT_FOUND' })
    const none = await makeBase()
    expect(await none.clientele.contacts.get(await none.subscribe('a@example.org'))).not.toHaveProperty(
      'traits',
    )
  })

  it('are filled into messages, and a missing one meets its default', async () => {
    const text = 'Thanks for {{ trait.orders }} orders in {{ trait.favourite | default: "our shops" }}'
    const { sent, track, subscribe, pass } = await makeBase({
      traits,
      scenarios: [
        scenarioOf(
          'thanks',
          { mail: mail(text, 'end'), end },
          { triggers: [{ on: 'event', event: 'Order' }] },
        ),
      ],
    })
    await subscribe('a@example.org')
    await track('a@example.org', 'Order', { total: 10, shop: 'Lyon' })
    await pass(0)
    await track('a@example.org', 'Order', { total: 10 })
    await subscribe('b@example.org')
    await track('b@example.org', 'Order', { total: 10 })
    await pass(0)
    expect(sent.map(({ subject }) => subject).sort()).toEqual([
      'Thanks for 1 orders in Lyon',
      'Thanks for 1 orders in our shops',
      'Thanks for 2 orders in Lyon',
    ])
  })
})

describe('traits in conditions', () => {
  it('put contacts in and out of segments by what happens and by time alone, at the exact instant', async () => {
    const { clientele, track, pass, told } = await makeBase({ traits, segments: [big] })
    await track('a@example.org', 'Order', { total: 60 })
    await pass(10 * DAY)
    await track('a@example.org', 'Order', { total: 60 })
    expect(await clientele.segments.count('big')).toBe(1)
    await pass(80 * DAY - 1)
    expect(await clientele.segments.count('big')).toBe(1)
    await pass(1)
    expect(await clientele.segments.count('big')).toBe(0)
    const moves = told.filter(({ name }) => name.startsWith('segment.')).map(({ payload }) => payload)
    expect(moves).toMatchObject([
      { segmentId: 'big', entered: true, at: START + 10 * DAY },
      { segmentId: 'big', entered: false, at: START + 90 * DAY },
    ])
    const asked = { field: 'trait.basket', op: 'between', value: [3000, 6000] } as const
    expect(await clientele.segments.count(asked)).toBe(1)
    expect(await clientele.segments.count({ field: 'trait.orders', op: 'lt', value: 1 })).toBe(0)
  })

  it('are compared as dates where they are dates', async () => {
    const { clientele, track, clock } = await makeBase({
      traits: [trait('lastOrder').events('Order').lastAt()],
      segments: [{ id: 'recent', where: { field: 'trait.lastOrder', op: 'withinLast', value: '7d' } }],
    })
    await track('a@example.org', 'Order')
    await clock.advance(7 * DAY - 1)
    await clientele.engine.tick()
    expect(await clientele.segments.count('recent')).toBe(1)
    await clock.advance(1)
    await clientele.engine.tick()
    expect(await clientele.segments.count('recent')).toBe(0)
    expect(
      await clientele.segments.count({ field: 'trait.lastOrder', op: 'before', value: '2026-01-02' }),
    ).toBe(1)
  })

  it('are corrected by late events', async () => {
    const { clientele, track, pass } = await makeBase({ traits, segments: [big] })
    const id = await track('a@example.org', 'Order', { total: 60 })
    await track('a@example.org', 'Order', { total: 60 }, START - 89 * DAY)
    expect(await clientele.segments.members('big')).toEqual([id])
    await track('a@example.org', 'Order', { total: 500 }, START - 91 * DAY)
    expect((await clientele.traits.of(id)).ltv90?.value).toBe(12_000)
    await pass(DAY)
    expect(await clientele.segments.count('big')).toBe(0)
  })

  it('are refused where they are not defined, as operands and with `heldFor`', async () => {
    const { clientele } = await makeBase({ traits: [orders] })
    const save = (where: SegmentDefinition['where']) => refusalOf(clientele.segments.save({ id: 's', where }))
    expect((await save({ field: 'trait.nothing', op: 'exists' }))?.message).toContain(
      'the trait `nothing` is not defined',
    )
    const operand = { field: 'age', op: 'gt', value: { ref: 'field.trait.orders' } } as const
    expect((await save({ all: [operand] }))?.message).toContain('`all.0`: a trait cannot be an operand')
    const held = { field: 'trait.orders', op: 'gt', value: 1, heldFor: { atLeast: '1d' } } as const
    expect((await save(held))?.message).toContain('`heldFor` cannot be asked of a trait')
    expect((await save({ field: 'trait.orders', op: 'gt', value: 'many' }))?.code).toBe('INVALID_CONDITION')
  })
})

describe('the history of a trait', () => {
  it('dates each value by the instant at which it turned, however late the worker', async () => {
    const { clientele, track, clock } = await makeBase({ traits })
    const id = await track('a@example.org', 'Order', { total: 60 })
    await clock.advance(HOUR)
    await track('a@example.org', 'Order', { total: 40 })
    await clock.advance(200 * DAY)
    await clientele.engine.tick()
    expect(await clientele.traits.history(id, 'ltv90')).toEqual([
      { at: START, value: 6000, definitionVersion: 1 },
      { at: START + HOUR, value: 10_000, definitionVersion: 1 },
      { at: START + 90 * DAY, value: 4000, definitionVersion: 1 },
      { at: START + 90 * DAY + HOUR, value: 0, definitionVersion: 1 },
    ])
    expect(await clientele.engine.nextDue()).toBeUndefined()
    expect(await refusalOf(clientele.traits.history(id, 'nothing'))).toMatchObject({
      code: 'UNKNOWN_DEFINITION',
    })
  })

  it('evaluates twice and writes once', async () => {
    const { clientele, track, storage, pass } = await makeBase({ traits })
    const id = await track('a@example.org', 'Order', { total: 60 })
    await pass(HOUR)
    await clientele.traits.recompute()
    await pass(HOUR)
    expect(await clientele.traits.history(id, 'ltv90')).toHaveLength(1)
    const kept = await storage.transaction((tx) => tx.traits.ofContacts([id]))
    expect(kept).toMatchObject([{ traitId: 'ltv90', value: 6000, validUntil: START + 90 * DAY }])
  })
})

describe('merge and erasure', () => {
  it('compute anew for the survivor, whose own history goes on; a split gives each their own back', async () => {
    const { clientele, track, clock } = await makeBase({ traits })
    const a = await track('a@example.org', 'Order', { total: 60 })
    const b = await track('b@example.org', 'Order', { total: 40 })
    await clock.advance(HOUR)
    const survivor = await clientele.contacts.merge(a, b, { reason: 'same person', by: 'test' })
    expect((await clientele.traits.of(a)).ltv90?.value).toBe(10_000)
    const own = survivor === a ? 6000 : 4000
    expect(await clientele.traits.history(b, 'ltv90')).toEqual([
      { at: START, value: own, definitionVersion: 1 },
      { at: START + HOUR, value: 10_000, definitionVersion: 1 },
    ])
    const { records } = (await clientele.contacts.view(survivor)) ?? { records: [] }
    const [first] = records.filter(({ identifiers }) =>
      identifiers.some(({ value }) => value === 'b@example.org'),
    )
    const parted = await clientele.contacts.unmerge(survivor, [first?.recordId ?? ''], {
      reason: 'not the same',
      by: 'test',
    })
    expect((await clientele.traits.of(parted)).ltv90?.value).toBe(4000)
    const left = await clientele.contacts.find({ type: 'email', value: 'a@example.org' })
    expect((await clientele.traits.of(left?.contactId ?? '')).ltv90?.value).toBe(6000)
    expect((await clientele.traits.history(parted, 'ltv90')).at(-1)?.value).toBe(4000)
  })

  it('leave nothing of an erased person, and give everything to one who asks', async () => {
    const { clientele, track, storage } = await makeBase({ traits })
    const id = await track('a@example.org', 'Order', { total: 60 })
    expect(await clientele.contacts.export(id)).toMatchObject({
      traits: { ltv90: 6000, orders: 1 },
      traitHistory: [{ traitId: 'ltv90', value: 6000 }],
    })
    await clientele.contacts.erase(id, { reason: 'asked', by: 'test' })
    await storage.transaction(async ({ traits: kept }) => {
      expect(await kept.ofContacts([id])).toEqual([])
      expect(await kept.changesOf([id])).toEqual([])
      expect(await kept.nextDue()).toBeUndefined()
    })
  })
})

describe('the explanation of a trait', () => {
  it('shows the events that it is computed of, down through formulas', async () => {
    const { clientele, track } = await makeBase({ traits })
    const id = await track('a@example.org', 'Order', { total: 60 })
    await track('a@example.org', 'Order', { total: 500 }, START - 100 * DAY)
    const why = await clientele.traits.explain(id, 'basket')
    expect(why).toMatchObject({ traitId: 'basket', version: 1, value: 3000, used: [] })
    const amounts = why.inputs.find(({ traitId }) => traitId === 'ltv90')
    expect(amounts).toMatchObject({ value: 6000, validUntil: START + 90 * DAY })
    expect(amounts?.used).toMatchObject([{ at: START, values: { total: 60 } }])
    expect(why.inputs.find(({ traitId }) => traitId === 'orders')?.used).toHaveLength(2)
  })

  it('says that amounts of another currency are not added', async () => {
    const { clientele, track } = await makeBase({ traits })
    const id = await track('a@example.org', 'Order', { total: 60, currency: 'EUR' })
    await track('a@example.org', 'Order', { total: 60, currency: 'USD' })
    const why = await clientele.traits.explain(id, 'ltv90')
    expect(why).toMatchObject({ value: undefined, reason: 'currency' })
    expect((await clientele.traits.of(id)).basket?.value).toBeUndefined()
  })
})

describe('the definition of a trait', () => {
  it('has versions, and computes what is kept and what stands on it anew, firing nothing', async () => {
    const { clientele, track, told, storage, clock } = await makeBase({ traits, segments: [big] })
    const id = await track('a@example.org', 'Order', { total: 60 })
    const progress: unknown[] = []
    const lyon = trait('ltv90', { history: true })
      .events('Order')
      .last('90d')
      .sum('total', {
        ...EUROS,
        currency: 'JPY',
      })
    expect((await clientele.traits.save(ltv90, { by: 'me' })).version).toBe(1)
    expect(await refusalOf(clientele.traits.save(lyon, { expectedVersion: 7 }))).toMatchObject({
      code: 'VERSION_CONFLICT',
    })
    const twice = trait('ltv90', { history: true })
      .events('Order')
      .sum('total', { ...EUROS, amounts: 'minor' })
    await clock.advance(HOUR)
    const changed = clock.now()
    await clientele.traits.save({ ...twice, name: 'Revenue' }, { onProgress: (one) => progress.push(one) })
    expect(await clientele.traits.get('ltv90')).toMatchObject({ version: 2, definition: { name: 'Revenue' } })
    expect(progress).toEqual([{ done: 1, total: 1 }])
    await clock.advance(HOUR)
    const renamed = await clientele.traits.save({ ...twice, name: 'All revenue' })
    const kept = await storage.transaction((tx) => tx.traits.ofContacts([id]))
    // The definition is another one, the value is not.
    expect(kept).toMatchObject([{ value: 60, since: changed, definitionVersion: renamed.version }])
    expect(await clientele.traits.history(id, 'ltv90')).toMatchObject([
      { value: 6000, definitionVersion: 1 },
      { value: 60, definitionVersion: 2 },
    ])
    await clientele.traits.save({ ...ltv90, money: { currency: 'EUR', amounts: 'major' } })
    const raised = { ...ltv90, where: property('total').gt(1) }
    await clock.advance(HOUR)
    await clientele.traits.save(raised)
    expect((await clientele.traits.list()).map(({ definition }) => definition.id).sort()).toEqual([
      'basket',
      'favourite',
      'ltv90',
      'orders',
    ])
    expect(told.filter(({ name }) => name.startsWith('segment.'))).toEqual([])
  })

  it('moves the members of the segments on it when it is edited, dated, and sets nothing off', async () => {
    const scenario = scenarioOf(
      'bye',
      { mail: mail('Bye', 'end'), end },
      { triggers: [{ on: 'segmentLeft', segment: 'big' }] },
    )
    const { clientele, track, subscribe, pass, sent, told, storage } = await makeBase({
      traits,
      segments: [big],
      scenarios: [scenario],
    })
    await subscribe('a@example.org')
    const id = await track('a@example.org', 'Order', { total: 200 })
    expect(await clientele.segments.members('big')).toEqual([id])
    const before = told.length
    await clientele.traits.save({ ...ltv90, where: property('total').lt(100) })
    expect(await clientele.segments.members('big')).toEqual([])
    expect(told.slice(before).map(({ name }) => name)).toEqual(['segment.left'])
    const changes = await storage.transaction((tx) => tx.memberships.changesOf([id]))
    expect(changes.at(-1)).toMatchObject({ segmentId: 'big', entered: false })
    await pass(0)
    expect(sent).toEqual([])
  })

  it('cannot be taken out, or changed, from under what stands on it', async () => {
    const { clientele } = await makeBase({ traits, segments: [big] })
    const circle = trait('orders').formula('trait.basket')
    expect(await refusalOf(clientele.traits.save(circle))).toMatchObject({ code: 'DEFINITION_CYCLE' })
    expect((await refusalOf(clientele.traits.remove('orders')))?.message).toContain('Trait `basket`')
    expect((await refusalOf(clientele.traits.remove('ltv90')))?.code).toBe('INVALID_CONDITION')
    expect((await refusalOf(clientele.traits.remove('nothing')))?.code).toBe('UNKNOWN_DEFINITION')
    await clientele.traits.remove('basket')
    await clientele.traits.remove('orders')
    expect((await clientele.traits.list()).map(({ definition }) => definition.id).sort()).toEqual([
      'favourite',
      'ltv90',
    ])
    expect((await clientele.traits.save(orders)).version).toBe(2)
  })

  it('is read again by the next process, formulas and all', async () => {
    const storage = memory()
    const first = await makeBase({ storage, traits })
    const id = await first.track('a@example.org', 'Order', { total: 60 })
    const second = await makeBase({ storage })
    expect((await second.clientele.traits.of(id)).basket?.value).toBe(6000)
  })
})

describe('recompute', () => {
  it('renews what is kept over the base, says how far it is, and stops when it is told', async () => {
    const { clientele, storage, track } = await makeBase({ traits })
    const ids = [await track('a@example.org', 'Order', { total: 1 }), await track('b@example.org', 'Order')]
    await storage.transaction((tx) => tx.traits.drop('ltv90'))
    const stop = new AbortController()
    stop.abort()
    expect(await refusalOf(clientele.traits.recompute('ltv90', { signal: stop.signal }))).toMatchObject({
      code: 'ABORTED',
    })
    const done: unknown[] = []
    // One walk was left by the abort, and is finished first.
    await clientele.traits.recompute('ltv90', { onProgress: (one) => done.push(one) })
    expect(done.length).toBeGreaterThan(0)
    const kept = await storage.transaction((tx) => tx.traits.ofContacts(ids))
    expect(kept.map(({ value }) => value).sort()).toEqual([0, 100])
    expect(await clientele.traits.recompute('favourite')).toEqual({ contacts: 0 })
  })
})
