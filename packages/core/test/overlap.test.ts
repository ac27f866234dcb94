import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Condition, differenceOf, intersectionOf, type Overlap, unionOf } from '../src/index.ts'
import { makeBase } from './support/make-base.ts'

const has = (tag: string): Condition => ({ field: 'tags', op: 'contains', value: tag })
const tagged = (name: string) => ({ id: name, where: has(name) })
const storages = [
  ['memory', memory],
  ['sqlite', () => sqlite(':memory:')],
] as const

/** A base of one contact for each text of tags: `ab` is in `a` and in `b`. */
async function baseOf(storage: ReturnType<typeof memory>, people: readonly string[]) {
  const base = await makeBase({ storage, segments: [tagged('a'), tagged('b'), tagged('c')] })
  await base.clientele.upsert(
    people.map((tags, index) => ({
      source: 'api',
      sourceKey: String(index),
      identifiers: [{ type: 'email', value: `p${index}@example.org` }],
      fields: { tags: `${tags}.` },
    })),
  )
  return base.clientele
}

/** The same by brute force, over the whole base in memory. */
function expected(people: readonly string[], names: readonly string[]): Omit<Overlap, 'at'> {
  const count = (matches: (tags: string) => boolean) => people.filter(matches).length
  const patterns = new Map<string, number>()
  for (const tags of people) {
    const key = names.filter((name) => tags.includes(name)).join()
    if (key !== '') patterns.set(key, (patterns.get(key) ?? 0) + 1)
  }
  const isIn = (tags: string) => names.some((name) => tags.includes(name))
  return {
    contacts: people.length,
    sets: names.map((name) => ({
      name,
      contacts: count((tags) => tags.includes(name)),
      only: count((tags) => names.filter((one) => tags.includes(one)).join() === name),
    })),
    union: count(isIn),
    intersection: count((tags) => names.every((name) => tags.includes(name))),
    outside: count((tags) => !isIn(tags)),
    both: names.map((a) => names.map((b) => count((tags) => tags.includes(a) && tags.includes(b)))),
    without: names.map((a) => names.map((b) => count((tags) => tags.includes(a) && !tags.includes(b)))),
    intersections: [...patterns]
      .map(([key, contacts]) => ({ sets: key.split(','), contacts }))
      .sort((a, b) => b.contacts - a.contacts || (a.sets.join('\0') < b.sets.join('\0') ? -1 : 1)),
  }
}

describe.each(storages)('segments.overlap on %s', (_, storage) => {
  it('counts the same as every contact looked at by hand, for segments and for conditions (law)', async () => {
    const person = fc.subarray(['a', 'b', 'c']).map((tags) => tags.join(''))
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 30 }), async (people) => {
        const clientele = await baseOf(storage(), people)
        const { at: _at, ...stored } = await clientele.segments.overlap(['a', 'b', 'c'])
        expect(stored).toEqual(expected(people, ['a', 'b', 'c']))
        const asked = await clientele.segments.overlap(['a', { name: 'b', where: has('b') }])
        expect(asked).toMatchObject(expected(people, ['a', 'b']))
        await clientele.close()
      }),
      { numRuns: 15 },
    )
  })

  it('agrees with the counts of union, intersection and difference', async () => {
    const clientele = await baseOf(storage(), ['a', 'ab', 'b', 'abc', 'c', ''])
    const { union, intersection, without } = await clientele.segments.overlap(['a', 'b', 'c'])
    const { count } = clientele.segments
    expect([union, intersection, without[0]?.[1]]).toEqual([5, 1, 1])
    expect(await count(unionOf('a', 'b', 'c'))).toBe(union)
    expect(await count(intersectionOf('a', has('b'), 'c'))).toBe(intersection)
    expect(await count(differenceOf('a', 'b'))).toBe(without[0]?.[1])
    expect(await count(differenceOf('a', 'b', 'c'))).toBe(1)
    expect(await count(differenceOf({ all: [] }, 'a', 'b', 'c'))).toBe(1)
  })
})

describe('segments.overlap', () => {
  it('walks more contacts than are in memory at a time', async () => {
    const people = Array.from({ length: 4500 }, (_, index) =>
      index % 3 === 0 ? 'ab' : index % 2 === 0 ? 'a' : 'b',
    )
    const clientele = await baseOf(memory(), people)
    const { at: _, ...overlap } = await clientele.segments.overlap(['a', 'b'])
    expect(overlap).toEqual(expected(people, ['a', 'b']))
  })

  it('refuses sets without a name of their own, too many of them, and segments that are not there', async () => {
    const clientele = await baseOf(memory(), ['a'])
    const { overlap } = clientele.segments
    await expect(overlap([])).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(overlap(['a', { name: 'a', where: has('b') }])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await expect(overlap(['a', 'nowhere'])).rejects.toMatchObject({ code: 'UNKNOWN_DEFINITION' })
    const many = Array.from({ length: 17 }, (_, index) => ({ name: `s${index}`, where: has('a') }))
    await expect(overlap(many)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' })
    expect((await overlap(many.slice(0, 16))).intersection).toBe(1)
    await expect(overlap(['a'], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
