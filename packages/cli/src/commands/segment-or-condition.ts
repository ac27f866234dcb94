import { ClienteleError, type Condition } from '@clientele/core'

/** A segment by its id, or a condition as JSON. @throws `INVALID_CONDITION` for what begins as JSON and is none. */
export function segmentOrCondition(text: string): string | Condition {
  if (!text.startsWith('{')) return text
  try {
    return JSON.parse(text) as Condition
  } catch (cause) {
    throw new ClienteleError(
      'INVALID_CONDITION',
      'Expected a condition as JSON: {"field":"city","op":"eq","value":"Lyon"}.',
      { cause },
    )
  }
}
