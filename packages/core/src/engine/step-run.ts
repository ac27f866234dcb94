import type { Instant } from '../model/instant.ts'
import type { Run } from '../model/run.ts'
import { type ContactState, putRun } from '../profile/contact-state.ts'
import type { CompiledScenario } from '../scenarios/compiled-scenario.ts'
import { endRun, type RunInput, reasonToEnd, step } from '../scenarios/interpreter.ts'
import type { EngineContext } from './engine-context.ts'
import { perform } from './perform.ts'
import { type Program, versionSlot } from './program.ts'

/** Steps one run with an input, as the state of its scenario allows, and performs what it asks for. */
export function stepRun(
  state: ContactState,
  given: Run,
  input: RunInput,
  now: Instant,
  program: Program,
  context: EngineContext,
): void {
  // Another step may have moved it on, by an event that it emitted.
  const run = state.runs.find((one) => one.runId === given.runId)
  if (run === undefined) return
  const scenario = program.versions.get(versionSlot(run.scenarioId, run.scenarioVersion))
  // Another process saved it a moment ago: the run is left alone until this one has read the definitions anew.
  if (scenario === undefined) return
  const standing = program.newest.get(scenario.id)?.state ?? scenario.state
  if (standing === 'stopped') {
    putRun(state, endRun(run, now, 'stopped'))
    return
  }
  if (standing === 'paused' || standing === 'draft') {
    hold(state, run, scenario, now)
    return
  }
  const result = step(scenario, run, input, now, { facts: state.facts, salt: program.salt })
  if (result.run === run) return
  putRun(state, result.run)
  for (const command of result.commands) perform(state, result.run, scenario, command, now, program, context)
}

/**
 * A paused scenario sends nothing and keeps its runs: one whose timer comes due is parked without a timer until the
 * scenario goes on, where its node says anew what is due. What interrupts a run does so all the same.
 */
function hold(state: ContactState, run: Run, scenario: CompiledScenario, now: Instant): void {
  const reason = reasonToEnd(scenario, run, now, state.facts)
  if (reason !== undefined) putRun(state, endRun(run, now, reason))
  else if (run.wakeAt !== undefined && run.wakeAt <= now)
    putRun(state, { ...run, wakeAt: undefined, step: run.step + 1 })
}

/** Goes on with a run that was parked while its scenario was paused, by the declared policy. */
export function resumeRun(
  state: ContactState,
  run: Run,
  now: Instant,
  program: Program,
  context: EngineContext,
): void {
  if (run.wakeAt !== undefined) return
  const scenario = program.versions.get(versionSlot(run.scenarioId, run.scenarioVersion))
  if (scenario?.definition.overdue === 'exit') putRun(state, endRun(run, now, 'overdue'))
  else stepRun(state, run, { type: 'timer' }, now, program, context)
}
