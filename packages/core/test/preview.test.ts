import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { describe, expect, it } from 'vitest'
import type { Condition, SegmentDefinition, Storage } from '../src/index.ts'
import { makeBase, START } from './support/make-base.ts'

const storages = [
  ['memory', memory],
  ['sqlite', () => sqlite(':memory:')],
] as const
const grown: Condition = { field: 'birthDate', op: 'before', value: '2000-01-01' }
const birthday: SegmentDefinition = { id: 'grown', where: grown }

async function baseOf(storage: Storage, size: number) {
  const base = await makeBase({ storage, segments: [birthday] })
  await base.clientele.upsert(
    Array.from({ length: size }, (_, index) => ({
      source: 'api',
      sourceKey: String(index),
      identifiers: [{ type: 'email', value: `p${index}@example.org` }],
      fields: { city: 'Lyon', ...(index % 3 === 0 && { birthDate: '1990-04-05' }) } as Readonly<
        Record<string, string>
      >,
    })),
  )
  return base.clientele
}

describe.each(storages)('before a segment is saved, on %s', (_, storage) => {
  it('its members are counted and sampled, with what it needs and how long that took', async () => {
    const clientele = await baseOf(storage(), 90)
    const where: Condition = { all: [{ segment: 'grown' }, { event: 'Order Completed', op: 'eq', value: 0 }] }
    const preview = await clientele.segments.preview(where, { size: 4 })
    expect(preview).toMatchObject({
      at: START,
      members: 30,
      contacts: 90,
      gaps: [
        { kind: 'event', name: 'Order Completed', filled: 0, contacts: 90 },
        { kind: 'field', name: 'birthDate', filled: 30, contacts: 90 },
      ],
      tookMs: 0,
    })
    expect(preview.sample).toHaveLength(4)
    const members = await clientele.segments.members('grown', { limit: 100 })
    for (const contactId of preview.sample) expect(members).toContain(contactId)
    expect(await clientele.segments.list()).toHaveLength(1)
  })

  it('the same sample comes at every call, another one with another salt', async () => {
    const clientele = await baseOf(storage(), 90)
    const { sample } = clientele.segments
    const first = await sample('grown', { size: 5 })
    expect(first).toEqual([...new Set(first)].sort())
    expect(await sample('grown', { size: 5 })).toEqual(first)
    expect(await sample(grown, { size: 5 })).toEqual(first)
    expect(await sample('grown', { size: 5, salt: 'another' })).not.toEqual(first)
    // A larger sample holds the smaller one, and more than there are is everybody.
    expect(await sample('grown', { size: 9 })).toEqual(expect.arrayContaining([...first]))
    expect(await sample('grown', { size: 500 })).toEqual(
      await clientele.segments.members(grown, { limit: 500 }),
    )
    expect(await sample({ any: [] })).toEqual([])
    expect(await sample('grown', { size: 0 })).toEqual([])
  })
})

describe('a sample', () => {
  it('favours nobody: each member is drawn about as often as any other', async () => {
    const clientele = await baseOf(memory(), 40)
    const drawn = new Map<string, number>()
    for (let salt = 0; salt < 200; salt++)
      for (const contactId of await clientele.segments.sample({ all: [] }, { size: 10, salt: String(salt) }))
        drawn.set(contactId, (drawn.get(contactId) ?? 0) + 1)
    // 200 draws of a quarter: 50 each, give or take four standard deviations of 6.
    expect(drawn.size).toBe(40)
    for (const times of drawn.values()) expect(Math.abs(times - 50)).toBeLessThan(25)
  })
})
