import { ClienteleError, type Clock, type Instant } from '@clientele/core'

/** A clock that stands still until it is told to go on. */
export interface VirtualClock extends Clock {
  /**
   * Goes on by some milliseconds, stopping at every instant on the way for which somebody sleeps: sleepers wake
   * in the order of their instants, and do all that needs no real input or output before the clock goes on.
   */
  readonly advance: (ms: number) => Promise<void>
  /** Jumps to an instant, forwards or backwards, and wakes those whose instant it is or was. */
  readonly set: (at: Instant) => Promise<void>
  /** The earliest instant for which somebody sleeps. */
  readonly nextWake: () => Instant | undefined
}

interface Sleeper {
  readonly at: Instant
  readonly wake: () => void
}

/**
 * Makes a clock for tests and simulations that shows the same instant until it is advanced.
 *
 * @example
 * ```ts
 * const clock = virtualClock(Date.parse('2026-03-01T09:00:00Z'))
 * const woken = clock.sleepUntil(clock.now() + 60_000).then(() => clock.now())
 * await clock.advance(3_600_000)
 * console.log((await woken) === Date.parse('2026-03-01T09:01:00Z'), clock.now())
 * ```
 */
export function virtualClock(start: Instant = 0): VirtualClock {
  let now = start
  const sleepers = new Set<Sleeper>()

  const earliest = (): Sleeper | undefined => {
    let first: Sleeper | undefined
    for (const sleeper of sleepers) if (first === undefined || sleeper.at < first.at) first = sleeper
    return first
  }

  /** Wakes, one after the other, those whose instant is not after the one given. */
  const wakeUntil = async (at: Instant, reach: (sleeper: Sleeper) => void): Promise<void> => {
    await turn()
    for (let next = earliest(); next !== undefined && next.at <= at; next = earliest()) {
      reach(next)
      sleepers.delete(next)
      next.wake()
      await turn()
    }
  }

  return {
    now: () => now,
    sleepUntil: async (at, signal) => {
      if (signal?.aborted) throw aborted()
      if (at <= now) return
      await new Promise<void>((resolve, reject) => {
        const onAbort = (): void => {
          sleepers.delete(sleeper)
          reject(aborted())
        }
        const sleeper: Sleeper = {
          at,
          wake: () => {
            signal?.removeEventListener('abort', onAbort)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', onAbort, { once: true })
      })
    },
    advance: async (ms) => {
      const end = now + ms
      await wakeUntil(end, (sleeper) => {
        now = Math.max(now, sleeper.at)
      })
      now = Math.max(now, end)
    },
    set: async (at) => {
      now = at
      await wakeUntil(at, () => undefined)
    },
    nextWake: () => earliest()?.at,
  }
}

/** Lets every promise that can settle without input or output do so. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function aborted(): ClienteleError {
  return new ClienteleError('ABORTED', 'Expected to sleep until the instant, got an abort signal before.')
}
