/**
 * How long contacts take to come back: the part that has not yet ordered again so many days after a
 * purchase. A step function, right-continuous: `remaining[i]` holds from `days[i]` to `days[i + 1]`.
 */
export interface ReturnCurve {
  readonly days: readonly number[]
  readonly remaining: readonly number[]
  /** Intervals looked at, ended or not. */
  readonly intervals: number
  /** How far the curve knows: the longest interval, ended or not. */
  readonly knownDays: number
}

/**
 * Estimates the curve with the intervals that have not ended yet counted for what they are (product-limit
 * estimator, Kaplan and Meier 1958): a young shop is not taken for a disloyal one. Days are whole, so the
 * curve stays small.
 */
export function estimateReturnCurve(gaps: Float64Array, ended: Uint8Array): ReturnCurve {
  const endedOn = new Map<number, number>()
  const leftOn = new Map<number, number>()
  let knownDays = 0
  for (let i = 0; i < gaps.length; i++) {
    const day = Math.ceil(gaps[i] as number)
    const counts = ended[i] === 1 ? endedOn : leftOn
    counts.set(day, (counts.get(day) ?? 0) + 1)
    if (day > knownDays) knownDays = day
  }
  const days: number[] = []
  const remaining: number[] = []
  let atRisk = gaps.length
  let part = 1
  for (const day of [...new Set([...endedOn.keys(), ...leftOn.keys()])].sort((a, b) => a - b)) {
    const returned = endedOn.get(day) ?? 0
    if (returned > 0) {
      part *= 1 - returned / atRisk
      days.push(day)
      remaining.push(part)
    }
    atRisk -= returned + (leftOn.get(day) ?? 0)
  }
  return { days, remaining, intervals: gaps.length, knownDays }
}

/** The part that has not ordered again after so many days. */
export function remainingAfter(curve: ReturnCurve, days: number): number {
  let low = 0
  let high = curve.days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((curve.days[middle] as number) <= days) low = middle + 1
    else high = middle
  }
  return low === 0 ? 1 : (curve.remaining[low - 1] as number)
}

/** The probability of no order over a horizon. */
export interface StayAway {
  readonly probability: number
  /**
   * False when the contact has been quiet for longer than the curve can judge: then the probability is that
   * of the longest silence it can, and the true one is at least about as high.
   */
  readonly exact: boolean
}

/**
 * The probability that a contact quiet for so many days stays quiet for `horizonDays` more: S(t + h) / S(t).
 * `undefined` where the whole history is shorter than the horizon: a young shop cannot know.
 */
export function stayAwayProbability(
  curve: ReturnCurve,
  quietDays: number,
  horizonDays: number,
): StayAway | undefined {
  const latest = curve.knownDays - horizonDays
  if (latest < 0) return undefined
  const from = Math.min(quietDays, latest)
  const now = remainingAfter(curve, from)
  if (now === 0) return undefined
  return {
    probability: remainingAfter(curve, from + horizonDays) / now,
    exact: quietDays <= latest,
  }
}
