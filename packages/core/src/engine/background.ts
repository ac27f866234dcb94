import type { EngineApi } from '../clientele-api.ts'
import { isClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'

/** Between two turns at least, in ms: many calls of intake are then one turn. */
const LEAST_PAUSE = 50
/** Between two turns at most, in ms. */
const LONGEST_PAUSE = 30_000
/** The same where other processes may have made something due meanwhile. */
const LONGEST_PAUSE_SHARED = 1000
/** First pause after a failure, doubled by each that follows, in ms. */
const FIRST_BACKOFF = 1000

/** Work that goes on by itself, until it is stopped. */
export interface Background {
  readonly start: () => void
  readonly stop: () => Promise<void>
  /** Something new may be due: look again soon. */
  readonly wake: () => void
}

/**
 * Runs turns of the engine when something is due. A turn that fails is logged and tried again after a growing pause;
 * nothing is ever thrown at the host.
 */
export function createBackground(
  kernel: Pick<Kernel, 'clock' | 'logger' | 'storage'>,
  engine: Pick<EngineApi, 'tick' | 'nextDue'>,
): Background {
  const longest = kernel.storage.capabilities.multiWorker ? LONGEST_PAUSE_SHARED : LONGEST_PAUSE
  let running: { readonly stopping: AbortController; readonly done: Promise<void> } | undefined
  let sleeping: AbortController | undefined
  let woken = false

  const sleep = async (until: Instant, signal: AbortSignal) => {
    try {
      await kernel.clock.sleepUntil(until, signal)
    } catch {
      // Woken, or stopped: the loop looks which.
    }
  }

  const pause = async (until: Instant, stopping: AbortSignal) => {
    const least = kernel.clock.now() + LEAST_PAUSE
    await sleep(least, stopping)
    if (!woken && until > least) {
      sleeping = new AbortController()
      await sleep(until, AbortSignal.any([sleeping.signal, stopping]))
      sleeping = undefined
    }
    woken = false
  }

  const loop = async (stopping: AbortSignal) => {
    let failures = 0
    while (!stopping.aborted) {
      let until: Instant
      try {
        await engine.tick({ signal: stopping })
        const due = await engine.nextDue()
        const now = kernel.clock.now()
        // What is due right after a turn was left out of it, for a reason that will not be gone at once.
        until =
          due !== undefined && due <= now
            ? now + FIRST_BACKOFF
            : Math.min(due ?? now + longest, now + longest)
        failures = 0
      } catch (error) {
        if (stopping.aborted) return
        until = kernel.clock.now() + Math.min(FIRST_BACKOFF * 2 ** failures, LONGEST_PAUSE)
        failures++
        kernel.logger.error('A turn of the engine failed; it is tried again.', {
          code: isClienteleError(error) ? error.code : 'unknown',
          failures,
        })
      }
      await pause(until, stopping)
    }
  }

  return {
    start: () => {
      if (running !== undefined) return
      const stopping = new AbortController()
      running = { stopping, done: loop(stopping.signal) }
    },
    stop: async () => {
      const ending = running
      running = undefined
      ending?.stopping.abort()
      await ending?.done
    },
    wake: () => {
      if (running === undefined) return
      woken = true
      sleeping?.abort()
    },
  }
}
