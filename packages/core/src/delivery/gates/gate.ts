import type { Consent } from '../../model/consent.ts'
import type { Instant } from '../../model/instant.ts'
import type { MessageIntent, MessageState } from '../../model/message.ts'
import type { Suppression } from '../../ports/repositories/suppressions.ts'
import type { ScenarioState } from '../../scenarios/definition.ts'
import type { CompiledPressureRule } from '../rules/pressure.ts'
import type { CompiledQuietHours } from '../rules/quiet-hours.ts'
import type { RenderedMessage } from '../templates/rendered-message.ts'

/** What one gate says about one message: it may go on, it is stopped for good, or it waits until an instant. */
export type GateVerdict =
  | { readonly outcome: 'pass'; readonly rule: string }
  | { readonly outcome: 'stop'; readonly rule: string }
  | { readonly outcome: 'defer'; readonly rule: string; readonly until: Instant }

/** A rule that a message must pass before it leaves: a pure function of what is known at the instant. */
export type Gate = (input: DeliveryInput) => GateVerdict

/** Everything that decides whether a message leaves, as it is at `now`. */
export interface DeliveryInput {
  readonly now: Instant
  readonly message: Pick<
    MessageIntent,
    'messageKey' | 'scenarioId' | 'channel' | 'class' | 'purpose' | 'createdAt'
  >
  readonly scenario: DeliveryScenario
  readonly contact: DeliveryContact
  /** Profile filter and exit rule, asked again with the facts of now. */
  readonly eligible: () => 'eligible' | 'not-eligible' | 'interrupted'
  /** Name of the control group that the contact is in. @default none */
  readonly control?: string | undefined
  readonly quietHours: readonly CompiledQuietHours[]
  readonly pressure: readonly CompiledPressureRule[]
  /** The contact's other messages. */
  readonly history: readonly HistoryMessage[]
  /** Renders the template. @default not rendered: for counts before a launch. @throws `TEMPLATE_FAILED` */
  readonly render?: (() => RenderedMessage) | undefined
}

/** The scenario that means to send. */
export interface DeliveryScenario {
  /** `undefined`: it is not there any more. */
  readonly state: ScenarioState | undefined
  readonly programme: string | undefined
  readonly priority: number
  /** No pressure rule holds the message back. @default false */
  readonly exempt?: boolean | undefined
  /** Why the run that made the message was taken out meanwhile, if it was: `merged`, `stopped`. */
  readonly runEnded?: string | undefined
}

/** What delivery reads of a person. */
export interface DeliveryContact {
  readonly zone: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly testContact: boolean
  /** Golden value of the channel's address field. */
  readonly address: string | undefined
  readonly suppression: Suppression | undefined
  readonly consents: readonly Consent[]
  readonly inSegment: (segmentId: string) => boolean
}

/** Another message of the contact, as pressure and arbitration count it. */
export interface HistoryMessage {
  readonly messageKey: string
  readonly channel: string
  readonly class: 'marketing' | 'transactional'
  readonly purpose: string
  readonly programme: string | undefined
  readonly state: MessageState
  /** When it left, or is due. */
  readonly at: Instant
  readonly createdAt: Instant
  /** `undefined` when its scenario does not send now: it competes with nobody. */
  readonly priority: number | undefined
  /** Does it take room under pressure rules? @default true */
  readonly counts?: boolean | undefined
}

/** The verdict of a gate that lets a message on. */
export function pass(rule: string): GateVerdict {
  return { outcome: 'pass', rule }
}

/** The verdict of a gate that ends a message. */
export function stop(rule: string): GateVerdict {
  return { outcome: 'stop', rule }
}

/** The verdict of a gate that makes a message wait. */
export function defer(rule: string, until: Instant): GateVerdict {
  return { outcome: 'defer', rule, until }
}
