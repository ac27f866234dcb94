import { describe, expect, it } from 'vitest'
import { movementMatrix } from './movement-matrix.ts'
import { rfmMatrix } from './rfm-matrix.ts'
import type { RfmModel } from './rfm-model.ts'
import { scoreRfm } from './score-rfm.ts'

const at = Date.UTC(2026, 0, 1)

describe('movementMatrix', () => {
  it('counts who stayed, moved, came and left', () => {
    const before = [
      { contactId: 'a', segment: 'loyal' },
      { contactId: 'b', segment: 'loyal' },
      { contactId: 'c', segment: 'lost' },
    ]
    const after = [
      { contactId: 'a', segment: 'loyal' },
      { contactId: 'b', segment: 'at_risk' },
      { contactId: 'd', segment: 'new_customers' },
    ]
    expect(movementMatrix(before, after)).toEqual({
      movements: [
        { from: undefined, to: 'new_customers', contacts: 1 },
        { from: 'lost', to: undefined, contacts: 1 },
        { from: 'loyal', to: 'at_risk', contacts: 1 },
        { from: 'loyal', to: 'loyal', contacts: 1 },
      ],
      stayed: 1,
      moved: 3,
    })
  })

  it('is empty for two empty runs', () => {
    expect(movementMatrix([], [])).toEqual({ movements: [], stayed: 0, moved: 0 })
  })
})

describe('rfmMatrix', () => {
  it('counts each contact once by cell and once by segment', () => {
    const summaries = Array.from({ length: 100 }, (_, i) => ({
      contactId: `c${i}`,
      orders: 1 + (i % 7),
      revenueMinor: 100 * (i + 1),
      lastOrderAt: at - (i % 40) * 86_400_000,
    }))
    const run = scoreRfm(summaries, { at })
    const matrix = rfmMatrix(run.scores, run.model as RfmModel)
    const sum = (groups: readonly { readonly contacts: number }[]) =>
      groups.reduce((total, group) => total + group.contacts, 0)
    expect(matrix.contacts).toBe(100)
    expect(matrix.cells).toHaveLength(25)
    expect(matrix.cells[0]).toMatchObject({ r: 5, f: 5 })
    expect(sum(matrix.cells)).toBe(100)
    expect(matrix.segments).toHaveLength(11)
    expect(sum(matrix.segments)).toBe(100)
    expect(matrix.segments.reduce((total, row) => total + row.revenueShare, 0)).toBeCloseTo(1, 12)
    expect(matrix.revenueMinor).toBe(505_000)
  })

  it('divides by nothing when nobody is scored', () => {
    const run = scoreRfm([], {
      at,
      method: { kind: 'fixed', recencyDays: [1, 2], orders: [1, 2], revenueMinor: [1, 2] },
    })
    const matrix = rfmMatrix(run.scores, run.model as RfmModel)
    expect(matrix.segments.every((row) => row.share === 0 && row.meanRecencyDays === 0)).toBe(true)
  })
})
