import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SegmentationDefinition } from '../src/index.ts'
import { DAY, HOUR, makeBase, START } from './support/make-base.ts'
import { end, mail, scenarioOf } from './support/scenario-of.ts'

const orders = (value: number) =>
  ({ event: 'Order Completed', window: { last: '30d' }, op: 'gte', value }) as const

const loyalty: SegmentationDefinition = {
  id: 'loyalty',
  name: 'Loyalty',
  labels: [
    { label: 'gold', name: 'Gold', where: orders(3) },
    // True of everybody in Gold too: the first match wins.
    { label: 'silver', where: orders(1) },
  ],
  otherwise: 'bronze',
}
const ALL = ['loyalty:gold', 'loyalty:silver', 'loyalty:bronze']

describe.each([
  ['memory', memory],
  ['sqlite', () => sqlite(':memory:')],
])('a segmentation on %s', (_, storage) => {
  it('gives the label of the first rule that is true, and the default to everybody else', async () => {
    const { clientele, track, subscribe } = await makeBase({ storage: storage(), segmentations: [loyalty] })
    const none = await subscribe('none@example.org')
    const one = await track('one@example.org', 'Order Completed')
    for (let order = 0; order < 3; order++) await track('three@example.org', 'Order Completed')
    const three = await track('three@example.org', 'Page Viewed')
    expect(await clientele.segmentations.labelsOf('loyalty', [none, one, three, 'nobody'])).toEqual(
      new Map([
        [none, 'bronze'],
        [one, 'silver'],
        [three, 'gold'],
      ]),
    )
    expect(await clientele.segmentations.counts('loyalty')).toEqual({ gold: 1, silver: 1, bronze: 1 })
    expect(await clientele.segments.members({ not: { segment: 'loyalty:gold' } })).toEqual([none, one].sort())
    expect((await clientele.segments.list()).map(({ definition }) => definition.name)).toEqual([
      'Loyalty: Gold',
      'Loyalty: silver',
      'Loyalty: bronze',
    ])
  })

  it('says who went from which label to which between two dates', async () => {
    const { clientele, track, subscribe, pass } = await makeBase({
      storage: storage(),
      segmentations: [loyalty],
    })
    await subscribe('quiet@example.org')
    await track('falls@example.org', 'Order Completed')
    for (let order = 0; order < 3; order++) await track('gold@example.org', 'Order Completed')
    await pass(20 * DAY)
    for (let order = 0; order < 3; order++) await track('gold@example.org', 'Order Completed')
    await pass(20 * DAY)
    await track('new@example.org', 'Order Completed')
    const between = { from: START + HOUR, to: START + 40 * DAY }
    expect(await clientele.segmentations.transitions('loyalty', between)).toEqual({
      segmentation: 'loyalty',
      ...between,
      labels: ['gold', 'silver', 'bronze'],
      transitions: [
        { from: undefined, to: 'silver', contacts: 1 },
        { from: 'bronze', to: 'bronze', contacts: 1 },
        { from: 'gold', to: 'gold', contacts: 1 },
        { from: 'silver', to: 'bronze', contacts: 1 },
      ],
      stayed: 2,
      moved: 2,
    })
    const at = START + HOUR
    expect(await clientele.segmentations.counts('loyalty', { at })).toEqual({ gold: 1, silver: 1, bronze: 1 })
  })

  it('takes everybody out of a label that is given no more, on the date of the edit', async () => {
    const { clientele, track, clock } = await makeBase({ storage: storage(), segmentations: [loyalty] })
    await track('one@example.org', 'Order Completed')
    await clock.advance(DAY)
    const saved = await clientele.segmentations.save({
      ...loyalty,
      labels: [{ label: 'platinum', where: orders(1) }],
    })
    expect(saved).toMatchObject({ version: 2, definition: { retired: ['gold', 'silver'] } })
    const { transitions } = await clientele.segmentations.transitions('loyalty', {
      from: START,
      to: START + DAY,
    })
    expect(transitions).toEqual([{ from: 'silver', to: 'platinum', contacts: 1 }])
    // Saving what was read changes nothing; a label that comes back is retired no more.
    expect(await clientele.segmentations.save(saved.definition)).toMatchObject({ version: 2 })
    const back = await clientele.segmentations.save(loyalty)
    expect(back).toMatchObject({ version: 3, definition: { retired: ['platinum'] } })
    expect(await clientele.segmentations.counts('loyalty')).toEqual({ gold: 0, silver: 1, bronze: 0 })
  })
})

describe('a segmentation', () => {
  it('gives exactly one label to everybody, stored and fresh, at every instant (law)', async () => {
    const step = fc.record({
      who: fc.integer({ min: 0, max: 3 }),
      // Also exactly at the end of the window.
      wait: fc.constantFrom(0, 1, DAY, 10 * DAY, 30 * DAY - 1, 30 * DAY, 30 * DAY + 1),
      late: fc.constantFrom(0, 5 * DAY, 29 * DAY),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const { clientele, track, pass, clock } = await makeBase({ segmentations: [loyalty] })
        const contacts = new Set<string>()
        for (const { who, wait, late } of steps) {
          contacts.add(await track(`${who}@example.org`, 'Order Completed', {}, clock.now() - late))
          await pass(wait)
          const stored: string[] = []
          const then: string[] = []
          for (const id of ALL) {
            const members = await clientele.segments.members(id)
            expect(members).toEqual(await clientele.segments.members({ segment: id }))
            stored.push(...members)
            then.push(...(await clientele.segments.membersAt(id, clock.now())))
          }
          expect(stored.sort()).toEqual([...contacts].sort())
          expect(then.sort()).toEqual([...contacts].sort())
        }
        await clientele.close()
      }),
      { numRuns: 40 },
    )
  })

  it('sets off scenarios when a label is entered, and not when the definition is edited', async () => {
    const hello = scenarioOf(
      'hello',
      { mail: mail('Welcome to Gold', 'end'), end },
      { triggers: [{ on: 'segmentEntered', segment: 'loyalty:gold' }] },
    )
    const { clientele, track, pass, sent, subscribe } = await makeBase({
      segmentations: [loyalty],
      scenarios: [hello],
    })
    await subscribe('a@example.org')
    for (let order = 0; order < 3; order++) await track('a@example.org', 'Order Completed')
    await subscribe('b@example.org')
    await track('b@example.org', 'Order Completed')
    await pass(HOUR)
    expect(sent).toHaveLength(1)
    await clientele.segmentations.save({
      ...loyalty,
      labels: [
        { label: 'gold', where: orders(1) },
        { label: 'silver', where: orders(0) },
      ],
    })
    await pass(HOUR)
    expect(await clientele.segmentations.counts('loyalty')).toEqual({ gold: 2, silver: 0, bronze: 0 })
    expect(sent).toHaveLength(1)
  })

  it('may be stood on by segments, also those given beside it in any order', async () => {
    const best = { id: 'best', where: { any: [{ segment: 'loyalty:gold' }, { segment: 'loyalty:silver' }] } }
    const { clientele, track } = await makeBase({ segments: [best], segmentations: [loyalty] })
    const one = await track('one@example.org', 'Order Completed')
    expect(await clientele.segments.members('best')).toEqual([one])
    await expect(clientele.segmentations.remove('loyalty')).rejects.toMatchObject({
      code: 'INVALID_CONDITION',
    })
    await clientele.segments.remove('best')
    await clientele.segmentations.remove('loyalty')
    expect(await clientele.segmentations.list()).toEqual([])
    expect(await clientele.segments.list()).toEqual([])
    await expect(clientele.segmentations.counts('loyalty')).rejects.toMatchObject({
      code: 'UNKNOWN_DEFINITION',
    })
  })

  it('keeps the ids of its labels to itself, and refuses what cannot be exclusive', async () => {
    const own = { id: 'loyalty:gold', where: { all: [] } }
    const { clientele } = await makeBase({ segmentations: [loyalty] })
    await expect(clientele.segments.save(own)).rejects.toMatchObject({ code: 'INVALID_DEFINITION' })
    await expect(clientele.segments.remove(own.id)).rejects.toMatchObject({ code: 'INVALID_DEFINITION' })
    await expect(clientele.segmentations.save({ ...loyalty, otherwise: 'gold' })).rejects.toMatchObject({
      code: 'INVALID_DEFINITION',
    })
    const circle = { label: 'gold', where: { segment: 'loyalty:silver' } }
    await expect(
      clientele.segmentations.save({
        ...loyalty,
        labels: [{ ...circle }, { label: 'silver', where: orders(1) }],
      }),
    ).rejects.toMatchObject({ code: 'DEFINITION_CYCLE' })
    await clientele.segments.save({ id: 'value:high', where: { all: [] } })
    await expect(
      clientele.segmentations.save({
        id: 'value',
        labels: [{ label: 'high', where: orders(1) }],
        otherwise: 'low',
      }),
    ).rejects.toMatchObject({ code: 'INVALID_DEFINITION' })
    await expect(clientele.segmentations.save(loyalty, { expectedVersion: 3 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    })
  })

  it('counts an audience of nobody', async () => {
    const { clientele } = await makeBase({ segmentations: [loyalty] })
    const { transitions, moved } = await clientele.segmentations.transitions('loyalty', {
      from: START,
      to: START,
    })
    expect({ transitions, moved }).toEqual({ transitions: [], moved: 0 })
    expect(await clientele.segmentations.counts('loyalty')).toEqual({ gold: 0, silver: 0, bronze: 0 })
  })
})
