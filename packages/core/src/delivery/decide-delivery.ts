import { isClienteleError } from '../errors.ts'
import type { Instant } from '../model/instant.ts'
import type { Decision } from '../model/message.ts'
import { addressGate } from './gates/address-gate.ts'
import { arbitrationGate } from './gates/arbitration-gate.ts'
import { consentGate } from './gates/consent-gate.ts'
import { contentGate } from './gates/content-gate.ts'
import { controlGate } from './gates/control-gate.ts'
import { eligibilityGate } from './gates/eligibility-gate.ts'
import { type DeliveryInput, type Gate, type GateVerdict, pass, stop } from './gates/gate.ts'
import { pressureGate } from './gates/pressure-gate.ts'
import { quietHoursGate } from './gates/quiet-hours-gate.ts'
import { scenarioStateGate } from './gates/scenario-state-gate.ts'
import { suppressionGate } from './gates/suppression-gate.ts'
import type { RenderedMessage } from './templates/rendered-message.ts'

/** What all gates together say of one message, each with the rule that decided. */
export type DeliveryDecision =
  | {
      readonly outcome: 'send'
      readonly decisions: readonly Decision[]
      /** `undefined` when nothing was to be rendered. */
      readonly content: RenderedMessage | undefined
    }
  | { readonly outcome: 'stop'; readonly decisions: readonly Decision[] }
  | { readonly outcome: 'defer'; readonly until: Instant; readonly decisions: readonly Decision[] }

const GATES: readonly (readonly [name: string, gate: Gate])[] = [
  ['scenario', scenarioStateGate],
  ['eligibility', eligibilityGate],
  ['control', controlGate],
  ['address', addressGate],
  ['suppression', suppressionGate],
  ['consent', consentGate],
  ['quiet-hours', quietHoursGate],
  ['pressure', pressureGate],
  ['arbitration', arbitrationGate],
]

/**
 * Decides whether a message leaves now, later or never: the gates in their order, up to the first that does not let
 * it pass. A pure function: the dispatcher, counts before a launch and simulations decide alike.
 */
export function decideDelivery(input: DeliveryInput): DeliveryDecision {
  const decisions: Decision[] = []
  const note = (gate: string, verdict: GateVerdict): GateVerdict => {
    decisions.push({ gate, outcome: verdict.outcome, rule: verdict.rule, at: input.now })
    return verdict
  }
  for (const [name, gate] of GATES) {
    const verdict = note(name, gate(input))
    if (verdict.outcome === 'stop') return { outcome: 'stop', decisions }
    if (verdict.outcome === 'defer') return { outcome: 'defer', until: verdict.until, decisions }
  }
  if (input.render === undefined) return { outcome: 'send', decisions, content: undefined }
  const rendered = renderOrRefuse(input.render)
  if (note('render', rendered.verdict).outcome !== 'pass' || rendered.content === undefined)
    return { outcome: 'stop', decisions }
  if (note('content', contentGate(input.message.channel, rendered.content)).outcome !== 'pass')
    return { outcome: 'stop', decisions }
  return { outcome: 'send', decisions, content: rendered.content }
}

function renderOrRefuse(render: () => RenderedMessage): {
  readonly verdict: GateVerdict
  readonly content?: RenderedMessage | undefined
} {
  try {
    return { verdict: pass('rendered'), content: render() }
  } catch (error) {
    const rule = isClienteleError(error, 'TEMPLATE_FAILED') ? error.details?.rule : undefined
    return { verdict: stop(typeof rule === 'string' ? rule : 'template:failed') }
  }
}
