import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  inlineTraits,
  isClienteleError,
  property,
  type Storage,
  type TableDeclaration,
  type TraitDefinition,
  trait,
} from '../../src/index.ts'
import { DAY, makeBase, START } from '../support/make-base.ts'
import { environmentWith } from './find-trait.ts'

const tables: readonly TableDeclaration[] = [
  {
    name: 'visits',
    kind: 'interactions',
    columns: { at: 'instant', spent: 'integer', store_id: 'string' },
    dateColumn: 'at',
    links: { store_id: 'stores' },
  },
  { name: 'stores', kind: 'reference', columns: { country: 'string' } },
]
const traits: readonly TraitDefinition[] = [
  trait('home').perHousehold.events('Order').last('30d').sum('total', { currency: 'EUR' }),
  trait('orders').perHousehold.events('Order').count(),
  trait('lastItem').perHousehold.events('Order').latest('item'),
  trait('abroad').perHousehold.rows('visits').where(property('store_id.country').ne('FR')).sum('spent'),
  trait('own').events('Order').count(),
]

const segments = [{ id: 'travellers', where: { field: 'trait.abroad', op: 'gte', value: 10 } }] as const

/** Says of two contacts, as the matcher does, that some of their records look like one household. */
async function live(storage: Storage, pairs: readonly (readonly [string, string, number])[]): Promise<void> {
  await storage.transaction(async (tx) => {
    for (const [one, two, weight] of pairs) {
      const records = await tx.records.ofContacts([one, two])
      const recordOf = (id: string): string =>
        records.find((record) => record.contactId === id)?.recordId ?? ''
      const [a = '', b = ''] = [recordOf(one), recordOf(two)].sort()
      await tx.links.put([{ kind: 'household', a, b, weight, reason: 'test', at: START, by: 'test' }])
    }
  })
}

const emailOf = (index: number): string => `p${index}@example.org`

async function town(people: number) {
  const base = await makeBase({ tables, traits, segments })
  await base.clientele.put([
    { table: 'stores', key: 's1', values: { country: 'BE' } },
    { table: 'stores', key: 's2', values: { country: 'FR' } },
  ])
  const ids: string[] = []
  for (let index = 0; index < people; index++) ids.push(await base.subscribe(emailOf(index)))
  const visit = (key: string, index: number, spent: number, store_id: string) => ({
    table: 'visits',
    key,
    contact: { identifiers: [{ type: 'email', value: emailOf(index) }] },
    values: { at: START, spent, store_id },
  })
  return { ...base, ids, visit }
}

async function family() {
  const base = await town(3)
  const [ann = '', bob = '', cid = ''] = base.ids
  await live(base.storage, [[ann, bob, 0.9]])
  await base.track(emailOf(0), 'Order', { total: 1000, item: 'tea' }, START - 40 * DAY)
  await base.track(emailOf(1), 'Order', { total: 2000, item: 'jam' }, START - 20 * DAY)
  await base.track(emailOf(0), 'Order', { total: 300, item: 'salt' }, START - 30 * DAY + 1)
  await base.track(emailOf(2), 'Order', { total: 7, item: 'ink' }, START - DAY)
  await base.clientele.put([
    base.visit('v1', 0, 5, 's1'),
    base.visit('v2', 1, 8, 's1'),
    base.visit('v3', 1, 9, 's2'),
  ])
  return { ...base, ann, bob, cid }
}

describe('a trait of households', () => {
  it('is computed of what all who live there did, and is the same for each of them', async () => {
    const { clientele, ann, bob, cid } = await family()
    const found = await clientele.traits.ofHousehold(bob)
    expect(found).toEqual({
      householdId: [ann, bob].sort()[0],
      contactIds: [ann, bob].sort(),
      traits: {
        home: { value: 2300, validUntil: START + 1, unit: { currency: 'EUR' } },
        orders: { value: 3, validUntil: undefined, unit: undefined },
        lastItem: { value: 'jam', validUntil: undefined, unit: undefined },
        abroad: { value: 13, validUntil: undefined, unit: undefined },
      },
    })
    expect(await clientele.traits.ofHousehold(ann)).toEqual(found)
    const later = await clientele.traits.ofHousehold(ann, { at: START + 1 })
    expect(later.traits.home?.value).toBe(2000)
    const alone = await clientele.traits.ofHousehold(cid)
    expect(alone).toMatchObject({ householdId: cid, contactIds: [cid], traits: { orders: { value: 1 } } })
    await expect(clientele.traits.ofHousehold('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is a trait of each of them, explained by what all of them did', async () => {
    const { clientele, ann, bob } = await family()
    const why = await clientele.traits.explain(ann, 'home')
    expect(why.value).toBe(2300)
    expect(why.used.map(({ values }) => values.item)).toEqual(['salt', 'jam'])
    const shared = { home: 2300, orders: 3, lastItem: 'jam', abroad: 13 }
    expect((await clientele.contacts.get(ann))?.traits).toEqual({ ...shared, own: 2 })
    expect((await clientele.contacts.get(bob))?.traits).toEqual({ ...shared, own: 1 })
    const { own, ...ofHousehold } = await clientele.traits.of(ann)
    expect(own?.value).toBe(2)
    expect(ofHousehold).toEqual((await clientele.traits.ofHousehold(ann)).traits)
  })

  it('is what explorations, counts, previews and samples see of each of them', async () => {
    const { clientele, ann, bob, cid } = await family()
    const { groups } = await clientele.query({
      dimensions: { orders: { field: 'trait.orders' } },
      measures: { people: { of: 'count' }, spent: { of: 'sum', field: 'trait.home' } },
      orderBy: [{ by: 'orders' }],
    })
    expect(groups).toEqual([
      { orders: 1, people: 1, spent: 7 },
      { orders: 3, people: 2, spent: 4600 },
    ])
    const many = { field: 'trait.orders', op: 'gte', value: 3 } as const
    expect(await clientele.segments.count(many)).toBe(2)
    expect(await clientele.segments.sample(many)).toEqual([ann, bob].sort())
    expect((await clientele.segments.preview(many)).members).toBe(2)
    expect(await clientele.segments.members({ not: many })).toEqual([cid])
  })

  it('moves those who live together when a row comes to one of them, and when it goes to somebody else', async () => {
    const { clientele, ann, bob, cid, visit } = await family()
    const travellers = async () => {
      const views = await Promise.all([ann, bob, cid].map((id) => clientele.contacts.view(id)))
      return views.map((view) => view?.segments.includes('travellers'))
    }
    expect(await travellers()).toEqual([true, true, false])
    await clientele.put(visit('v2', 2, 8, 's1'))
    expect(await travellers()).toEqual([false, false, false])
    await clientele.put(visit('v2', 2, 80, 's1'))
    expect(await travellers()).toEqual([false, false, true])
    await clientele.put(visit('v2', 0, 80, 's1'))
    expect(await travellers()).toEqual([true, true, false])
  })

  it('follows a contact that comes to live there, and an edited definition', async () => {
    const { clientele, storage, ann, cid } = await family()
    await live(storage, [[cid, ann, 0.8]])
    expect((await clientele.traits.ofHousehold(cid)).traits.home?.value).toBe(2307)
    await clientele.traits.save(trait('home').perHousehold.events('Order').max('total'))
    expect((await clientele.traits.ofHousehold(ann)).traits.home?.value).toBe(2000)
    expect((await clientele.traits.explain(ann, 'home')).version).toBe(2)
    await clientele.traits.remove('home')
    expect((await clientele.traits.ofHousehold(ann)).traits.home).toBeUndefined()
  })

  it('adds up over the households of the base, each once, for any people, links and orders', async () => {
    const arbitraryTown = fc.record({
      people: fc.integer({ min: 1, max: 14 }),
      links: fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.constantFrom(0.6, 0.7, 0.88, 0.95)), {
        maxLength: 24,
      }),
      orders: fc.array(
        fc.tuple(fc.nat(13), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 9 })),
        {
          maxLength: 10,
        },
      ),
    })
    let shared = 0
    await fc.assert(
      fc.asyncProperty(arbitraryTown, async ({ people, links, orders }) => {
        const { clientele, storage, track, ids } = await town(people)
        const someone = (index: number): string => ids[index % people] as string
        await live(
          storage,
          links.flatMap(([one, two, weight]) =>
            someone(one) === someone(two) ? [] : [[someone(one), someone(two), weight] as const],
          ),
        )
        for (const [who, days, total] of orders)
          await track(emailOf(who % people), 'Order', { total }, START - days * DAY)
        const expected = new Map(
          (await clientele.identity.households()).flatMap((one) =>
            one.contactIds.map((id) => [id, one] as const),
          ),
        )
        if (expected.size > 0) shared++
        for (const id of ids) {
          const found = await clientele.traits.ofHousehold(id)
          const { id: householdId, contactIds } = expected.get(id) ?? { id, contactIds: [id] }
          expect(found).toMatchObject({ householdId, contactIds })
          const theirs = orders.filter(([who]) => contactIds.includes(someone(who)))
          expect(found.traits.orders?.value).toBe(theirs.length)
          const recent = theirs.filter(([, days]) => days < 30)
          expect(found.traits.home?.value).toBe(recent.reduce((sum, [, , total]) => sum + total, 0))
        }
        const everybody: string[] = []
        let counted = 0
        for await (const one of clientele.traits.eachHousehold()) {
          expect(one).toEqual(await clientele.traits.ofHousehold(one.householdId))
          everybody.push(...one.contactIds)
          counted += one.traits.orders?.value as number
        }
        expect(everybody.sort()).toEqual([...ids].sort())
        expect(counted).toBe(orders.length)
        await clientele.close()
      }),
      { numRuns: 25 },
    )
    expect(shared).toBeGreaterThan(8)
  })
})

describe('a trait of households that cannot be', () => {
  const x = trait('x')
  it.each([
    [x.perHousehold.rows('carts').count(), 'Trait `x`, `rows`: the table `carts` is not declared'],
    [
      x.perHousehold
        .events('Order')
        .where(property('city').eq({ ref: 'field.city' }))
        .count(),
      'Trait `x`, `where`: a household has no fields',
    ],
    [{ id: 'x', per: 'household', formula: '1 + 1' } as never, 'Unrecognized key: "formula"'],
    [{ ...x.events('Order').count(), per: 'street' } as never, '`per`'],
  ])('is refused when it is saved, with the reason', async (definition, why) => {
    const { clientele } = await makeBase({ tables, traits })
    let message = ''
    try {
      await clientele.traits.save(definition)
    } catch (error) {
      if (isClienteleError(error)) message = error.message
    }
    expect(message).toContain(why)
  })

  it('is never written out as a condition on what the contact itself did', () => {
    const where = { field: 'trait.orders', op: 'gte', value: 2 } as const
    expect(inlineTraits(where, environmentWith(traits))).toBe(where)
  })
})
