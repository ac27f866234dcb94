import { ClienteleError } from '../errors.ts'

/** Ends long work between two pieces. @throws `ABORTED` when the signal has fired. */
export function refuseAborted(signal: AbortSignal | undefined, cause?: unknown): void {
  if (signal?.aborted)
    throw new ClienteleError('ABORTED', 'The work was ended by its signal; what was committed stays.', {
      cause,
    })
}
