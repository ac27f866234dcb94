import type { References } from '../conditions/references.ts'
import type { RowTestMoment } from '../conditions/row-test.ts'
import { matchesName } from '../model/event-name.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonObject } from '../model/json.ts'
import type { Run } from '../model/run.ts'
import { type ContactState, putRun, runSlot } from '../profile/contact-state.ts'
import type { CompiledScenario, CompiledTrigger } from '../scenarios/compiled-scenario.ts'
import type { Reentry } from '../scenarios/definition.ts'
import { reasonToEnd } from '../scenarios/interpreter.ts'
import { addDuration, parseDuration } from '../time/duration.ts'
import type { Change } from './change.ts'
import type { EngineContext } from './engine-context.ts'
import type { Program, Stimulus } from './program.ts'
import { stepRun } from './step-run.ts'

/** Starts, or resets, the runs of the scenarios that a change triggers. */
export function startRuns(
  state: ContactState,
  cause: Change | Extract<Stimulus, { type: 'segment' }>,
  scenarios: readonly CompiledScenario[],
  now: Instant,
  program: Program,
  context: EngineContext,
): void {
  for (const scenario of scenarios) {
    if (cause.type === 'event' && cause.emittedBy === scenario.id) continue
    if (scenario.triggers.some((trigger) => fires(trigger, cause, { facts: state.facts, now })))
      startRun(
        state,
        scenario,
        { at: instantOf(cause, now), properties: propertiesOf(cause) },
        now,
        program,
        context,
      )
  }
}

/**
 * Starts a run of a scenario for a contact, if its state, its profile filter and its re-entry rule allow it;
 * answers whether it did.
 */
export function startRun(
  state: ContactState,
  scenario: CompiledScenario,
  trigger: { readonly at: Instant; readonly properties: JsonObject },
  now: Instant,
  program: Program,
  context: EngineContext,
): boolean {
  if (scenario.state !== 'live' && scenario.state !== 'test') return false
  if (scenario.state === 'test' && state.facts.field('testContact') !== true) return false
  const runKey = runKeyOf(scenario, trigger.properties)
  if (runKey === undefined) return false
  const latest = state.latestRuns.get(runSlot(scenario.id, runKey))
  if (latest?.state === 'live') {
    if (scenario.definition.whileLive === 'ignore') return false
    return reset(state, scenario, latest, trigger, now, program, context)
  }
  if (latest !== undefined && !mayReenter(scenario.definition.reentry, latest, trigger.at, state))
    return false
  const run: Run = {
    runId: context.nextId(),
    scenarioId: scenario.id,
    scenarioVersion: scenario.version,
    contactId: state.contact.contactId,
    runKey,
    state: 'live',
    node: scenario.definition.start,
    startedAt: trigger.at,
    nodeSince: now,
    wakeAt: undefined,
    trigger: trigger.properties,
    arms: latest?.arms ?? {},
    sent: [],
    step: 0,
    endedAt: undefined,
    endReason: undefined,
  }
  // Somebody who may not come in, or is out already, leaves no run behind.
  if (reasonToEnd(scenario, run, now, state.facts) !== undefined) return false
  putRun(state, run)
  stepRun(state, run, { type: 'start' }, now, program, context)
  return true
}

function reset(
  state: ContactState,
  scenario: CompiledScenario,
  run: Run,
  trigger: { readonly at: Instant; readonly properties: JsonObject },
  now: Instant,
  program: Program,
  context: EngineContext,
): boolean {
  // A message that has been made stays made: only a run that has sent nothing begins its wait again.
  if (run.sent.length > 0 || trigger.at < run.startedAt) return false
  const again: Run = {
    ...run,
    scenarioVersion: scenario.version,
    node: scenario.definition.start,
    startedAt: trigger.at,
    nodeSince: now,
    wakeAt: undefined,
    trigger: trigger.properties,
    step: run.step + 1,
  }
  putRun(state, again)
  stepRun(state, again, { type: 'start' }, now, program, context)
  return true
}

function fires(
  { trigger, where, previously }: CompiledTrigger,
  cause: Change | Extract<Stimulus, { type: 'segment' }>,
  moment: RowTestMoment,
): boolean {
  switch (trigger.on) {
    case 'event':
      return (
        cause.type === 'event' &&
        matchesName(trigger.event, cause.name) &&
        (where === undefined || where(cause.properties, ofTrigger(cause.properties), moment))
      )
    case 'row':
      return (
        cause.type === 'row' &&
        trigger.table === cause.table &&
        (where === undefined || where(cause.values, ofTrigger(cause.values), moment)) &&
        (previously === undefined ||
          (cause.previous !== undefined && previously(cause.previous, ofTrigger(cause.values), moment)))
      )
    case 'segmentEntered':
    case 'segmentLeft':
      return (
        cause.type === 'segment' &&
        trigger.segment === cause.segmentId &&
        cause.entered === (trigger.on === 'segmentEntered')
      )
    case 'manual':
      return false
  }
}

/** `trigger.<property>` in the filter of a trigger: two columns compared, or the row before with the row now. */
function ofTrigger(properties: JsonObject): References {
  return (path) => (path.startsWith('trigger.') ? properties[path.slice(8)] : undefined)
}

/** `''` without a declared key; `undefined` when the trigger lacks the declared one: nothing to tell runs apart by. */
function runKeyOf(scenario: CompiledScenario, properties: JsonObject): string | undefined {
  const path = scenario.definition.runKey
  if (path === undefined) return ''
  const value = properties[path]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function mayReenter(rule: Reentry, latest: Run, at: Instant, state: ContactState): boolean {
  if (rule === 'always') return true
  if (rule === 'once') return false
  return addDuration(latest.startedAt, parseDuration(rule.after), state.facts.zone) <= at
}

function instantOf(cause: Change | Extract<Stimulus, { type: 'segment' }>, now: Instant): Instant {
  if (cause.type === 'event') return Math.min(cause.occurredAt, now)
  return cause.type === 'row' ? Math.min(cause.at, now) : now
}

function propertiesOf(cause: Change | Extract<Stimulus, { type: 'segment' }>): JsonObject {
  if (cause.type === 'event') return cause.properties
  if (cause.type === 'row') return cause.values
  return cause.type === 'segment' ? { segment: cause.segmentId } : {}
}
