import type { PurchaseFamily } from '@clientele/scoring-ltv'

/** Histories and repeat spend of a simulated base, column by column. */
export interface SimulatedBase {
  readonly x: Float64Array
  readonly tx: Float64Array
  readonly T: Float64Array
  readonly m: Float64Array
}

/** A generator of numbers in (0, 1), the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (((z ^ (z >>> 15)) >>> 0) + 0.5) / 4_294_967_296
  }
}

/** A draw of Gamma(shape, 1) (Marsaglia and Tsang 2000). */
export function gammaDraw(shape: number, random: () => number): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * random() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const z = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + z / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v
  }
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
  const random = seeded(seed)
  const [r, alpha, third, fourth] = MADE_WITH[family] as readonly [number, number, number, number]
  const births = weeks === 39 ? 84 : weeks * 3.5
  const columns = [0, 1, 2, 3].map(() => new Float64Array(customers))
  const [x, tx, T, m] = columns as [Float64Array, Float64Array, Float64Array, Float64Array]
  for (let index = 0; index < customers; index += 1) {
    const rate = gammaDraw(r, random) / alpha / 7
    const end = weeks * 7 - Math.floor(random() * births)
    let lives = Number.POSITIVE_INFINITY
    let chance = 0
    if (family === 'pareto/nbd') lives = (-Math.log(random()) * 7 * fourth) / gammaDraw(third, random)
    else {
      const leave = gammaDraw(third, random)
      chance = leave / (leave + gammaDraw(fourth, random))
    }
    let time = 0
    let last = 0
    if (family !== 'mbg/nbd' || random() >= chance) {
      for (;;) {
        time -= Math.log(random()) / rate
        const day = Math.ceil(time)
        if (day > end || time > lives) break
        if (day > last) x[index]! += 1
        last = day
        if (random() < chance) break
      }
    }
    tx[index] = last / 7
    T[index] = end / 7
    if (x[index]! > 0)
      m[index] = gammaDraw(6.25 * x[index]!, random) / x[index]! / (gammaDraw(3.74, random) / 15.44)
  }
  return { x, tx, T, m }
}
