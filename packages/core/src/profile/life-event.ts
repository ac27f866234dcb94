import type { ClienteleEvents } from '../clientele-api.ts'

/** Something to tell listeners once the transaction has been committed: the name of the event and its payload. */
export type LifeEvent = {
  readonly [Name in keyof ClienteleEvents]: readonly [name: Name, payload: ClienteleEvents[Name]]
}[keyof ClienteleEvents]

/** Tells listeners everything, in order; called after the commit. */
export function tellAll(
  events: readonly LifeEvent[],
  emit: <Name extends keyof ClienteleEvents>(name: Name, payload: ClienteleEvents[Name]) => void,
): void {
  for (const [name, payload] of events) emit(name, payload as never)
}
