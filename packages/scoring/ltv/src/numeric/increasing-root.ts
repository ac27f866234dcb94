/**
 * Where an increasing function of a time passes 0, by bisection of the logarithm around `guess`. The function
 * must be negative at 0 and positive somewhere.
 */
export function increasingRoot(f: (time: number) => number, guess: number): number {
  let low = guess
  let high = guess
  while (f(low) > 0 && low > 1e-300) low /= 8
  while (f(high) < 0 && high < 1e300) high *= 8
  for (let round = 0; round < 200 && high / low > 1 + 1e-13; round += 1) {
    const middle = Math.sqrt(low) * Math.sqrt(high)
    if (f(middle) < 0) low = middle
    else high = middle
  }
  return Math.sqrt(low) * Math.sqrt(high)
}
