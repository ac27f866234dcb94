import type { Instant } from '../../model/instant.ts'

/**
 * Keeps calls from a channel that fails again and again: after some failures in a row it opens, lets one call try
 * after a pause, and closes when that one succeeds; each failed try doubles the pause.
 */
export interface Breaker {
  /** Asks for a call: `undefined`: go; an instant: not before it. */
  readonly admits: (now: Instant) => Instant | undefined
  /** Asks without taking the place of the call that tries: when it may be called, if not now. */
  readonly shutUntil: (now: Instant) => Instant | undefined
  readonly succeeded: () => void
  readonly failed: (now: Instant) => void
  /** The call that was let through was not made after all. */
  readonly released: () => void
}

/** When a breaker opens, and for how long. */
export interface BreakerOptions {
  /** Failures in a row. @default 5 */
  readonly failures?: number | undefined
  /** First pause in ms. @default 60 000 */
  readonly pauseMs?: number | undefined
  /** Longest pause in ms. @default 600 000 */
  readonly maxPauseMs?: number | undefined
}

/** While one call tries a channel that was shut, the others look again after this. */
const TRIAL_LOOK_MS = 1_000

/**
 * Makes the breaker of one channel, closed.
 *
 * @example
 * ```ts
 * const breaker = createBreaker({ failures: 1, pauseMs: 1000 })
 * breaker.failed(0)
 * breaker.admits(500) // 1000
 * breaker.admits(1000) // undefined: one call may try
 * ```
 */
export function createBreaker(options: BreakerOptions = {}): Breaker {
  const limit = options.failures ?? 5
  const firstPause = options.pauseMs ?? 60_000
  const longest = options.maxPauseMs ?? 600_000
  let failures = 0
  let pause = firstPause
  let until: Instant | undefined
  let trying = false
  return {
    shutUntil: (now) => (until !== undefined && now < until ? until : undefined),
    admits: (now) => {
      if (until === undefined) return undefined
      if (now < until) return until
      if (trying) return now + TRIAL_LOOK_MS
      trying = true
      return undefined
    },
    succeeded: () => {
      failures = 0
      pause = firstPause
      until = undefined
      trying = false
    },
    failed: (now) => {
      failures++
      // Calls that were under way as it opened do not lengthen the pause.
      if (until !== undefined && !trying) return
      if (!trying && failures < limit) return
      if (trying) pause = Math.min(longest, pause * 2)
      until = now + pause
      trying = false
    },
    released: () => {
      trying = false
    },
  }
}
