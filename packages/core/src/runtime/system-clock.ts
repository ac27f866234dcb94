import { ClienteleError } from '../errors.ts'
import type { Instant } from '../model/instant.ts'
import type { Clock } from '../ports/clock.ts'

/** The longest that a timer of the platform holds: 2^31 − 1 ms. */
const MAX_DELAY = 2_147_483_647

/**
 * The machine's clock; the one place of core that reads it.
 *
 * @example
 * ```ts
 * const clock = systemClock()
 * await clock.sleepUntil(clock.now() + 10)
 * ```
 */
export function systemClock(): Clock {
  return { now: () => Date.now(), sleepUntil }
}

async function sleepUntil(at: Instant, signal?: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) throw aborted()
  for (let left = at - Date.now(); left > 0; left = at - Date.now())
    await sleep(Math.min(left, MAX_DELAY), signal)
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      settle()
    }
    const abort = () => end(() => reject(aborted()))
    const timer = setTimeout(() => end(resolve), ms)
    signal?.addEventListener('abort', abort, { once: true })
  })
}

function aborted(): ClienteleError {
  return new ClienteleError('ABORTED', 'Expected to sleep until an instant, was aborted by its signal.')
}
