import type { Instant } from './instant.ts'
import type { JsonObject } from './json.ts'

/** One passage of a contact through a scenario. */
export interface Run {
  readonly runId: string
  readonly scenarioId: string
  /** The version of the definition that the run stays on. */
  readonly scenarioVersion: number
  readonly contactId: string
  /** At most one live run per (scenario, contact, runKey). `''` when the scenario declares no key. */
  readonly runKey: string
  readonly state: 'live' | 'ended'
  readonly node: string
  readonly startedAt: Instant
  /** When the current node was reached. */
  readonly nodeSince: Instant
  /** The timer: the run goes on at this instant if nothing wakes it before. */
  readonly wakeAt: Instant | undefined
  /** What started it: event or row properties, for filters, templates and `trigger.*` references. */
  readonly trigger: JsonObject
  /** Arms by experiment. */
  readonly arms: JsonObject
  /** Nodes whose message was made by this run, or by a run that a merge ended in its favour: never made again. */
  readonly sent: readonly string[]
  /** Steps taken; a step with another number than the stored one is stale. */
  readonly step: number
  readonly endedAt: Instant | undefined
  /** Why it ended: the reason of an exit node, `interrupted`, `not-eligible`, `merged`, `stopped`, `error`. */
  readonly endReason: string | undefined
}
