import { describe, expect, it } from 'vitest'
import { confidenceSequence, readTest, shareEstimate, welch } from './index.ts'

describe('reading a test', () => {
  const arm = (id: string, n: number, successes: number, weight = 1) => ({
    id,
    weight,
    exposed: n,
    metric: shareEstimate(n, successes),
  })

  it('says invalid before anything else when the split is broken', () => {
    const reading = readTest([arm('a', 5000, 250), arm('b', 5600, 900)])
    expect(reading).toMatchObject({ status: 'invalid', reason: 'sample_ratio' })
  })

  it('says that there is not enough, and does not guess', () => {
    expect(readTest([arm('a', 40, 2), arm('b', 45, 9)]).status).toBe('not_enough_data')
    expect(readTest([arm('a', 5000, 250), arm('b', 0, 0, 0)])).toMatchObject({
      status: 'read',
      treatments: [],
    })
  })

  it('names the better and the worse, and corrects for several treatments', () => {
    const reading = readTest([
      arm('a', 9000, 900),
      arm('b', 9000, 1300),
      arm('c', 9000, 910),
      arm('d', 9000, 600),
    ])
    if (reading.status !== 'read') throw new Error(reading.status)
    expect(reading.treatments.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['b', 'better'],
      ['c', 'open'],
      ['d', 'worse'],
    ])
    for (const { p, comparison } of reading.treatments) expect(p).toBeGreaterThanOrEqual(comparison.p)
    expect(reading.treatments[0]!.lift.interval![0]).toBeGreaterThan(0)
  })

  it('never says better or worse of arms without any spread', () => {
    const reading = readTest([arm('a', 500, 0), arm('b', 500, 0)], { method: 'fixed' })
    expect(reading).toMatchObject({ status: 'read', treatments: [{ verdict: 'open', p: 1 }] })
  })

  it('is narrower when it is read once, at a fixed end', () => {
    const control = shareEstimate(5000, 500)
    const treatment = shareEstimate(5000, 560)
    const width = ({ interval }: { readonly interval: readonly [number, number] }) =>
      interval[1] - interval[0]
    expect(width(welch(control, treatment))).toBeLessThan(width(confidenceSequence(control, treatment)))
  })
})
