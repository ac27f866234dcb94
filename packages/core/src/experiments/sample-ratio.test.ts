import { describe, expect, it } from 'vitest'
import { sampleRatio } from './index.ts'

describe('the sample ratio', () => {
  it('finds 50.5 to 49.5 in a million, and somebody in an arm of weight 0', () => {
    expect(sampleRatio([505_000, 495_000], [1, 1]).mismatch).toBe(true)
    expect(sampleRatio([500_400, 499_600], [1, 1]).mismatch).toBe(false)
    expect(sampleRatio([500, 500, 1], [1, 1, 0])).toMatchObject({ p: 0, mismatch: true })
    expect(sampleRatio([0, 0], [1, 1]).p).toBe(1)
  })

  it('refuses counts and weights that do not match', () => {
    for (const [counts, weights] of [
      [[1, 2], [1]],
      [
        [-1, 2],
        [1, 1],
      ],
      [
        [1, Number.NaN],
        [1, 1],
      ],
    ] as const) {
      expect(() => sampleRatio(counts, weights)).toThrowError(
        expect.objectContaining({ code: 'INVALID_INPUT' }),
      )
    }
  })
})
