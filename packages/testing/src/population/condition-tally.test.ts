import type { Condition } from '@clientele/core'
import { describe, expect, it } from 'vitest'
import { sample } from '../conformance/storage/samples.ts'
import type { ConditionCase } from './condition-case.ts'
import { conditionTally, type KindCount } from './condition-tally.ts'
import { conditionWorld } from './condition-world.ts'

const NOW = 10_000
const golden = (value: string) => ({ city: { value, recordId: 'eshop/1', rule: 'mostRecent', at: 1 } })

function asked(condition: Condition): ConditionCase {
  const view = (id: string, contactId: string, properties: { readonly [name: string]: string }) =>
    sample.event(id, contactId, { properties })
  return {
    condition,
    population: {
      contacts: [
        sample.contact('a', { fields: golden('Lyon') }),
        sample.contact('b', { fields: golden('Paris') }),
        sample.contact('c', { fields: {} }),
      ],
      events: [
        view('m1', 'a', { product_id: '1' }),
        view('m2', 'a', { product_id: '1' }),
        view('m3', 'b', {}),
      ],
      rows: [],
    },
    at: NOW,
    zone: 'UTC',
  }
}

function counted(condition: Condition): (kind: string) => Omit<KindCount, 'kind'> | undefined {
  const tally = conditionTally(conditionWorld())
  tally.add(asked(condition))
  return (wanted) => {
    const found = tally.counts().find(({ kind }) => kind === wanted)
    if (found === undefined) return undefined
    const { kind: _, ...count } = found
    return count
  }
}

describe('conditionTally', () => {
  it('counts of how many contacts a comparison is true, false, and has nothing to compare', () => {
    const count = counted({ field: 'city', op: 'eq', value: 'Lyon' })
    expect(count('field string eq')).toEqual({ parts: 1, holds: 1, fails: 2, missing: 1 })
  })

  it('asks each part alone, whatever stands around it', () => {
    const count = counted({ not: { any: [{ field: 'city', op: 'exists' }, { all: [] }] } })
    expect(count('not')).toMatchObject({ holds: 0, fails: 3 })
    expect(count('all')).toMatchObject({ holds: 3, fails: 0 })
    expect(count('field string exists')).toMatchObject({ holds: 2, fails: 1 })
  })

  it('asks a part inside a `where` of the events that it would be asked of', () => {
    const where: Condition = { property: 'product_id', op: 'eq', value: '1' }
    const count = counted({ event: 'Product Viewed', where, op: 'gte', value: 3 })
    expect(count('counted gte')).toMatchObject({ holds: 0, fails: 3 })
    expect(count('property string eq')).toEqual({ parts: 1, holds: 1, fails: 2, missing: 2 })
  })

  it('asks a reference to the first event of a sequence of pairs of events', () => {
    const same: Condition = { property: 'product_id', op: 'eq', value: { ref: 'first.product_id' } }
    const event = 'Product Viewed'
    // biome-ignore lint/suspicious/noThenProperty: the condition language names it so
    const count = counted({ sequence: { event }, then: { event, where: same }, within: '1d' })
    expect(count('reference to the first event: equality')).toMatchObject({ holds: 1, fails: 2 })
  })
})
