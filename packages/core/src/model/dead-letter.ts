import type { Instant } from './instant.ts'
import type { JsonValue } from './json.ts'

/** An input that was refused: kept whole, listed, mended and replayed. */
export interface DeadLetter {
  readonly id: string
  readonly kind: 'record' | 'event' | 'row'
  /** What was wrong, by path; never the value. */
  readonly reason: string
  readonly code: string
  readonly source: string
  readonly receivedAt: Instant
  /** The input as it came, as far as it is JSON. */
  readonly input: JsonValue
  readonly attempts: number
}
