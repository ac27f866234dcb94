import { describe, expect, it } from 'vitest'
import { abePosterior } from './abe.ts'
import { cdnowCustomers, cdnowHistories, columnsOf } from './cdnow.ts'
import { cdnowOrders, expectedFigures, hasSharedData } from './shared-data.ts'

// The chain mixes slowly: a short one shows the region, `ABE_DRAWS=12000` (half a minute) the figures.
const draws = Number(process.env.ABE_DRAWS ?? 1000)
const ROOM = draws >= 10_000 ? [0.04, 0.08, 0.06, 0.15, 0.4] : [0.15, 0.4, 0.2, 0.4, 1.7]

interface Figures {
  readonly entries: readonly { readonly id: string; readonly expected: readonly string[] }[]
}

describe.skipIf(!hasSharedData)('the hierarchical Pareto/NBD of Abe', () => {
  it('has the medians of the figures, as near as a chain of this length comes', () => {
    const { expected } = expectedFigures<Figures>().entries.find(({ id }) => id === 'abe.M1')!
    const data = columnsOf(cdnowHistories(cdnowCustomers(cdnowOrders())))
    const found = Object.values(abePosterior(data, { burn: Math.ceil(draws / 3), draws, seed: 3 }))
    expect(found).toHaveLength(expected.length)
    found.forEach((value, index) => {
      expect(Math.abs(value - Number(expected[index])), `${found} for ${expected}`).toBeLessThan(ROOM[index]!)
    })
  })
})
