import { incompleteBetaAtOdds } from './incomplete-beta.ts'
import { normalQuantile } from './normal.ts'

/** The chance that Student's t with so many degrees of freedom is further from 0 than t, on either side. */
export function studentBeyond(t: number, degrees: number): number {
  if (degrees === Number.POSITIVE_INFINITY) return studentBeyond(t, 1e12)
  return incompleteBetaAtOdds(degrees / (t * t), degrees / 2, 0.5)
}

/** The t beyond which, on either side, Student's t falls with a given chance: 1.96 for .05 and many degrees. */
export function studentCritical(chance: number, degrees: number): number {
  let low = 0
  let high = Math.max(1, -normalQuantile(chance / 2))
  while (studentBeyond(high, degrees) > chance) high *= 2
  for (let round = 0; round < 200 && high - low > 1e-13 * high; round += 1) {
    const middle = (low + high) / 2
    if (studentBeyond(middle, degrees) > chance) low = middle
    else high = middle
  }
  return (low + high) / 2
}
