import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { type SegmentDefinition, tableDeclarationSchema } from '../src/index.ts'
import { DAY, HOUR, makeBase, START } from './support/make-base.ts'
import { end, mail, scenarioOf } from './support/scenario-of.ts'

const vip: SegmentDefinition = {
  id: 'vip',
  where: { event: 'Order Completed', window: { last: '30d' }, op: 'gte', value: 2 },
  manual: true,
}
const press: SegmentDefinition = { id: 'press', where: { any: [] }, manual: true }
const invited: SegmentDefinition = {
  id: 'invited',
  where: { any: [{ segment: 'vip' }, { segment: 'press' }] },
}
const anna = { by: 'anna', reason: 'friend of the house' }

describe.each([
  ['memory', memory],
  ['sqlite', () => sqlite(':memory:')],
])('lists on %s', (_, storage) => {
  it('hold whom somebody put on them over the rule, and not whom somebody took off', async () => {
    const { clientele, subscribe, track } = await makeBase({ storage: storage(), segments: [vip, press] })
    const quiet = await subscribe('quiet@example.org')
    const buyer = await track('buyer@example.org', 'Order Completed')
    await track('buyer@example.org', 'Order Completed')
    expect(await clientele.segments.members('vip')).toEqual([buyer])
    expect(await clientele.lists.add('vip', [quiet], anna)).toEqual({ changed: 1, unchanged: 0, unknown: [] })
    expect(await clientele.lists.remove('vip', [buyer], anna)).toMatchObject({ changed: 1 })
    expect(await clientele.segments.members('vip')).toEqual([quiet])
    await clientele.lists.release('vip', [quiet, buyer], anna)
    expect(await clientele.segments.members('vip')).toEqual([buyer])
    expect(await clientele.segments.members('press')).toEqual([])
    await clientele.lists.add('press', [quiet], anna)
    expect(await clientele.segments.members('press')).toEqual([quiet])
    // Asked as a condition it goes through the database where there is one, and says the same.
    expect(await clientele.segments.members({ segment: 'vip' })).toEqual([buyer])
    expect(await clientele.segments.count({ all: [{ segment: 'press' }, { not: { segment: 'vip' } }] })).toBe(
      1,
    )
  })

  it('date every decision with its actor, and keep who was on them on any date', async () => {
    const { clientele, subscribe, clock } = await makeBase({ storage: storage(), segments: [press] })
    const contactId = await subscribe('a@example.org')
    await clock.advance(DAY)
    await clientele.lists.add('press', [contactId], anna)
    await clock.advance(DAY)
    await clientele.lists.remove('press', [contactId], { by: 'bert' })
    expect(await clientele.lists.entries('press')).toMatchObject([
      { contactId, decision: 'added', at: START + DAY, by: 'anna', reason: 'friend of the house' },
      { contactId, decision: 'removed', at: START + 2 * DAY, by: 'bert', reason: undefined },
    ])
    expect(await clientele.segments.countAt('press', START + DAY - 1)).toBe(0)
    expect(await clientele.segments.countAt('press', START + DAY)).toBe(1)
    expect(await clientele.segments.countAt('press', START + 2 * DAY)).toBe(0)
    const [first] = await clientele.lists.entries('press', { limit: 1 })
    expect(await clientele.lists.entries('press', { after: first?.key })).toMatchObject([{ by: 'bert' }])
  })

  it('can be stood on by other segments, which follow at once', async () => {
    const { clientele, subscribe } = await makeBase({ storage: storage(), segments: [vip, press, invited] })
    const contactId = await subscribe('a@example.org')
    await clientele.lists.add('press', [contactId], anna)
    expect(await clientele.segments.members('invited')).toEqual([contactId])
    await clientele.lists.remove('press', [contactId], anna)
    expect(await clientele.segments.members('invited')).toEqual([])
  })

  it('follow the person through a merge, where the latest decision counts, and back', async () => {
    const { clientele, subscribe, clock } = await makeBase({ storage: storage(), segments: [press] })
    const [a, b] = [await subscribe('a@example.org'), await subscribe('b@example.org')]
    await clientele.lists.add('press', [a], anna)
    await clock.advance(HOUR)
    await clientele.lists.remove('press', [b], anna)
    const merged = await clientele.contacts.merge(a, b, { reason: 'same person', by: 'anna' })
    expect(await clientele.segments.members('press')).toEqual([])
    expect(await clientele.segments.countAt('press', clock.now())).toBe(0)
    expect(await clientele.lists.entries('press')).toMatchObject([
      { contactId: merged },
      { contactId: merged },
    ])
    const view = await clientele.contacts.view(merged)
    const [out] = view?.records.filter(({ contactId }) => contactId === merged).slice(1) ?? []
    await clientele.contacts.unmerge(merged, [out?.recordId as string], { reason: 'no', by: 'anna' })
    expect(await clientele.segments.count('press')).toBe(1)
  })

  it('know on every date who was on them, also of two who came together', async () => {
    const { clientele, subscribe, clock } = await makeBase({ storage: storage(), segments: [press] })
    const [a, b] = [await subscribe('a@example.org'), await subscribe('b@example.org')]
    await clientele.lists.add('press', [b], anna)
    await clock.advance(HOUR)
    await clientele.lists.remove('press', [a], anna)
    await clock.advance(HOUR)
    await clientele.contacts.merge(a, b, { reason: 'same person', by: 'anna' })
    expect(await clientele.segments.count('press')).toBe(0)
    expect(await clientele.segments.countAt('press', clock.now())).toBe(0)
    expect(await clientele.segments.countAt('press', START)).toBe(1)
  })

  it('do not cover up what fell due before the decision', async () => {
    const recent = { event: 'Order Completed', window: { last: '30d' } } as const
    const either: SegmentDefinition = { id: 'either', where: { any: [recent, { segment: 'press' }] } }
    const { clientele, track, clock } = await makeBase({ storage: storage(), segments: [press, either] })
    const contactId = await track('a@example.org', 'Order Completed')
    await clock.advance(40 * DAY)
    await clientele.lists.add('press', [contactId], anna)
    expect(await clientele.segments.countAt('either', START + 30 * DAY - 1)).toBe(1)
    expect(await clientele.segments.countAt('either', START + 30 * DAY)).toBe(0)
    expect(await clientele.segments.countAt('either', START + 40 * DAY)).toBe(1)
  })

  it('are of the oldest record of a person that is parted again', async () => {
    const { clientele, subscribe, clock } = await makeBase({ storage: storage(), segments: [press] })
    const a = await subscribe('a@example.org')
    await clock.advance(HOUR)
    const b = await subscribe('b@example.org')
    const both = await clientele.contacts.merge(a, b, { reason: 'same person', by: 'anna' })
    await clientele.lists.add('press', [both], anna)
    const records = (await clientele.contacts.view(both))?.records ?? []
    const young = records.find(({ sourceKey }) => sourceKey === 'b@example.org')?.recordId as string
    const parted = await clientele.contacts.unmerge(both, [young], { reason: 'no', by: 'anna' })
    const members = await clientele.segments.members('press')
    expect(members).toHaveLength(1)
    expect(members).not.toContain(parted)
  })

  it('lose a person that is erased, whose export held the decision', async () => {
    const { clientele, subscribe } = await makeBase({ storage: storage(), segments: [press] })
    const contactId = await subscribe('a@example.org')
    await clientele.lists.add('press', [contactId], anna)
    expect(JSON.stringify(await clientele.contacts.export(contactId))).toContain('friend of the house')
    await clientele.contacts.erase(contactId, { reason: 'asked', by: 'dpo' })
    expect(await clientele.lists.entries('press')).toEqual([])
    expect(await clientele.segments.count('press')).toBe(0)
  })
})

describe('a list', () => {
  it('writes a decision that stands already only once, and names the ids of nobody', async () => {
    const { clientele, subscribe } = await makeBase({ segments: [press] })
    const contactId = await subscribe('a@example.org')
    await clientele.lists.add('press', [contactId], anna)
    expect(await clientele.lists.add('press', [contactId, 'nobody', contactId], anna)).toEqual({
      changed: 0,
      unchanged: 1,
      unknown: ['nobody'],
    })
    expect(await clientele.lists.release('press', [contactId], anna)).toMatchObject({ changed: 1 })
    expect(await clientele.lists.release('press', [contactId], anna)).toMatchObject({ changed: 0 })
    expect(await clientele.lists.entries('press')).toHaveLength(2)
  })

  it('counts no decisions while it has only a rule or is removed, and counts them again when it is back', async () => {
    const { clientele, subscribe } = await makeBase({ segments: [press] })
    const contactId = await subscribe('a@example.org')
    await clientele.lists.add('press', [contactId], anna)
    await clientele.segments.save({ ...press, manual: false })
    expect(await clientele.segments.count('press')).toBe(0)
    await clientele.segments.save(press)
    expect(await clientele.segments.count('press')).toBe(1)
    await clientele.segments.remove('press')
    await clientele.segments.save(press)
    expect(await clientele.segments.members('press')).toEqual([contactId])
  })

  it('sets off what its segment sets off, once', async () => {
    const hello = scenarioOf(
      'hello',
      { mail: mail('Hello', 'end'), end },
      { triggers: [{ on: 'segmentEntered', segment: 'press' }] },
    )
    const { clientele, subscribe, pass, sent } = await makeBase({ segments: [press], scenarios: [hello] })
    const contactId = await subscribe('a@example.org')
    await clientele.lists.add('press', [contactId], anna)
    await clientele.lists.add('press', [contactId], anna)
    await pass(HOUR)
    expect(sent).toHaveLength(1)
  })

  it('takes many at a time', async () => {
    const { clientele } = await makeBase({ segments: [press] })
    const emails = Array.from({ length: 1203 }, (_, index) => `p${index}@example.org`)
    const { contactIds } = await clientele.upsert(
      emails.map((value) => ({
        source: 'api',
        sourceKey: value,
        identifiers: [{ type: 'email', value }],
        fields: {},
      })),
    )
    expect(await clientele.lists.add('press', contactIds as string[], anna)).toMatchObject({ changed: 1203 })
    expect(await clientele.segments.count('press')).toBe(1203)
  })

  it('is refused where the segment has only a rule, or is not there', async () => {
    const { clientele } = await makeBase({ segments: [{ ...vip, manual: false }] })
    await expect(clientele.lists.add('vip', [], anna)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(clientele.lists.entries('none')).rejects.toMatchObject({ code: 'UNKNOWN_DEFINITION' })
  })

  it('is kept in a table that nobody else can declare or write', async () => {
    const table = tableDeclarationSchema.parse({ name: 'clientele:lists', kind: 'linked', columns: {} })
    await expect(makeBase({ tables: [table] })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
    const { clientele } = await makeBase({ segments: [press] })
    const result = await clientele.put({ table: 'clientele:lists', key: 'x', values: {} })
    expect(result.rejected).toMatchObject([{ code: 'UNKNOWN_TABLE' }])
    expect(clientele.tables).toEqual([])
  })
})
