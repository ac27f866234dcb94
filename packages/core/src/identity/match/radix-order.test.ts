import fc from 'fast-check'
import { expect, it } from 'vitest'
import { radixOrder } from './radix-order.ts'

it('orders keys as a stable comparison does, negative ones first', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.integer({ min: -3, max: 3 }))), (keys) => {
      const expected = keys.map((_, index) => index).sort((a, b) => (keys[a] as number) - (keys[b] as number))
      expect([...radixOrder(Int32Array.from(keys))]).toEqual(expected)
    }),
  )
})
