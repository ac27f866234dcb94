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
    const add = (row: number): readonly number[] => {
      const found: number[] = []
      index.add(row, (other) => found.push(other))
      return found
    }
    expect(rows.map(add)).toEqual([[], [rows[0]], []])
    index.remove(rows[0]!)
    index.remove(rows[1]!)
    expect(add(rows[0]!)).toEqual([])
    expect(add(rows[1]!)).toEqual([rows[0]])
  })
})
