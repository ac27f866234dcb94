import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incompleteBetaAtOdds } from './incomplete-beta.ts'
import { incompleteGamma } from './incomplete-gamma.ts'
import { logBeta } from './log-beta.ts'
import { logGamma } from './log-gamma.ts'
import { normalBelow, normalQuantile } from './normal.ts'
import { studentBeyond, studentCritical } from './student-t.ts'

const near = (value: number, known: number, relative = 1e-11) =>
  expect(Math.abs(value - known), `${value} for ${known}`).toBeLessThanOrEqual(relative * Math.abs(known))

// Known values by scipy 1.17.
describe('distributions', () => {
  it.each([
    [-10, 7.61985302416047e-24],
    [-3, 0.0013498980316300933],
    [-0.5, 0.3085375387259869],
    [0, 0.5],
    [1.96, 0.9750021048517795],
    [5, 0.9999997133484281],
  ])('the normal chance below %d', (z, known) => near(normalBelow(z), known))

  it.each([
    [1e-12, -7.034483825301131],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.8, 0.8416212335729143],
    [0.999999, 4.753424308817087],
  ])('the normal quantile of %d', (chance, known) => near(normalQuantile(chance), known))

  it.each([
    [1, 3, 0.3910022189557705],
    [2.5, 7.3, 0.03965023466560043],
    [12, 40, 7.82417130425598e-15],
    [1.96, 1e5, 0.04999856319430168],
  ])('the chance of t beyond %d with %d degrees', (t, degrees, known) =>
    near(studentBeyond(t, degrees), known, 1e-9),
  )

  it.each([
    [0.05, 3, 3.1824463052837086],
    [0.001, 7.3, 5.283211758939399],
    [0.05, 4200.5, 1.9605289037922056],
  ])('the t beyond which falls %d with %d degrees', (chance, degrees, known) =>
    near(studentCritical(chance, degrees), known, 1e-9),
  )

  it.each([
    [0.8, 1, 0.4493289641172217],
    [0.8, 0.5, 0.20590321073206466],
    [10, 1, 4.539992976248486e-5],
    [50, 2.5, 5.285148360943219e-20],
  ])('the upper gamma at %d with shape %d', (x, k, known) => near(incompleteGamma(k, x).upper, known))

  it('keeps the laws of the gamma and beta functions', () => {
    const positive = fc.double({ min: 1e-3, max: 500, noNaN: true })
    fc.assert(
      fc.property(positive, positive, positive, (a, b, odds) => {
        expect(logGamma(a + 1) - logGamma(a)).toBeCloseTo(Math.log(a), 9)
        expect(logBeta(a, b)).toBeCloseTo(logGamma(a) + logGamma(b) - logGamma(a + b), 8)
        expect(incompleteBetaAtOdds(odds, a, b) + incompleteBetaAtOdds(1 / odds, b, a)).toBeCloseTo(1, 9)
        const { lower, upper } = incompleteGamma(a, odds)
        expect(lower + upper).toBeCloseTo(1, 12)
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})
