import { seededRandom } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { meanEstimate, ratioEstimate, welch } from '../../src/experiments/index.ts'

describe('ratio metrics in a test', () => {
  it('call no difference at most as often as alpha says, where orders of one person hang together', () => {
    // Revenue per order: each person has a level of spending, and one to nine orders on it.
    const random = seededRandom(31)
    const arm = (n: number) => {
      const sums = {
        n,
        numerator: 0,
        numeratorSquares: 0,
        denominator: 0,
        denominatorSquares: 0,
        products: 0,
      }
      let [orders, spent, squares] = [0, 0, 0]
      for (let person = 0; person < n; person += 1) {
        const level = 30 + 12 * random.normal()
        const count = 1 + Math.floor(random.next() * 9)
        let total = 0
        for (let order = 0; order < count; order += 1) {
          const amount = level + 5 * random.normal()
          total += amount
          squares += amount * amount
        }
        sums.numerator += total
        sums.numeratorSquares += total * total
        sums.denominator += count
        sums.denominatorSquares += count * count
        sums.products += total * count
        orders += count
        spent += total
      }
      return {
        byPerson: ratioEstimate(sums),
        byOrder: meanEstimate({ n: orders, sum: spent, sumSquares: squares }),
      }
    }
    let [byPerson, byOrder] = [0, 0]
    const tests = 400
    for (let test = 0; test < tests; test += 1) {
      const [control, treatment] = [arm(150), arm(150)]
      if (welch(control.byPerson, treatment.byPerson).p < 0.05) byPerson += 1 / tests
      if (welch(control.byOrder, treatment.byOrder).p < 0.05) byOrder += 1 / tests
    }
    expect(byPerson).toBeLessThan(0.085)
    // As if each order had been drawn by lot on its own: wrong three times as often.
    expect(byOrder).toBeGreaterThan(0.15)
  })
})
