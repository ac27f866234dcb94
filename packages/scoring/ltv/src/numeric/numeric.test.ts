import { incompleteGamma } from '@clientele/core/numeric'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaMean, betaRule } from './beta-rule.ts'
import { digamma, trigamma } from './digamma.ts'
import { gammaMedian } from './gamma-median.ts'
import { gaussLegendre } from './gauss-legendre.ts'
import { integrate } from './integrate.ts'
import { cholesky, symmetricInverse } from './symmetric-solve.ts'

const shape = fc.double({ min: 0.01, max: 500, noNaN: true })

describe('the numerics of customer value', () => {
  it('finds the median of a gamma distribution', () => {
    fc.assert(
      fc.property(shape, (k) => {
        expect(incompleteGamma(k, gammaMedian(k)).lower).toBeCloseTo(0.5, 9)
      }),
      { seed: 1 },
    )
  })

  it('takes means under a beta distribution, however extreme', () => {
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        const rule = betaRule(a, b)
        const mean = a / (a + b)
        expect(betaMean(rule, () => 1)).toBeCloseTo(1, 11)
        expect(betaMean(rule, (p) => p) / mean).toBeCloseTo(1, 10)
        expect(betaMean(rule, (p) => p * p) / ((mean * (a + 1)) / (a + b + 1))).toBeCloseTo(1, 10)
      }),
      { seed: 1 },
    )
  })

  it('keeps the recurrences of digamma and trigamma', () => {
    fc.assert(
      fc.property(shape, (x) => {
        expect((digamma(x + 1) - digamma(x)) * x).toBeCloseTo(1, 8)
        expect((trigamma(x) - trigamma(x + 1)) * x * x).toBeCloseTo(1, 6)
      }),
      { seed: 1 },
    )
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 13)
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 12)
  })

  it('integrates polynomials exactly, and smooth functions to the asked digits', () => {
    const { nodes, weights } = gaussLegendre(6)
    for (let power = 0; power <= 11; power += 1) {
      const sum = nodes.reduce((total, node, index) => total + weights[index]! * node ** power, 0)
      expect(sum).toBeCloseTo(1 / (power + 1), 14)
    }
    expect(integrate((x) => Math.exp(-x), 0, 40)).toBeCloseTo(1 - Math.exp(-40), 13)
    expect(integrate((x) => x, 3, 3)).toBe(0)
  })

  it('inverts positive definite matrices symmetrically, and no others', () => {
    const matrix = [
      [4, 2, 0.6],
      [2, 5, 1],
      [0.6, 1, 3],
    ]
    const inverse = symmetricInverse(matrix)!
    matrix.forEach((row, i) => {
      matrix.forEach((_, j) => {
        const product = row.reduce((sum, value, k) => sum + value * inverse[k]![j]!, 0)
        expect(product).toBeCloseTo(i === j ? 1 : 0, 13)
        expect(inverse[i]![j]).toBe(inverse[j]![i])
      })
    })
    expect(
      cholesky([
        [1, 2],
        [2, 1],
      ]),
    ).toBeUndefined()
  })
})
