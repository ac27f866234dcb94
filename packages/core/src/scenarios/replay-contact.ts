import { decideDelivery } from '../delivery/decide-delivery.ts'
import { addressOf, deliveryContact } from '../delivery/dispatch/delivery-contact.ts'
import { historyMessage, priorityOf } from '../delivery/dispatch/history.ts'
import { suppressionSlot } from '../delivery/dispatch/slice.ts'
import type { HistoryMessage } from '../delivery/gates/gate.ts'
import { catchUp, earliestDue, evaluateSilently, reactTo } from '../engine/advance.ts'
import type { EngineContext } from '../engine/engine-context.ts'
import type { Instant } from '../model/instant.ts'
import type { Decision, MessageIntent } from '../model/message.ts'
import type { Run } from '../model/run.ts'
import { noWrites } from '../profile/contact-state.ts'
import { reasonToEnd } from './interpreter.ts'
import type { ContactPast, PastItem } from './read-pasts.ts'
import type { SimulationPlan } from './simulation-plan.ts'
import type { SimulationTally } from './simulation-tally.ts'

/** A contact as a simulation goes through its time. */
interface Passage {
  readonly past: ContactPast
  readonly plan: SimulationPlan
  readonly tally: SimulationTally
  readonly context: EngineContext
  /** Messages that were made and have neither left nor been withheld. */
  outbox: MessageIntent[]
  readonly sent: MessageIntent[]
  /** Every run of the simulation, as it is now. */
  readonly runs: Map<string, Run>
}

/** Goes through the past of one contact: the same reactions, timers and gates, each at its own instant. */
export function replayContact(past: ContactPast, plan: SimulationPlan, tally: SimulationTally): void {
  const { state, items } = past
  const { program, from, to } = plan
  let made = 0
  let now = from
  const context: EngineContext = {
    nextId: () => `${state.contact.contactId}-${(++made).toString().padStart(6, '0')}`,
    now: () => now,
    react: reactTo,
  }
  const passage: Passage = { past, plan, tally, context, outbox: [], sent: [], runs: new Map() }

  let next = 0
  for (; next < items.length && (items[next] as PastItem).at <= from; next++)
    addToFacts(past, items[next] as PastItem)
  evaluateSilently(state, from, program)
  Object.assign(state.pending, noWrites())

  for (;;) {
    const timer = earliestDue(state) ?? Number.POSITIVE_INFINITY
    const item = items[next]?.at ?? Number.POSITIVE_INFINITY
    const message = earliestOf(passage.outbox)?.dueAt ?? Number.POSITIVE_INFINITY
    now = Math.min(timer, item, message)
    if (now > to || now === Number.POSITIVE_INFINITY) break
    if (timer === now) catchUp(state, now, program, context)
    else if (item === now) happen(passage, items[next++] as PastItem)
    else deliver(passage, earliestOf(passage.outbox) as MessageIntent, now)
    collect(passage)
  }
  tally.stillLive(state.runs.length)
}

/** Something happens: it comes into the facts, and the contact reacts. */
function happen({ past, plan, context }: Passage, item: PastItem): void {
  const { state } = past
  const { program } = plan
  if (item.type === 'event') {
    addToFacts(past, item)
    const { name, occurredAt, properties } = item.event
    reactTo(state, { type: 'event', name, occurredAt, properties }, item.at, program, context)
    return
  }
  const { table, key, values } = item.row
  const previous = state.facts.rows(table).find((row) => row.key === key)?.values
  addToFacts(past, item)
  reactTo(state, { type: 'row', table, at: item.at, values, previous }, item.at, program, context)
}

function addToFacts({ state }: ContactPast, item: PastItem): void {
  if (item.type === 'event') state.facts.addEvent(item.event.name, item.event)
  else state.facts.putRow(item.row.table, item.row)
}

/** Takes over what the engine would have written, and forgets the rest. */
function collect(passage: Passage): void {
  const { pending } = passage.past.state
  if (pending.contact === 'none') return
  passage.tally.started(pending.started.length)
  for (const run of pending.runs.values()) {
    passage.runs.set(run.runId, run)
    if (run.state === 'ended') passage.tally.ended(run)
  }
  passage.outbox.push(...pending.messages)
  Object.assign(pending, noWrites())
}

/** Puts a message through the gates as they were at the instant. */
function deliver(passage: Passage, message: MessageIntent, now: Instant): void {
  const { past, plan, tally } = passage
  const { state } = past
  const { scenario, kernel, pressure, quietHours } = plan
  const address = addressOf(state, message.channel, kernel.channels.get(message.channel))
  const suppression =
    address === undefined ? undefined : past.suppressions.get(suppressionSlot(message.channel, address))
  const decision = decideDelivery({
    now,
    message,
    scenario: {
      state: 'live',
      programme: scenario.definition.programme,
      priority: priorityOf(scenario),
      runEnded: brokenOff(passage, message),
    },
    contact: deliveryContact(state, {
      address,
      consents: past.consents.filter((consent) => consent.at <= now),
      suppression: suppression !== undefined && suppression.at <= now ? suppression : undefined,
      country: kernel.country,
    }),
    eligible: () => eligibility(passage, message, now),
    quietHours,
    pressure,
    history: historyOf(passage, message, now),
  })
  passage.outbox = passage.outbox.filter((one) => one !== message)
  if (decision.outcome === 'defer') {
    const dueAt = Math.max(decision.until, now + 1)
    passage.outbox.push({ ...message, dueAt, decisions: merged(message, decision.decisions) })
    return
  }
  const outcome = decision.outcome === 'send' ? 'sent' : 'withheld'
  if (outcome === 'sent') passage.sent.push({ ...message, state: 'sent', dueAt: now })
  const { contactId, node, channel } = message
  tally.message({
    contactId,
    at: now,
    node,
    channel,
    outcome,
    decisions: merged(message, decision.decisions),
  })
}

/** What held it back before, then what decided. */
function merged(message: MessageIntent, decisions: readonly Decision[]): readonly Decision[] {
  return [...message.decisions.filter((one) => one.outcome === 'defer').slice(-10), ...decisions]
}

function brokenOff({ runs }: Passage, { runId }: MessageIntent): string | undefined {
  const reason = runs.get(runId)?.endReason
  return reason === 'interrupted' || reason === 'not-eligible' ? reason : undefined
}

function eligibility(
  { past, plan, runs }: Passage,
  message: MessageIntent,
  now: Instant,
): 'eligible' | 'not-eligible' | 'interrupted' {
  const run = runs.get(message.runId)
  if (run === undefined) return 'not-eligible'
  return reasonToEnd(plan.scenario, run, now, past.state.facts) ?? 'eligible'
}

function historyOf(passage: Passage, message: MessageIntent, now: Instant): readonly HistoryMessage[] {
  const { newest } = passage.plan.kernel.program()
  const history = { newest: new Map(newest).set(passage.plan.scenario.id, passage.plan.scenario) }
  return [
    ...passage.past.messages.filter((one) => one.dueAt <= now),
    ...passage.sent,
    ...passage.outbox.filter((one) => one.messageKey !== message.messageKey),
  ].map((one) => historyMessage(one, history))
}

function earliestOf(messages: readonly MessageIntent[]): MessageIntent | undefined {
  let earliest: MessageIntent | undefined
  for (const message of messages)
    if (earliest === undefined || message.dueAt < earliest.dueAt) earliest = message
  return earliest
}
