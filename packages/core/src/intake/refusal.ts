import type { ClienteleErrorCode } from '../errors.ts'

const REFUSED: unique symbol = Symbol('refused')

/** Why an item is refused: a code, and what was wrong by path; never the value. */
export interface Refusal {
  readonly [REFUSED]: true
  readonly code: ClienteleErrorCode
  readonly reason: string
}

/** Makes a refusal. */
export function refuse(code: ClienteleErrorCode, reason: string): Refusal {
  return { [REFUSED]: true, code, reason }
}

/** Is this a refusal and not something that was read? */
export function isRefusal(result: object): result is Refusal {
  return REFUSED in result
}
