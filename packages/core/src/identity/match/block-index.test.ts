import { describe, expect, it } from 'vitest'
import { blockIndex } from './block-index.ts'
import { blockingRulesOf } from './blocking-rule.ts'
import { planColumns } from './columns.ts'
import { recordEncoder } from './encode.ts'
import { recordStore } from './record-store.ts'

describe('blockIndex', () => {
  it('proposes who shares a key, once, and nobody who was removed', () => {
    const store = recordStore(planColumns({ last: 'lastName', email: 'email', phone: 'phone' }))
    const encoder = recordEncoder(store, {})
    const rules = blockingRulesOf(store.fields).map((rule) => ({ rule, heavy: [] }))
    const index = blockIndex(store, rules)
    const rows = [
      { last: 'Branly', email: 'odile@example.org', phone: '0611223344' },
      { last: 'Branly', email: 'odile@example.org', phone: '0611223345' },
      { last: 'Martin', email: 'jean@example.org', phone: '0798765432' },
    ].map((record) => encoder.encode(record))
    for (const row of rows) index.add(row)
    const candidates = (row: number): readonly number[] => {
      const found: number[] = []
      index.eachCandidate(row, (other) => found.push(other))
      return found
    }
    expect(candidates(rows[0]!)).toEqual([rows[1]])
    index.remove(rows[1]!)
    expect(candidates(rows[0]!)).toEqual([])
  })
})
