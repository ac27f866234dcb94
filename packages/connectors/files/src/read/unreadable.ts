import { ClienteleError } from '@clientele/core'

/** The refusal of a whole file: what was expected of it, and what to do. */
export function unreadable(path: string, expected: string, cause?: unknown): ClienteleError {
  return new ClienteleError('FILE_UNREADABLE', `Expected ${expected}: ${path}.`, { cause, details: { path } })
}
