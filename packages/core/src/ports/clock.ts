import type { Instant } from '../model/instant.ts'

/** Where Clientele reads the time: the machine's, or a virtual one in tests and simulations. */
export interface Clock {
  readonly now: () => Instant
  /** Resolves at the instant, or rejects with `ABORTED` when the signal fires. */
  readonly sleepUntil: (at: Instant, signal?: AbortSignal | undefined) => Promise<void>
}
