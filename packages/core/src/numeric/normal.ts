import { incompleteGamma } from './incomplete-gamma.ts'

/** The density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}

/** The chance that a standard normal variable is below z; small chances keep their relative precision. */
export function normalBelow(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, 0.5 * z * z)
  return z < 0 ? 0.5 * upper : 0.5 + 0.5 * lower
}

/** The value that a standard normal variable is below with a given chance, for chances in (0, 1). */
export function normalQuantile(chance: number): number {
  if (!(chance > 0 && chance < 1)) return chance === 0 ? -Infinity : chance === 1 ? Infinity : Number.NaN
  if (chance > 0.5) return -normalQuantile(1 - chance)
  // Abramowitz and Stegun 26.2.23 as a start, then Newton on the logarithm of the chance.
  const t = Math.sqrt(-2 * Math.log(chance))
  let z = -(
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  )
  for (let round = 0; round < 20; round += 1) {
    const below = normalBelow(z)
    const step = (Math.log(below / chance) * below) / normalDensity(z)
    z -= step
    if (Math.abs(step) < 1e-14 * (1 + Math.abs(z))) break
  }
  return z
}
