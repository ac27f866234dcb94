import type { PurchaseFamily } from '@clientele/scoring-ltv'
import { seededRandom } from '@clientele/testing'

/** Histories and repeat spend of a simulated base, column by column. */
export interface SimulatedBase {
  readonly x: Float64Array
  readonly tx: Float64Array
  readonly T: Float64Array
  readonly m: Float64Array
}

/** The optima on the CDNOW sample, in weeks: what the base is made with. */
export const MADE_WITH: { readonly [family in Exclude<PurchaseFamily, 'nbd'>]: readonly number[] } = {
  'bg/nbd': [0.2426, 4.4136, 0.7929, 2.4259],
  'mbg/nbd': [0.5248, 6.1831, 0.8914, 1.614],
  'pareto/nbd': [0.5533, 10.5777, 0.6062, 11.6687],
}

/**
 * Customers who buy and leave by a family at the parameters of CDNOW, and spend by Gamma-Gamma (6.25, 3.74,
 * 15.44), purchases dated to the day and one a day at most. With `weeks` 39 they are born over the first 12, as
 * in CDNOW; a longer log has births all through its first half and more distinct histories.
 */
export function simulatedBase(
  customers: number,
  family: keyof typeof MADE_WITH,
  seed: number,
  weeks: number = 39,
): SimulatedBase {
  const random = seededRandom(seed)
  const [r, alpha, third, fourth] = MADE_WITH[family] as readonly [number, number, number, number]
  const births = weeks === 39 ? 84 : weeks * 3.5
  const columns = [0, 1, 2, 3].map(() => new Float64Array(customers))
  const [x, tx, T, m] = columns as [Float64Array, Float64Array, Float64Array, Float64Array]
  for (let index = 0; index < customers; index += 1) {
    const rate = random.gamma(r) / alpha / 7
    const end = weeks * 7 - Math.floor(random.next() * births)
    let lives = Number.POSITIVE_INFINITY
    let chance = 0
    if (family === 'pareto/nbd') lives = (random.exponential() * 7 * fourth) / random.gamma(third)
    else {
      const leave = random.gamma(third)
      chance = leave / (leave + random.gamma(fourth))
    }
    let time = 0
    let last = 0
    if (family !== 'mbg/nbd' || random.next() >= chance) {
      for (;;) {
        time += random.exponential() / rate
        const day = Math.ceil(time)
        if (day > end || time > lives) break
        if (day > last) x[index]! += 1
        last = day
        if (random.next() < chance) break
      }
    }
    tx[index] = last / 7
    T[index] = end / 7
    if (x[index]! > 0) m[index] = random.gamma(6.25 * x[index]!) / x[index]! / (random.gamma(3.74) / 15.44)
  }
  return { x, tx, T, m }
}
