import type { Abortable } from '../intake/intake-api.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonObject } from '../model/json.ts'
import type { Decision, MessageState } from '../model/message.ts'
import type { ScenarioDefinition, ScenarioState } from './definition.ts'

/** A stored scenario. */
export interface StoredScenario {
  readonly definition: ScenarioDefinition
  readonly version: number
  readonly state: ScenarioState
  readonly savedAt: Instant
  readonly savedBy: string
}

/**
 * How far contacts came: runs by node while live and by reason once ended, messages by node and state, in the order of
 * the two.
 */
export interface ScenarioCounts {
  readonly live: { readonly [node: string]: number }
  readonly ended: { readonly [reason: string]: number }
  readonly messages: readonly {
    readonly node: string
    readonly state: MessageState
    readonly messages: number
  }[]
}

/** One message that a simulated scenario would have sent, or held back, and why. */
export interface SimulatedMessage {
  readonly contactId: string
  readonly at: Instant
  readonly node: string
  readonly channel: string
  readonly outcome: 'sent' | 'withheld'
  readonly decisions: readonly Decision[]
}

/** What a scenario would have done over a stretch of the past. */
export interface Simulation {
  readonly scenarioId: string
  readonly from: Instant
  readonly to: Instant
  readonly started: number
  readonly stillLive: number
  readonly ended: { readonly [reason: string]: number }
  /** By the gate and rule that decided; `sent` for those that would have left. */
  readonly outcomes: { readonly [rule: string]: number }
  /** The first ones, in order of time; as many as asked for. */
  readonly messages: readonly SimulatedMessage[]
  readonly messageCount: number
}

/** Why a person is where they are in a scenario. */
export interface RunExplanation {
  readonly runId: string
  readonly scenarioId: string
  readonly runKey: string
  readonly state: 'live' | 'ended'
  readonly node: string
  readonly startedAt: Instant
  readonly wakeAt: Instant | undefined
  readonly endReason: string | undefined
  readonly messages: readonly {
    readonly messageKey: string
    readonly node: string
    readonly state: MessageState
    readonly decisions: readonly Decision[]
  }[]
}

/** Scenarios: definitions, states, runs. */
export interface ScenariosApi {
  /**
   * Saves a new version, in state `draft` when it is the first; live runs stay on the version that they began with.
   *
   * @throws `INVALID_DEFINITION` with the path; `VERSION_CONFLICT` when `expectedVersion` is not the latest.
   */
  readonly save: (
    definition: ScenarioDefinition,
    options?: {
      readonly by?: string | undefined
      readonly expectedVersion?: number | undefined
      readonly state?: ScenarioState | undefined
    },
  ) => Promise<StoredScenario>
  readonly list: () => Promise<readonly StoredScenario[]>
  /** `stopped` ends the live runs; `paused` keeps their timers. */
  readonly setState: (
    scenarioId: string,
    state: ScenarioState,
    options?: { readonly by?: string | undefined },
  ) => Promise<void>
  /** Starts a run by hand; answers whether the filter and the re-entry rule let the contact in. */
  readonly start: (scenarioId: string, contactId: string, trigger?: JsonObject) => Promise<boolean>
  readonly counts: (scenarioId: string) => Promise<ScenarioCounts>
  readonly explain: (contactId: string, scenarioId?: string) => Promise<readonly RunExplanation[]>
  /**
   * Runs a scenario, saved or not, over the stored past on a virtual clock, with the same interpreter and gates;
   * writes nothing.
   */
  readonly simulate: (
    scenario: string | ScenarioDefinition,
    options: Abortable & {
      readonly from: Instant
      readonly to: Instant
      /** How many messages are listed. @default 100 */
      readonly messages?: number | undefined
      readonly onProgress?:
        | ((progress: { readonly done: number; readonly total: number }) => void)
        | undefined
    },
  ) => Promise<Simulation>
}
