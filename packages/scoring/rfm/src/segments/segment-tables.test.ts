import { describe, expect, it } from 'vitest'
import { checkSegmentTable } from './check-segment-table.ts'
import { classicSegments } from './classic-segments.ts'
import { combineScores } from './combine-scores.ts'
import { compileSegmentTable } from './compile-segment-table.ts'
import { gridSegments } from './grid-segments.ts'
import type { SegmentTable } from './segment-table.ts'
import { shopifySegments } from './shopify-segments.ts'
import { threeLevelSegments } from './three-level-segments.ts'

const ready: readonly SegmentTable[] = [classicSegments, threeLevelSegments, shopifySegments, gridSegments]
const spoilt = (change: (segments: SegmentTable['segments']) => SegmentTable['segments']): SegmentTable => ({
  ...threeLevelSegments,
  segments: change(threeLevelSegments.segments),
})

describe('segment tables', () => {
  it.each(ready.map((table) => [table.id, table] as const))('%s is a partition', (_id, table) => {
    expect(checkSegmentTable(table)).toEqual({ missing: [], repeated: [], unknown: [], segments: [] })
  })

  it('the classic one has 125 codes in 11 segments', () => {
    expect(classicSegments.segments).toHaveLength(11)
    expect(classicSegments.segments.flatMap(({ codes }) => codes)).toHaveLength(125)
  })

  it('names the cells without a segment', () => {
    const table = spoilt((segments) => segments.slice(1))
    expect(checkSegmentTable(table).missing).toEqual(['323', '332', '333'])
    expect(() => compileSegmentTable(table)).toThrowError(
      expect.objectContaining({ code: 'INVALID_DEFINITION', message: expect.stringContaining('323') }),
    )
  })

  it('names the cells that two segments have', () => {
    const table = spoilt((segments) => [...segments, { id: 'vip', label: 'VIP', codes: ['333'] }])
    expect(checkSegmentTable(table).repeated).toEqual(['333'])
  })

  it('names codes outside the grid, ids used twice and segments without a cell', () => {
    const outside = spoilt((segments) => [...segments, { id: 'odd', label: 'Odd', codes: ['444'] }])
    expect(checkSegmentTable(outside).unknown).toEqual(['444'])
    const twice = spoilt((segments) => [...segments, { id: 'loyal', label: 'Loyal again', codes: [] }])
    expect(checkSegmentTable(twice).segments).toEqual(['loyal'])
  })

  it('takes a box without an axis for all its levels', () => {
    const table: SegmentTable = {
      id: 'by-recency',
      axes: 'r-f-m',
      levels: { r: 2, f: 2, m: 2 },
      segments: [
        { id: 'recent', label: 'Recent', boxes: [{ r: [2, 2] }] },
        { id: 'old', label: 'Old', boxes: [{ r: [1, 1] }] },
      ],
    }
    const cellOf = compileSegmentTable(table)
    expect(cellOf(2, 1, 2)).toEqual({ code: '212', segment: 'recent' })
    expect(cellOf(1, 2, 2)).toEqual({ code: '122', segment: 'old' })
  })

  it('refuses more levels than a digit can say', () => {
    const table = { ...classicSegments, levels: { r: 10, f: 5, m: 5 } }
    expect(() => compileSegmentTable(table)).toThrowError(
      expect.objectContaining({ code: 'INVALID_DEFINITION' }),
    )
  })

  it('makes one score of F and M by mean or by product', () => {
    expect(combineScores(5, 4, 'mean')).toBe(5)
    expect(combineScores(1, 5, 'mean')).toBe(3)
    expect(combineScores(1, 5, 'product')).toBe(2)
    expect(combineScores(6, 6, 'product')).toBe(6)
  })

  it('puts the best customers who go quiet where the grid says', () => {
    expect(compileSegmentTable(gridSegments)(1, 6, 5).segment).toBe('best_passive')
    expect(compileSegmentTable(shopifySegments)(5, 5, 3).segment).toBe('champions')
  })
})
