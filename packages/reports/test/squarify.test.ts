import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { squarify } from '../src/charts/squarify.ts'

const descending = fc
  .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 })
  .map((values) => values.sort((a, b) => b - a))
const room = fc.record({
  x: fc.constant(3),
  y: fc.constant(7),
  width: fc.double({ min: 1, max: 2000, noNaN: true }),
  height: fc.double({ min: 1, max: 2000, noNaN: true }),
})

describe('the squarified tree map', () => {
  it('is that of the paper for 6, 6, 4, 3, 2, 2, 1 in 6 × 4', () => {
    const parts = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 })
    const rounded = parts.map(({ x, y, width, height }) => [x, y, width, height].map((n) => +n.toFixed(3)))
    expect(rounded.slice(0, 4)).toEqual([
      [0, 0, 3, 2],
      [0, 2, 3, 2],
      [3, 0, 1.714, 2.333],
      [4.714, 0, 1.286, 2.333],
    ])
  })

  it('gives every value its area, inside the room, without overlap', () => {
    fc.assert(
      fc.property(descending, room, (values, whole) => {
        const total = values.reduce((sum, value) => sum + value, 0)
        const parts = squarify(values, whole)
        const area = whole.width * whole.height
        const slack = 1e-6 * Math.max(whole.width, whole.height)
        parts.forEach((part, index) => {
          const share = total > 0 ? values[index]! / total : 0
          expect(Math.abs(part.width * part.height - share * area)).toBeLessThan(1e-6 * area)
          expect(part.x).toBeGreaterThanOrEqual(whole.x - slack)
          expect(part.y).toBeGreaterThanOrEqual(whole.y - slack)
          expect(part.x + part.width).toBeLessThanOrEqual(whole.x + whole.width + slack)
          expect(part.y + part.height).toBeLessThanOrEqual(whole.y + whole.height + slack)
          for (const other of parts.slice(index + 1)) {
            const wide = Math.min(part.x + part.width, other.x + other.width) - Math.max(part.x, other.x)
            const tall = Math.min(part.y + part.height, other.y + other.height) - Math.max(part.y, other.y)
            expect(Math.min(wide, tall)).toBeLessThan(slack)
          }
        })
      }),
      { seed: 12, numRuns: 150 },
    )
  })

  it('gives nothing to values that are not above nought', () => {
    const parts = squarify([0, -4], { x: 0, y: 0, width: 10, height: 10 })
    expect(parts.every(({ width, height }) => width * height === 0)).toBe(true)
    expect(squarify([], { x: 0, y: 0, width: 10, height: 10 })).toEqual([])
  })
})
