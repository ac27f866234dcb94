import type { Instant } from '../../model/instant.ts'

/** An address that must not be written to any more, whoever has it. */
export interface Suppression {
  readonly channel: string
  /** Normalised. */
  readonly address: string
  readonly reason: 'bounce' | 'complaint' | 'unsubscribe' | 'stop' | 'manual'
  readonly at: Instant
}

/** Suppressed addresses by (`channel`, `address`). */
export interface SuppressionRepository {
  readonly find: (channel: string, addresses: readonly string[]) => Promise<readonly Suppression[]>
  readonly put: (suppressions: readonly Suppression[]) => Promise<void>
  readonly remove: (suppressions: readonly Pick<Suppression, 'channel' | 'address'>[]) => Promise<void>
}
