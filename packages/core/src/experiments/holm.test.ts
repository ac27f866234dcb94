import { describe, expect, it } from 'vitest'
import { holm } from './index.ts'

describe('several readings', () => {
  it('are corrected by Holm, in their own order', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(holm([])).toEqual([])
    expect(holm([0.9, 0.8])).toEqual([1, 1])
  })
})
