import { type Condition, describeCondition, emptyEnvironment, explainCondition } from '@clientele/core'
import { expectEqual, expectRejection, expectTrue } from '../expectation.ts'
import { sample } from '../storage/samples.ts'
import { type StorageCase, storageCase } from '../storage/storage-case.ts'
import { DAY, NOW, type SegmentWorld, segmentCase } from './segment-world.ts'

const lyon: Condition = { field: 'town', op: 'eq', value: 'Lyon' }
const towns = { a: { town: 'Lyon' }, b: { town: 'Lyon' }, c: { town: 'Lille' }, d: {} }

/** Puts a condition into others, so many levels deep. */
function nested(
  levels: number,
  wrap: (inner: Condition, level: number) => Condition,
  leaf: Condition = lyon,
): Condition {
  let condition = leaf
  for (let level = 0; level < levels; level++) condition = wrap(condition, level)
  return condition
}

const never: Condition = { field: 'town', op: 'eq', value: 'Nowhere' }
const seen: Condition = { event: 'Seen', window: { last: '30d' } }

/** Deep conditions, what is put around them changes nothing, and the town decides. */
const DEEP: { readonly [name: string]: (inner: Condition, level: number) => Condition } = {
  'opposites of opposites': (inner) => ({ not: inner }),
  'alone in all': (inner) => ({ all: [inner] }),
  'beside what is true': (inner) => ({ all: [inner, { not: never }] }),
  'beside what is false': (inner) => ({ any: [inner, never] }),
  'beside what happened': (inner, level) =>
    level % 2 === 0
      ? { any: [inner, { all: [seen, never] }] }
      : { all: [inner, { any: [seen, { not: never }] }] },
  'two of three': (inner) => ({ atLeast: 2, of: [inner, never, { not: never }] }),
}

/** Everything that can be done with a condition, and each the right answer. */
async function expectEverywhere(world: SegmentWorld, where: Condition, who: readonly string[], what: string) {
  await world.expectMembers(where, who, what)
  const preview = await world.clientele.segments.preview(where, { size: 2 })
  expectEqual(preview.members, who.length, `the preview of ${what}`)
  for (const language of ['en', 'fr'] as const)
    expectTrue(describeCondition(where, { language }).length > 0, `words for ${what}`)
  const facts = {
    contactId: 'a',
    zone: 'UTC',
    field: (name: string) => (name === 'town' ? 'Lyon' : undefined),
    fieldSince: () => 0,
    events: () => [],
    rows: () => [],
  }
  expectTrue(explainCondition(where, facts, NOW).holds, `the explanation of ${what} to hold`)
}

/** Conditions of any size, and segments that stand on segments. */
export const chainCases: readonly StorageCase[] = [
  ...Object.entries(DEEP).map(([name, wrap]) =>
    segmentCase(`a condition nested 500 levels deep is answered: ${name}`, async (world) => {
      await world.people(towns)
      await expectEverywhere(world, nested(498, wrap), ['a', 'b'], `a condition of 498 levels, ${name}`)
      await world.expectAnswer(nested(60, wrap), ['a', 'b'], `one of 60 levels, ${name}`)
      for (const refused of [nested(501, wrap), nested(20_000, wrap)]) {
        await expectRejection(
          () => world.clientele.segments.count(refused),
          'a deeper one',
          'INVALID_CONDITION',
        )
        await expectRejection(
          () => world.clientele.segments.save({ id: 'deeper', where: refused }),
          'a deeper one',
          'INVALID_DEFINITION',
        )
      }
    }),
  ),

  segmentCase('what happened lately is found below any number of levels', async (world) => {
    await world.people(towns)
    await world.happened('c', 'Seen', NOW - DAY)
    for (const levels of [10, 100, 498])
      await world.expectAnswer(
        nested(levels, (inner) => ({ all: [inner, { not: never }] }), seen),
        ['c'],
        `who was seen, ${levels} levels deep`,
      )
  }),

  segmentCase('a condition of 2,000 parts is answered, whatever they ask', async (world) => {
    await world.people(towns)
    await world.happened('a', 'Seen 7', NOW - DAY, { price: 7 })
    const many = (part: (index: number) => Condition) =>
      Array.from({ length: 2000 }, (_, index) => part(index))
    const fields = many((index) => ({ field: `field${index}`, op: 'exists' }))
    const events = many((index) => ({
      event: `Seen ${index}`,
      where: { property: 'price', op: 'eq', value: index },
    }))
    await expectEverywhere(world, { any: [lyon, ...fields] }, ['a', 'b'], 'one of 2,000 fields')
    await world.expectAnswer({ any: events }, ['a'], 'one of 2,000 events')
    await world.expectAnswer({ all: [lyon, { not: { any: events } }] }, ['b'], 'none of 2,000 events')
    await world.expectAnswer({ atLeast: 1000, of: many(() => lyon) }, ['a', 'b'], 'a thousand of 2,000')
    const sums = many((index) => ({
      event: 'Seen*',
      measure: { of: 'sum', property: 'price' },
      op: 'gt',
      value: index + 6.5,
    }))
    await world.expectAnswer({ any: sums }, ['a'], 'one of 2,000 sums')
    const values = Array.from({ length: 70_000 }, (_, index) => `Town ${index}`)
    await world.expectAnswer(
      { field: 'town', op: 'in', value: [...values, 'Lyon'] },
      ['a', 'b'],
      '70,001 towns',
    )
    const counts = Array.from({ length: 2000 }, (_, index) => index + 1)
    await world.expectAnswer({ event: 'Seen*', op: 'in', value: counts }, ['a'], 'one of 2,000 counts')
    const { gaps } = await world.clientele.segments.preview({ any: [lyon, ...fields] })
    expectEqual(gaps.length, 2001, 'the number of things that are needed')
    expectEqual(gaps.at(-1), { kind: 'field', name: 'town', filled: 3, contacts: 4 }, 'the most filled one')
    await expectRejection(
      () => world.clientele.segments.count({ any: Array.from({ length: 20_001 }, () => lyon) }),
      'more than 20,000 parts',
      'INVALID_CONDITION',
    )
  }),

  segmentCase('a chain of segments moves as one, and a circle is refused with its path', async (world) => {
    const { segments } = world.clientele
    await world.people(towns)
    await segments.save({ id: 'c0', where: { all: [lyon, seen] } })
    for (let link = 1; link < 12; link++)
      await segments.save({ id: `c${link}`, where: { all: [{ segment: `c${link - 1}` }] } })
    expectEqual(await world.membersOf('c11'), [], 'the members of the end of the chain')
    await world.happened('a', 'Seen', NOW - DAY)
    await world.happened('c', 'Seen', NOW - DAY)
    expectEqual(await world.membersOf('c11'), ['a'], 'its members after an event')
    await world.expectAnswer({ segment: 'c11' }, ['a'], 'the end of the chain, asked of the base')
    await world.expectAnswer({ not: { segment: 'c11' } }, ['b', 'c', 'd'], 'all others')
    await world.goTo(NOW + 29 * DAY)
    expectEqual(await world.membersOf('c11'), [], 'its members when the window is over')
    await segments.save({ id: 'c0', where: lyon })
    expectEqual(await world.membersOf('c11'), ['a', 'b'], 'its members after an edit of its beginning')
    await expectCircle(() => segments.save({ id: 'c0', where: { segment: 'c11' } }), 'c0 → c11 → c10')
    await expectCircle(() => segments.save({ id: 'c5', where: { not: { segment: 'c5' } } }), 'c5 → c5')
    expectEqual(await world.membersOf('c11'), ['a', 'b'], 'its members after the refusals')
  }),

  storageCase(
    'segments: a chain of 200 is answered by the base, and one of 2,001 levels refused',
    async (storage) => {
      await storage.transaction(async ({ contacts, select }) => {
        const living = (town: string) => ({
          town: { value: town, recordId: 'api/1', rule: 'mostRecent', at: 1 },
        })
        await contacts.put([
          sample.contact('a', { fields: living('Lyon') }),
          sample.contact('b', { fields: living('Lille') }),
        ])
        const ask = (length: number) =>
          select?.count({
            ...emptyEnvironment(),
            ...chainOf(length),
            at: NOW,
            where: { segment: `c${length - 1}` },
          })
        for (const length of [3, 200, 1001])
          expectEqual(await ask(length), 1, `the count of ${length} segments`)
        await expectRejection(async () => ask(2001), 'a chain that is too long', 'INVALID_CONDITION')
      })
    },
  ),

  segmentCase('segments that stand twice on the same are answered, not written out', async (world) => {
    const { segments } = world.clientele
    await world.people(towns)
    await segments.save({ id: 'd0', where: lyon })
    for (let link = 1; link <= 26; link++) {
      const before = { segment: `d${link - 1}` }
      await segments.save({ id: `d${link}`, where: { all: [before, { not: { not: before } }] } })
    }
    // Written out, the last would be 2^26 comparisons.
    await world.expectAnswer({ segment: 'd26' }, ['a', 'b'], 'who is in both, 26 times over')
    const stored = await segments.list()
    const environment = {
      segments: new Map(stored.map(({ definition }) => [definition.id, definition.where])),
      tables: new Map(),
    }
    const facts = {
      contactId: 'a',
      zone: 'UTC',
      field: () => 'Lyon',
      fieldSince: () => 0,
      events: () => [],
      rows: () => [],
    }
    expectTrue(explainCondition({ segment: 'd26' }, facts, NOW, { environment }).holds, 'it to be explained')
  }),
]

async function expectCircle(work: () => Promise<unknown>, path: string): Promise<void> {
  let message = ''
  await expectRejection(
    () =>
      work().catch((error: unknown) => {
        message = String((error as Error).message)
        throw error
      }),
    'a circle',
    'DEFINITION_CYCLE',
  )
  expectTrue(message.includes(path), `the path \`${path}\`, got ${message.slice(0, 200)}`)
}

/** Segments that each stand on the one before. */
function chainOf(length: number): { readonly segments: ReadonlyMap<string, Condition> } {
  const links = Array.from({ length }, (_, link): [string, Condition] => [
    `c${link}`,
    link === 0 ? lyon : { segment: `c${link - 1}` },
  ])
  return { segments: new Map(links) }
}
