import { memory } from '@clientele/storage-memory'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SegmentDefinition } from '../src/index.ts'
import { DAY, HOUR, makeBase, START } from './support/make-base.ts'
import { end, mail, scenarioOf } from './support/scenario-of.ts'

const buyers: SegmentDefinition = {
  id: 'buyers',
  where: { event: 'Order Completed', window: { last: '30d' } },
}
const sleepers: SegmentDefinition = {
  id: 'sleepers',
  where: { event: 'Order Completed', window: { last: '30d' }, op: 'eq', value: 0 },
}
const onEntry = scenarioOf(
  'hello',
  { mail: mail('Hello', 'end'), end },
  {
    triggers: [{ on: 'segmentEntered', segment: 'buyers' }],
  },
)

const moves = (told: readonly { name: string; payload: unknown }[]) =>
  told.filter(({ name }) => name.startsWith('segment.')).map(({ payload }) => payload)

describe('membership', () => {
  it('changes by time alone, at the exact instant, and is dated', async () => {
    const { clientele, track, subscribe, pass, clock, told } = await makeBase({
      segments: [buyers, sleepers],
    })
    const contactId = await subscribe('a@example.org')
    expect(await clientele.segments.members('sleepers')).toEqual([contactId])
    await clock.advance(HOUR)
    await track('a@example.org', 'Order Completed')
    expect(await clientele.engine.nextDue()).toBe(START + HOUR + 30 * DAY)
    await pass(30 * DAY - 1)
    expect(await clientele.segments.count('buyers')).toBe(1)
    await pass(1)
    expect(await clientele.segments.count('buyers')).toBe(0)
    expect(await clientele.segments.members('sleepers')).toEqual([contactId])
    expect(moves(told)).toMatchObject([
      { segmentId: 'sleepers', entered: true, at: START },
      { segmentId: 'buyers', entered: true, at: START + HOUR },
      { segmentId: 'sleepers', entered: false, at: START + HOUR },
      { segmentId: 'buyers', entered: false, at: START + HOUR + 30 * DAY },
      { segmentId: 'sleepers', entered: true, at: START + HOUR + 30 * DAY },
    ])
    expect(await clientele.segments.countAt('buyers', START + 2 * DAY)).toBe(1)
    expect(await clientele.segments.membersAt('buyers', START)).toEqual([])
  })

  it('is the same however late the worker comes, and dates its moves by what fell due', async () => {
    const { clientele, track, clock, told } = await makeBase({ segments: [buyers] })
    await track('a@example.org', 'Order Completed')
    await clock.advance(90 * DAY)
    await clientele.engine.tick()
    expect(moves(told).at(-1)).toMatchObject({ entered: false, at: START + 30 * DAY })
    expect(await clientele.segments.countAt('buyers', START + 45 * DAY)).toBe(0)
  })

  it('equals a fresh evaluation at every instant (semantics 6)', async () => {
    const step = fc.record({
      who: fc.integer({ min: 0, max: 3 }),
      wait: fc.integer({ min: 0, max: 20 }).map((days) => days * DAY + 1),
      turn: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { clientele, track, clock } = await makeBase({ segments: [buyers, sleepers] })
        for (const { who, wait, turn } of steps) {
          await track(`${who}@example.org`, 'Order Completed')
          await clock.advance(wait)
          if (!turn) continue
          await clientele.engine.tick()
          for (const { id, where } of [buyers, sleepers])
            expect(await clientele.segments.members(id)).toEqual(await clientele.segments.members(where))
        }
        await clientele.close()
      }),
      { numRuns: 25 },
    )
  })

  it('never flaps: a second and a third turn change nothing and fire nothing', async () => {
    const { clientele, track, told, sent, subscribe } = await makeBase({
      segments: [buyers, sleepers],
      scenarios: [onEntry],
    })
    await subscribe('a@example.org')
    await track('a@example.org', 'Order Completed')
    await track('a@example.org', 'Order Completed')
    await clientele.engine.tick()
    const before = told.length
    await clientele.engine.tick()
    await clientele.segments.save(buyers)
    await clientele.engine.tick()
    expect(told.length).toBe(before)
    expect(sent).toHaveLength(1)
  })
})

describe('saving', () => {
  it('takes those who fit in without setting anything off', async () => {
    const { clientele, track, sent, told } = await makeBase()
    for (const who of ['a', 'b', 'c']) await track(`${who}@example.org`, 'Order Completed')
    expect(await clientele.segments.save(buyers, { by: 'marie' })).toMatchObject({
      version: 1,
      savedBy: 'marie',
    })
    await clientele.scenarios.save(onEntry, { state: 'live' })
    await clientele.engine.tick()
    expect(await clientele.segments.count('buyers')).toBe(3)
    expect(sent).toEqual([])
    expect(told.filter(({ name }) => name === 'run.started')).toEqual([])
  })

  it('sets entries off again for everybody when asked', async () => {
    const { clientele, subscribe, track, sent } = await makeBase({ scenarios: [], segments: [buyers] })
    for (const who of ['a', 'b']) await subscribe(`${who}@example.org`)
    for (const who of ['a', 'b']) await track(`${who}@example.org`, 'Order Completed')
    await clientele.scenarios.save(onEntry, { state: 'live' })
    await clientele.segments.save(buyers, { replayEntries: true })
    await clientele.engine.tick()
    expect(sent.map(({ to }) => to).sort()).toEqual(['a@example.org', 'b@example.org'])
  })

  it('evaluates a new version over the base, and the segments that stand on it', async () => {
    const { clientele, track, told } = await makeBase({
      segments: [buyers, { id: 'others', where: { not: { segment: 'buyers' } } }],
      scenarios: [onEntry],
    })
    await track('a@example.org', 'Order Completed')
    await track('b@example.org', 'Product Viewed')
    expect(await clientele.segments.count('others')).toBe(1)
    const progress: number[] = []
    await clientele.segments.save(
      { id: 'buyers', where: { event: 'Product Viewed' } },
      { onProgress: ({ done }) => progress.push(done) },
    )
    expect(progress).toEqual([2])
    expect(await clientele.segments.members('buyers')).not.toEqual(await clientele.segments.members('others'))
    expect(await clientele.segments.count('others')).toBe(1)
    expect(told.filter(({ name }) => name === 'run.started')).toHaveLength(1)
  })

  it('goes on, after a crash in the middle, where it was', async () => {
    const storage = memory()
    const first = await makeBase({ storage })
    for (let who = 0; who < 1200; who += 400)
      await first.clientele.track(
        Array.from({ length: 400 }, (_, index) => ({
          name: 'Order Completed',
          identifiers: [{ type: 'email', value: `${who + index}@example.org` }],
        })),
      )
    const cut = new AbortController()
    const saving = first.clientele.segments.save(buyers, {
      signal: cut.signal,
      onProgress: () => cut.abort(),
    })
    await expect(saving).rejects.toMatchObject({ code: 'ABORTED' })
    expect(await first.clientele.segments.count('buyers')).toBe(500)
    const second = await makeBase({ storage, scenarios: [onEntry] })
    expect(await second.clientele.segments.count('buyers')).toBe(1200)
    expect(second.told).toEqual([])
  })

  it('refuses a circle with its path, an unknown segment, and a removal of what others stand on', async () => {
    const { clientele } = await makeBase({
      segments: [
        { id: 'a', where: { segment: 'b' } },
        { id: 'b', where: { all: [] } },
      ],
    })
    await expect(clientele.segments.save({ id: 'b', where: { segment: 'a' } })).rejects.toMatchObject({
      code: 'DEFINITION_CYCLE',
    })
    await expect(clientele.segments.save({ id: 'c', where: { segment: 'nothing' } })).rejects.toMatchObject({
      code: expect.stringMatching(/INVALID_CONDITION|UNKNOWN_DEFINITION/),
    })
    await expect(clientele.segments.remove('b')).rejects.toThrow(/`b`/)
    await clientele.segments.remove('a')
    await clientele.segments.remove('b')
    expect(await clientele.segments.list()).toEqual([])
    await expect(clientele.segments.count('a')).rejects.toMatchObject({ code: 'UNKNOWN_DEFINITION' })
  })

  it('forgets the members of a removed segment and finds them again when it comes back', async () => {
    const { clientele, track, pass } = await makeBase({ segments: [buyers] })
    await track('a@example.org', 'Order Completed')
    await clientele.segments.remove('buyers')
    await track('a@example.org', 'Product Viewed')
    await pass(31 * DAY)
    expect(await clientele.engine.nextDue()).toBeUndefined()
    await track('a@example.org', 'Order Completed')
    expect(await clientele.segments.save(buyers)).toMatchObject({ version: 2 })
    expect(await clientele.segments.count('buyers')).toBe(1)
  })
})

describe('counting before a launch', () => {
  it('says at each gate how many are left, and why the others fell out', async () => {
    const { clientele, subscribe, track } = await makeBase({
      pressure: [{ id: 'weekly', max: 1, window: { rolling: '7d' } }],
      scenarios: [scenarioOf('cart', { mail: mail('Hello', 'end'), end })],
    })
    for (const who of ['a', 'b', 'c', 'd']) await subscribe(`${who}@example.org`)
    await clientele.upsert({
      source: 'api',
      sourceKey: 'e',
      fields: { city: 'Lyon' },
      identifiers: [{ type: 'customerNo', value: 'E7' }],
    })
    await clientele.upsert({
      source: 'api',
      sourceKey: 'f',
      fields: { email: 'f@example.org' },
      identifiers: [{ type: 'email', value: 'f@example.org' }],
    })
    await clientele.suppressions.add([
      { channel: 'email', address: 'b@example.org', reason: 'bounce', at: START },
    ])
    await track('c@example.org', 'Cart Updated')
    await clientele.engine.tick()
    const count = await clientele.segments.preCount({ all: [] }, { channel: 'email', purpose: 'news' })
    expect(count.steps).toEqual([
      { step: 'matched', contacts: 6 },
      { step: 'reachable', contacts: 5 },
      { step: 'consented', contacts: 4 },
      { step: 'notSuppressed', contacts: 3 },
      { step: 'notUnderPressure', contacts: 2 },
      { step: 'notInControl', contacts: 2 },
      { step: 'sendable', contacts: 2 },
    ])
    expect(count.reasons).toEqual({
      'address:missing': 1,
      'consent:none': 1,
      'suppressed:bounce': 1,
      'pressure:weekly': 1,
    })
  })
})
