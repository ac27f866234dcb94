import type { Instant } from '../model/instant.ts'
import type { ContactState } from '../profile/contact-state.ts'
import type { Change } from './change.ts'
import type { Program } from './program.ts'

/** What the engine takes from outside while it works on a contact. */
export interface EngineContext {
  readonly nextId: () => string
  /** The clock: later than the instant worked on when a worker is late. */
  readonly now: () => Instant
  /** `reactTo` of the engine, by which an emitted event comes back to the contact. */
  readonly react: (
    state: ContactState,
    change: Change,
    now: Instant,
    program: Program,
    context: EngineContext,
  ) => void
}
