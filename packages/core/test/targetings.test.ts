import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { type SegmentDefinition, type Storage, targetingCondition } from '../src/index.ts'
import { DAY, makeBase, START } from './support/make-base.ts'

const buyers: SegmentDefinition = {
  id: 'buyers',
  where: { event: 'Order Completed', window: { last: '30d' } },
}
const best: SegmentDefinition = {
  id: 'best',
  where: { all: [{ segment: 'buyers' }, { field: 'vip', op: 'eq', value: true }] },
}
const news = { channel: 'email', purpose: 'news' }
const storages = [
  ['memory', memory],
  ['sqlite', () => sqlite(':memory:')],
] as const

/** Three buyers, of whom one wants the news, one does not, and one has no address; and somebody who never bought. */
async function baseOf(storage: Storage) {
  const base = await makeBase({ storage, segments: [buyers, best] })
  const yes = await base.subscribe('yes@example.org', { vip: true })
  await base.track('yes@example.org', 'Order Completed')
  await base.clientele.upsert({
    source: 'api',
    sourceKey: 'no',
    identifiers: [{ type: 'email', value: 'no@example.org' }],
    fields: { email: 'no@example.org' },
  })
  const no = await base.track('no@example.org', 'Order Completed')
  const { contactIds } = await base.clientele.track({
    name: 'Order Completed',
    identifiers: [{ type: 'loyaltyId', value: '77' }],
    properties: {},
  })
  await base.subscribe('visitor@example.org')
  return { ...base, yes, no, card: contactIds[0] as string }
}

const idsOf = (page: readonly { contactId: string }[]) => page.map(({ contactId }) => contactId).sort()

describe.each(storages)('a frozen targeting on %s', (_, storage) => {
  it('says who is in, who was left out and why, by which version, when and by whom', async () => {
    const { clientele, yes, no, card } = await baseOf(storage())
    const frozen = await clientele.targetings.freeze('winter', 'buyers', {
      by: 'anna',
      for: news,
      note: 'approved on Monday',
    })
    expect(frozen).toMatchObject({
      id: 'winter',
      at: START,
      by: 'anna',
      note: 'approved on Monday',
      segment: { id: 'buyers', version: 1 },
      definition: buyers.where,
      standsOn: [],
      target: news,
      included: 1,
      leftOut: 2,
      tookMs: 0,
    })
    const { steps, reasons } = await clientele.segments.preCount('buyers', news)
    expect(frozen.steps).toEqual(steps)
    expect(frozen.reasons).toEqual(reasons)
    expect(idsOf(await clientele.targetings.included('winter'))).toEqual([yes])
    const out = await clientele.targetings.leftOut('winter')
    expect(idsOf(out)).toEqual([no, card].sort())
    expect(out.find(({ contactId }) => contactId === card)?.reason).toMatch(/address/)
    expect(out.find(({ contactId }) => contactId === no)?.reason).toMatch(/consent/)
    expect(await clientele.targetings.get('winter')).toEqual(frozen)
    expect(await clientele.targetings.list()).toEqual([frozen])
  })

  it('never changes, whatever becomes of the definition and of the people', async () => {
    const { clientele, clock, pass, track } = await baseOf(storage())
    const frozen = await clientele.targetings.freeze('winter', 'best', { by: 'anna' })
    expect(frozen.standsOn).toEqual([{ id: 'buyers', version: 1 }])
    await pass(40 * DAY)
    await clientele.segments.save({ ...buyers, where: { any: [] } })
    await track('late@example.org', 'Order Completed', {}, START - DAY)
    expect(await clientele.targetings.get('winter')).toEqual(frozen)
    expect(await clientele.targetings.included('winter')).toHaveLength(1)
    await expect(clientele.targetings.freeze('winter', 'best', { by: 'anna' })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    })
    const spring = await clientele.targetings.freeze('spring', 'best', { by: 'bert' })
    expect(spring).toMatchObject({ included: 0, standsOn: [{ id: 'buyers', version: 2 }], at: clock.now() })
    expect((await clientele.targetings.list()).map(({ id }) => id)).toEqual(['spring', 'winter'])
  })

  it('can be stood on by conditions and segments', async () => {
    const { clientele, yes, no, card } = await baseOf(storage())
    const { where } = await clientele.targetings.freeze('winter', 'buyers', { by: 'anna', for: news })
    expect(where).toEqual(targetingCondition('winter'))
    expect(await clientele.segments.members(where)).toEqual([yes])
    await clientele.segments.save({ id: 'again', where: { all: [{ segment: 'buyers' }, { not: where }] } })
    expect(await clientele.segments.members('again')).toEqual([no, card].sort())
  })

  it('is read in pages, those who are in and those who were left out apart', async () => {
    const { clientele } = await makeBase({ storage: storage() })
    await clientele.upsert(
      Array.from({ length: 1300 }, (_, index) => ({
        source: 'api',
        sourceKey: String(index),
        identifiers: [{ type: 'email', value: `p${index}@example.org` }],
        fields: { city: index % 2 === 0 ? 'Lyon' : 'Lille' },
      })),
    )
    const city = { field: 'city', op: 'eq', value: 'Lyon', ignoreCase: true } as const
    const seen: number[] = []
    const frozen = await clientele.targetings.freeze('lyon', city, {
      by: 'anna',
      for: news,
      onProgress: ({ contacts }) => seen.push(contacts),
    })
    expect(frozen).toMatchObject({ included: 0, leftOut: 650, segment: undefined, definition: city })
    expect(seen.at(-1)).toBe(650)
    const pages: string[] = []
    let after: string | undefined
    for (;;) {
      const page = await clientele.targetings.leftOut('lyon', { after, limit: 200 })
      pages.push(...idsOf(page))
      if (page.length < 200) break
      after = page.at(-1)?.key
    }
    expect(new Set(pages).size).toBe(650)
    expect(pages.sort()).toEqual(await clientele.segments.members(city, { limit: 1000 }))
    expect(await clientele.targetings.included('lyon')).toEqual([])
  })

  it('follows a person through a merge, and loses one that is erased', async () => {
    const { clientele, yes, no, card } = await baseOf(storage())
    await clientele.targetings.freeze('winter', 'buyers', { by: 'anna', for: news })
    const merged = await clientele.contacts.merge(yes, no, { reason: 'same person', by: 'anna' })
    // Both rows are the survivor's now: they were in under one address, and left out under the other.
    expect(idsOf(await clientele.targetings.included('winter'))).toEqual([merged])
    expect(idsOf(await clientele.targetings.leftOut('winter'))).toEqual([merged, card].sort())
    expect(await clientele.segments.members(targetingCondition('winter'))).toEqual([merged])
    expect(JSON.stringify(await clientele.contacts.export(merged))).toContain('winter')
    await clientele.contacts.erase(merged, { reason: 'asked', by: 'dpo' })
    expect(await clientele.targetings.included('winter')).toEqual([])
    expect(idsOf(await clientele.targetings.leftOut('winter'))).toEqual([card])
    expect(await clientele.targetings.get('winter')).toMatchObject({ included: 1, leftOut: 2 })
  })
})

describe('a freeze that is cut', () => {
  const manyOf = async () => {
    const base = await makeBase({ segments: [buyers] })
    await base.clientele.track(
      Array.from({ length: 1200 }, (_, index) => ({
        name: 'Order Completed',
        identifiers: [{ type: 'email', value: `p${index}@example.org` }],
        properties: {},
      })),
    )
    return base
  }

  it('goes on where it stopped, at its first instant, and counts nobody twice', async () => {
    const { clientele, pass } = await manyOf()
    const cut = new AbortController()
    const options = { by: 'anna', for: news }
    await expect(
      clientele.targetings.freeze('winter', 'buyers', {
        ...options,
        signal: cut.signal,
        onProgress: () => cut.abort(),
      }),
    ).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(clientele.targetings.get('winter')).rejects.toMatchObject({ code: 'UNKNOWN_DEFINITION' })
    expect(await clientele.targetings.list()).toEqual([])
    await pass(DAY)
    const frozen = await clientele.targetings.freeze('winter', 'buyers', options)
    expect(frozen).toMatchObject({ at: START, leftOut: 1200, included: 0 })
    expect(frozen.steps[0]).toEqual({ step: 'matched', contacts: 1200 })
    expect(await clientele.targetings.leftOut('winter', { limit: 2000 })).toHaveLength(1200)
  })

  it('is not taken for another one, and two that are asked for at once are one', async () => {
    const { clientele } = await manyOf()
    const cut = AbortSignal.abort()
    const begun = clientele.targetings.freeze('winter', 'buyers', { by: 'anna', for: news, signal: cut })
    await expect(begun).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(
      clientele.targetings.freeze('winter', { all: [] }, { by: 'anna', for: news }),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' })
    const both = await Promise.all([
      clientele.targetings.freeze('winter', 'buyers', { by: 'anna', for: news }),
      clientele.targetings.freeze('winter', 'buyers', { by: 'bert', for: news }),
    ])
    expect(both[0]).toEqual(both[1])
    expect(both[0].leftOut).toBe(1200)
  })

  it('refuses what it cannot freeze', async () => {
    const { clientele } = await makeBase({ segments: [buyers] })
    const { freeze } = clientele.targetings
    expect(() => freeze('a/b', 'buyers', { by: 'anna' })).toThrow(/begins with a letter/)
    expect(() => freeze('x', 'nowhere', { by: 'anna' })).toThrow(/stored segment/)
    await expect(clientele.targetings.leftOut('x')).rejects.toMatchObject({ code: 'UNKNOWN_DEFINITION' })
  })
})
