import type { Condition, DurationText, Operand } from '../conditions/ast.ts'
import type { JsonObject } from '../model/json.ts'

/** What starts a run. */
export type Trigger =
  | { readonly on: 'event'; readonly event: string; readonly where?: Condition | undefined }
  | { readonly on: 'segmentEntered' | 'segmentLeft'; readonly segment: string }
  /** A row of a table came in or changed; `where` reads the row, `previously` the row before. */
  | {
      readonly on: 'row'
      readonly table: string
      readonly where?: Condition | undefined
      readonly previously?: Condition | undefined
    }
  /** The shop's own code calls `clientele.scenarios.start`. */
  | { readonly on: 'manual' }

/** What a message says, in one language. Liquid; every variable must be known or have a `default`. */
export interface MessageContent {
  readonly subject?: string | undefined
  /** Text shown after the subject in the list of a mailbox. */
  readonly preheader?: string | undefined
  readonly html?: string | undefined
  readonly text: string
}

/** One message that a scenario sends. */
export interface MessageTemplate {
  readonly channel: string
  /** `marketing` needs a consent for (channel, purpose); `transactional` needs none and may carry no marketing. */
  readonly class: 'marketing' | 'transactional'
  readonly purpose: string
  /** Exactly one objective per message, in words. */
  readonly objective: string
  /** How a marketing message stands to the pressure rules. @default held back by them, and counted */
  readonly pressure?: MessagePressure | undefined
  /** By BCP 47 language; the contact's, then its base language, then the first one is used. */
  readonly content: { readonly [language: string]: MessageContent }
}

/** A message may be let through by the pressure rules, and, apart from that, may not count for the others. */
export interface MessagePressure {
  /** No rule holds it back. @default false */
  readonly exempt?: boolean | undefined
  /** Does it take room from other messages? @default true */
  readonly counts?: boolean | undefined
}

/** What a wait does when its end has passed already as it begins. */
export type PastPolicy = 'continue' | 'exit'

/** Where a run goes next: the id of a node. */
export type NodeId = string

export type ScenarioNode =
  /** Waits a duration from the moment the node is reached, or from the trigger. */
  | {
      readonly type: 'wait'
      readonly for: DurationText
      readonly from?: 'here' | 'trigger' | undefined
      readonly next: NodeId
    }
  /** Waits until a local time of the contact's zone, `09:00`, on one of some weekdays (1 is Monday). */
  | {
      readonly type: 'waitUntilTime'
      readonly time: string
      readonly weekdays?: readonly number[] | undefined
      readonly next: NodeId
    }
  /** Waits until a date field plus or minus a duration; an unreadable date ends the run with a reason. */
  | {
      readonly type: 'waitUntilDate'
      readonly field: string
      readonly offset?: DurationText | undefined
      readonly before?: boolean | undefined
      readonly ifPast: PastPolicy
      readonly next: NodeId
    }
  /** Waits for a condition, or an event of the contact; else takes the way of the timeout. */
  | {
      readonly type: 'waitFor'
      readonly until: Condition | { readonly event: string; readonly matching: Condition }
      readonly timeout: DurationText
      readonly next: NodeId
      readonly onTimeout: NodeId
    }
  /** The first case that is true. */
  | {
      readonly type: 'branch'
      readonly cases: readonly { readonly when: Condition; readonly next: NodeId }[]
      readonly else: NodeId
    }
  /** Shares contacts out over the arms of an experiment, each contact always to the same. */
  | {
      readonly type: 'split'
      readonly experiment: string
      readonly variable: string
      readonly arms: readonly { readonly id: string; readonly weight: number; readonly next: NodeId }[]
    }
  | { readonly type: 'message'; readonly message: MessageTemplate; readonly next: NodeId }
  /** Tracks an event of the contact's. */
  | {
      readonly type: 'emit'
      readonly event: string
      readonly properties?: { readonly [name: string]: Operand } | undefined
      readonly next: NodeId
    }
  | { readonly type: 'exit'; readonly reason: string }

/** A field or an event property that the messages need, and how fresh it must be (the data specification). */
export interface DataNeed {
  readonly field?: string | undefined
  readonly event?: string | undefined
  readonly table?: string | undefined
  readonly freshness: DurationText
}

/** May a contact come in again? `once`, `always`, or this long after the earlier run began. */
export type Reentry = 'once' | 'always' | { readonly after: DurationText }

/** A programme as data: who, when, with what, and what stops it. */
export interface ScenarioDefinition {
  readonly id: string
  readonly name?: string | undefined
  readonly programme?: string | undefined
  readonly objective?: string | undefined
  /** What success is: an event within a window after the message. */
  readonly goal?:
    | {
        readonly kpi: string
        readonly event?: string | undefined
        readonly where?: Condition | undefined
        readonly within: DurationText
      }
    | undefined
  /** Who may be in it: checked at the start, before every step and before a message leaves. */
  readonly targeting: { readonly filter: Condition }
  readonly triggers: readonly Trigger[]
  /** The property of the trigger that tells runs of one contact apart: `cart_id`. @default one run per contact */
  readonly runKey?: string | undefined
  readonly reentry: Reentry
  /** What a trigger does while a run with its key is live. */
  readonly whileLive: 'ignore' | 'reset'
  readonly personalisation: { readonly needs: readonly DataNeed[] }
  /** What ends a run: checked on every event or row of the contact, before every step and before a message leaves. */
  readonly interruption: { readonly exitWhen: Condition }
  readonly start: NodeId
  readonly nodes: { readonly [node: NodeId]: ScenarioNode }
  /** Steps that came due while the scenario was paused. @default 'continue' */
  readonly overdue?: PastPolicy | undefined
  readonly meta?: JsonObject | undefined
}

/** `live` sends; `test` sends to test contacts only; `paused` keeps its timers; `stopped` ends its runs. */
export type ScenarioState = 'draft' | 'test' | 'live' | 'paused' | 'stopped'
