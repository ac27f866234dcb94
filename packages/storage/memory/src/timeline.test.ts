import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { membershipRepository } from './repositories/memberships.ts'
import { runRepository } from './repositories/runs.ts'
import { traitRepository } from './repositories/traits.ts'
import { tables } from './tables.ts'
import { type Timer, timeline } from './timeline.ts'

/** A timer that tells how often somebody looked at it. */
function watched(contactId: string, at: number, looks: { count: number }): Timer {
  return {
    contactId,
    get at() {
      looks.count++
      return at
    },
  }
}

describe('timeline', () => {
  it('answers what sorting every timer would', () => {
    const steps = fc.record({
      row: fc.integer({ min: 0, max: 1500 }),
      at: fc.integer({ min: 0, max: 40 }),
      gone: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(steps, { maxLength: 4000, size: 'max' }),
        fc.integer({ min: -1, max: 41 }),
        (all, at) => {
          const line = timeline()
          const kept = new Map<string, Timer>()
          for (const step of all) {
            const key = `k${step.row}`
            const before = kept.get(key)
            if (before !== undefined) line.remove(key, before)
            kept.delete(key)
            if (step.gone) continue
            const timer = { contactId: `c${step.row % 700}`, at: step.at }
            line.add(key, timer)
            kept.set(key, timer)
          }
          const sorted = [...kept.values()].sort(
            (a, b) => a.at - b.at || (a.contactId < b.contactId ? -1 : Number(a.contactId > b.contactId)),
          )
          const due = [...new Set(sorted.filter((timer) => timer.at <= at).map((timer) => timer.contactId))]
          expect(line.due(at, 10_000)).toEqual(due)
          expect(line.due(at, 7)).toEqual(due.slice(0, 7))
          expect(line.first()).toBe(sorted[0]?.at)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('leaves a timer that was never there alone', () => {
    const line = timeline()
    line.remove('a', { contactId: 'c', at: 1 })
    line.add('a', { contactId: 'c', at: 1 })
    line.remove('a', { contactId: 'c', at: 2 })
    line.remove('b', { contactId: 'c', at: 1 })
    expect(line.due(1, 10)).toEqual(['c'])
  })

  it.each([1000, 50_000])('looks at what is due and one more, among %i timers', (size) => {
    const looks = { count: 0 }
    const line = timeline()
    for (let row = 0; row < size; row++) line.add(`k${row}`, watched(`c${row}`, row, looks))
    looks.count = 0
    expect(line.due(-1, 500)).toEqual([])
    expect(line.first()).toBe(0)
    expect(looks.count).toBeLessThanOrEqual(2)
    looks.count = 0
    expect(line.due(9, 500)).toHaveLength(10)
    expect(looks.count).toBeLessThanOrEqual(11)
  })
})

describe('memory, asked what is due', () => {
  it('does not walk over memberships, runs or traits (S6)', async () => {
    const kept = tables()
    kept.journal.begin()
    const membership = { contactId: 'c1', segmentId: 's', member: true, since: 0, definitionVersion: 1 }
    await membershipRepository(kept).put([{ ...membership, validUntil: 5 }])
    const trait = { contactId: 'c1', traitId: 't', value: 1, since: 0, definitionVersion: 1 }
    await traitRepository(kept).put([{ ...trait, validUntil: 5 }])
    kept.journal.end()
    const all = (): never => {
      throw new Error('every row was read')
    }
    const repositories = [
      membershipRepository({ ...kept, memberships: { ...kept.memberships, all } }),
      traitRepository({ ...kept, traits: { ...kept.traits, all } }),
    ]
    for (const repository of repositories) {
      expect(await repository.due(4, 10)).toEqual([])
      expect(await repository.due(5, 10)).toEqual(['c1'])
      expect(await repository.nextDue()).toBe(5)
    }
    const runs = runRepository({ ...kept, runs: { ...kept.runs, all } })
    expect(await runs.due(5, 10)).toEqual([])
    expect(await runs.nextDue()).toBeUndefined()
  })
})
