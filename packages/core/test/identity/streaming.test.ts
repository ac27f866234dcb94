import {
  createStreamingResolver,
  type IdentityModel,
  type MatchLink,
  type MatchRecord,
  resolve,
} from '@clientele/core/identity'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { sampleColumns, samplePeople } from './sample-people.ts'

const people = samplePeople(100, 11)
let model: IdentityModel

beforeAll(async () => {
  model = (await resolve(samplePeople(250, 5), { columns: sampleColumns })).model
})

const partition = (
  contacts: readonly { readonly id: string; readonly recordIds: readonly string[] }[],
): unknown => contacts.map(({ id, recordIds }) => [id, ...recordIds]).sort()

const batch = async (records: readonly MatchRecord[], links: readonly MatchLink[] = []): Promise<unknown> =>
  partition((await resolve(records, { columns: sampleColumns, model, links })).contacts)

const shuffled = fc.shuffledSubarray([...people], { minLength: 20 })
const link = fc
  .tuple(
    fc.nat(people.length - 1),
    fc.nat(people.length - 1),
    fc.constantFrom('must' as const, 'cannot' as const),
  )
  .filter(([a, b]) => a !== b)
  .map(([a, b, kind]): MatchLink => ({ kind, a: people[a]!.id, b: people[b]!.id }))
const links = fc.uniqueArray(link, { maxLength: 8, selector: ({ a, b }) => [a, b].sort().join() })

describe('createStreamingResolver', () => {
  it('gives what resolve gives, for every order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async (records) => {
        const resolver = createStreamingResolver(model)
        for (const record of records) resolver.add(record)
        expect(partition(resolver.contacts())).toEqual(await batch(records))
      }),
      { numRuns: 15 },
    )
  })

  it('gives what resolve gives where records leave, come back and are delivered twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        shuffled,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        async (records, chances) => {
          const resolver = createStreamingResolver(model)
          const kept = new Map<string, MatchRecord>()
          for (const record of records) {
            resolver.add(record)
            kept.set(record.id, record)
            const chance = chances.next().value
            if (chance < 0.2) resolver.add(record)
            if (chance > 0.7) {
              const [gone] = kept.keys()
              kept.delete(gone!)
              expect(resolver.remove(gone!)).toBe(true)
            }
          }
          expect(partition(resolver.contacts())).toEqual(await batch([...kept.values()]))
        },
      ),
      { numRuns: 15 },
    )
  })

  it('gives what resolve gives with links, made before or after their records come', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, links, fc.nat(), async (records, decided, cut) => {
        const resolver = createStreamingResolver(model)
        const early = decided.slice(0, cut % (decided.length + 1))
        for (const each of early) resolver.link(each)
        for (const record of records) resolver.add(record)
        for (const each of decided.slice(early.length)) resolver.link(each)
        expect(partition(resolver.contacts())).toEqual(await batch(records, decided))
        for (const each of decided) resolver.unlink(each)
        expect(partition(resolver.contacts())).toEqual(await batch(records))
      }),
      { numRuns: 15 },
    )
  })

  it('keeps the newer of two deliveries, whichever comes first', async () => {
    const columns = { ...sampleColumns, at: 'updatedAt' } as const
    const old = { ...people[0]!, account: 'C1110001', at: '2024-01-01' }
    const recent = { ...people[0]!, account: '', at: '2025-01-01' }
    const dated = { ...model, columns }
    for (const order of [
      [old, recent],
      [recent, old],
    ]) {
      const resolver = createStreamingResolver(dated)
      for (const record of order) resolver.add(record)
      const twin = { ...recent, id: 'twin', account: 'C2220002', at: '2025-06-01' }
      expect(resolver.add(twin).recordIds).toEqual([recent.id, 'twin'])
      const { contacts } = await resolve([...order, twin], { columns, model: dated })
      expect(contacts).toHaveLength(1)
    }
  })

  it('keeps nothing of removed records', () => {
    const resolver = createStreamingResolver(model)
    for (const record of people) resolver.add(record)
    for (const record of people) resolver.add({ ...record, first: `Zebulon ${record.id}` })
    expect(resolver.footprint()).toMatchObject({ records: people.length })
    resolver.link({ kind: 'must', a: people[0]!.id, b: people[1]!.id })
    resolver.unlink({ kind: 'must', a: people[0]!.id, b: people[1]!.id })
    for (const { id } of people) expect(resolver.remove(id)).toBe(true)
    expect(resolver.remove(people[0]!.id)).toBe(false)
    expect(resolver.contactOf(people[0]!.id)).toBeUndefined()
    expect(resolver.footprint()).toEqual({ records: 0, descriptions: 0, values: 0, keys: 0 })
  })
})
