import type { ContactEvent } from '../model/event.ts'
import type { Instant } from '../model/instant.ts'
import type { MessageIntent } from '../model/message.ts'
import type { Run } from '../model/run.ts'
import { type ContactState, putRun, touch } from '../profile/contact-state.ts'
import type { CompiledScenario } from '../scenarios/compiled-scenario.ts'
import { endRun, type RunCommand } from '../scenarios/interpreter.ts'
import type { EngineContext } from './engine-context.ts'
import type { Program } from './program.ts'

/** Notes what a step asked for: a message intent for the outbox, or an event of the contact's. */
export function perform(
  state: ContactState,
  run: Run,
  scenario: CompiledScenario,
  command: RunCommand,
  now: Instant,
  program: Program,
  context: EngineContext,
): void {
  if (command.type === 'message') {
    state.pending.messages.push(intentOf(run, scenario, command, now))
    return
  }
  emit(state, run, command, now, program, context)
}

function intentOf(
  run: Run,
  scenario: CompiledScenario,
  command: Extract<RunCommand, { type: 'message' }>,
  now: Instant,
): MessageIntent {
  return {
    // Node and run, not the version: an edited scenario cannot send the same step twice.
    messageKey: `${run.runId}:${command.node}`,
    contactId: run.contactId,
    scenarioId: run.scenarioId,
    scenarioVersion: scenario.version,
    runId: run.runId,
    node: command.node,
    channel: command.message.channel,
    class: command.message.class,
    purpose: command.message.purpose,
    state: 'pending',
    createdAt: now,
    dueAt: now,
    attempts: 0,
    leaseUntil: undefined,
    fence: 0,
    providerId: undefined,
    settledAt: undefined,
    decisions: [],
    context: { trigger: run.trigger, arms: run.arms, runKey: run.runKey, startedAt: run.startedAt },
  }
}

/** A contact may set itself off through its own events this many times at one instant. */
const MAX_EMITTED = 50

function emit(
  state: ContactState,
  run: Run,
  command: Extract<RunCommand, { type: 'emit' }>,
  now: Instant,
  program: Program,
  context: EngineContext,
): void {
  const own = state.pending.events.filter((one) => one.source === OWN_SOURCE && one.occurredAt === now)
  if (own.length >= MAX_EMITTED) {
    putRun(state, endRun(run, now, 'error:endless'))
    return
  }
  const { event: name, properties } = command
  const event: ContactEvent = {
    contactId: state.contact.contactId,
    messageId: `${run.runId}:${run.step}:${command.node}`,
    name,
    occurredAt: now,
    receivedAt: now,
    source: OWN_SOURCE,
    recordId: anchorOf(state),
    properties,
  }
  state.pending.events.push(event)
  touch(state)
  state.facts.addEvent(name, event)
  const change = { type: 'event', name, occurredAt: now, properties, emittedBy: run.scenarioId } as const
  context.react(state, change, now, program, context)
}

/** The source of the events that scenarios emit. */
const OWN_SOURCE = 'clientele'

/** A record of the contact's, for the event to follow through merges and splits. */
function anchorOf(state: ContactState): string {
  for (const name in state.contact.fields) return state.contact.fields[name]?.recordId ?? ''
  // Of somebody of whom nothing is known there is still what they just did.
  return state.pending.events.find((one) => one.recordId !== '')?.recordId ?? ''
}
