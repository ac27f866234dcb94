import { ClienteleError } from '../errors.ts'

/** Ends work between two pieces. @throws `CLOSED` once the instance is closed; `ABORTED` when the caller's signal fired */
export function stopIfAsked(closed: AbortSignal, asked: AbortSignal | undefined): void {
  if (closed.aborted)
    throw new ClienteleError(
      'CLOSED',
      'Expected an open instance, got one that is closed: make a new one with `createClientele`.',
    )
  if (asked?.aborted === true)
    throw new ClienteleError(
      'ABORTED',
      'Expected to be let finish, got an abort: what was committed before it stays; call again to go on.',
      { cause: asked.reason },
    )
}
