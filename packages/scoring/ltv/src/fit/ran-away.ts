const FAR = Math.log(1e6)

/**
 * Has a log-parameter run off to where the likelihood no longer feels it? Equal amounts do that, and customers
 * who all buy at one rate: there is a limit, and no maximum.
 */
export function ranAway(point: readonly number[]): boolean {
  return point.some((value) => Math.abs(value) > FAR)
}
