import type { ContactFacts } from '../conditions/facts.ts'
import type { References } from '../conditions/references.ts'
import { assignArm } from '../experiments/assign.ts'
import { matchesName } from '../model/event-name.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import type { Run } from '../model/run.ts'
import { addDuration, subtractDuration } from '../time/duration.ts'
import { nextLocalTime } from '../time/local-time.ts'
import { parseInstant } from '../time/parse-instant.ts'
import type { CompiledNode, CompiledScenario } from './compiled-scenario.ts'
import type { MessageTemplate } from './definition.ts'

/** What wakes a run. */
export type RunInput =
  | { readonly type: 'start' }
  | { readonly type: 'timer' }
  | { readonly type: 'event'; readonly name: string; readonly properties: JsonObject }
  /** Facts of the contact changed in another way: a row, a field, a segment. */
  | { readonly type: 'facts' }

/** What a step asks the engine to do. */
export type RunCommand =
  | { readonly type: 'message'; readonly node: string; readonly message: MessageTemplate }
  | { readonly type: 'emit'; readonly node: string; readonly event: string; readonly properties: JsonObject }

/** A run after a step, and what is to be done. */
export interface StepResult {
  readonly run: Run
  readonly commands: readonly RunCommand[]
}

/** What a step reads besides the run: the contact's facts, and the salt that decides arms. */
export interface StepWorld {
  readonly facts: ContactFacts
  readonly salt: string
}

/** More nodes than this without a wait is a definition that turns in a circle. */
const MAX_NODES_A_STEP = 200

/**
 * One step of a scenario: a pure function of (definition, run, input, now) and the contact's facts. It goes
 * from node to node until a wait holds it or it ends. Run it again with the same arguments and it answers the
 * same, on every machine.
 */
export function step(
  scenario: CompiledScenario,
  run: Run,
  input: RunInput,
  now: Instant,
  world: StepWorld,
): StepResult {
  if (run.state === 'ended') return { run, commands: [] }
  const reason = reasonToEnd(scenario, run, now, world.facts)
  if (reason !== undefined) return { run: endRun(run, now, reason), commands: [] }
  const references = referencesOf(run)
  const commands: RunCommand[] = []
  let current = run
  let cause = input
  for (let passed = 0; passed < MAX_NODES_A_STEP; passed++) {
    const node = scenario.nodes.get(current.node)
    if (node === undefined) return { run: endRun(current, now, 'error:unknown-node'), commands }
    const move = visit(node, current, cause, now, world, references)
    if ('hold' in move) {
      const wakeAt = move.hold
      if (wakeAt === current.wakeAt && current === run) return { run, commands }
      return { run: { ...current, wakeAt, step: current.step + 1 }, commands }
    }
    if ('end' in move) return { run: endRun(current, now, move.end), commands }
    if (move.command !== undefined) {
      const repeated = move.command.type === 'message' && current.sent.includes(move.command.node)
      if (!repeated) commands.push(move.command)
      if (!repeated && move.command.type === 'message')
        current = { ...current, sent: [...current.sent, move.command.node] }
    }
    const arms =
      move.arm === undefined ? current.arms : { ...current.arms, [move.arm.experiment]: move.arm.id }
    current = { ...current, node: move.next, nodeSince: now, wakeAt: undefined, arms }
    cause = { type: 'start' }
  }
  return { run: endRun(current, now, 'error:endless'), commands }
}

/** Does what interrupts the scenario, or its profile filter, end this run now? Why: `undefined` when it goes on. */
export function reasonToEnd(
  scenario: CompiledScenario,
  run: Run,
  now: Instant,
  facts: ContactFacts,
): 'interrupted' | 'not-eligible' | undefined {
  const references = referencesOf(run)
  if (scenario.exitWhen(facts, now, references) > 0) return 'interrupted'
  return scenario.filter(facts, now, references) < 0 ? 'not-eligible' : undefined
}

/** What a node does with a run that is at it. */
type Move =
  | { readonly hold: Instant }
  | { readonly end: string }
  | {
      readonly next: string
      readonly command?: RunCommand
      readonly arm?: { readonly experiment: string; readonly id: string }
    }

function visit(
  node: CompiledNode,
  run: Run,
  input: RunInput,
  now: Instant,
  world: StepWorld,
  references: References,
): Move {
  const { facts } = world
  switch (node.type) {
    case 'wait': {
      const end = addDuration(node.fromTrigger ? run.startedAt : run.nodeSince, node.duration, facts.zone)
      return end <= now ? { next: node.next } : { hold: end }
    }
    case 'waitUntilTime': {
      const end = nextLocalTime(run.nodeSince, node.time, facts.zone, node.weekdays)
      return end <= now ? { next: node.next } : { hold: end }
    }
    case 'waitUntilDate':
      return visitDate(node, run, now, facts)
    case 'waitForEvent': {
      if (hasCome(node, run, input, now, facts, references)) return { next: node.next }
      const end = addDuration(run.nodeSince, node.timeout, facts.zone)
      return end <= now ? { next: node.onTimeout } : { hold: end }
    }
    case 'waitForCondition': {
      const verdict = node.until(facts, now, references)
      if (verdict > 0) return { next: node.next }
      const end = addDuration(run.nodeSince, node.timeout, facts.zone)
      return end <= now ? { next: node.onTimeout } : { hold: Math.min(end, -verdict) }
    }
    case 'branch':
      return { next: node.cases.find((one) => one.when(facts, now, references) > 0)?.next ?? node.otherwise }
    case 'split': {
      const id = armOf(node, run, world)
      const arm = node.arms.find((one) => one.id === id)
      return arm === undefined
        ? { end: 'error:unknown-arm' }
        : { next: arm.next, arm: { experiment: node.experiment, id } }
    }
    case 'message':
      return { next: node.next, command: { type: 'message', node: run.node, message: node.message } }
    case 'emit': {
      const properties: Record<string, JsonValue> = {}
      for (const [name, value] of node.properties)
        properties[name] = 'ref' in value ? (references(value.ref) ?? null) : value.literal
      return { next: node.next, command: { type: 'emit', node: run.node, event: node.event, properties } }
    }
    case 'exit':
      return { end: node.reason }
  }
}

function visitDate(
  node: Extract<CompiledNode, { type: 'waitUntilDate' }>,
  run: Run,
  now: Instant,
  facts: ContactFacts,
): Move {
  const value = facts.field(node.field)
  const date =
    typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? parseInstant(value, facts.zone)
        : undefined
  if (date === undefined) return { end: `error:unreadable-date:${node.field}` }
  const end =
    node.offset === undefined
      ? date
      : node.before
        ? subtractDuration(date, node.offset, facts.zone)
        : addDuration(date, node.offset, facts.zone)
  if (end > now) return { hold: end }
  // Past already as the node was reached is another thing than a timer that came to its end here.
  return end < run.nodeSince && node.ifPast === 'exit' ? { end: 'past' } : { next: node.next }
}

/**
 * Has the event come: as the input, or, for a run that could not be woken then, among those stored since the node was
 * reached and before its time was over?
 */
function hasCome(
  node: Extract<CompiledNode, { type: 'waitForEvent' }>,
  run: Run,
  input: RunInput,
  now: Instant,
  facts: ContactFacts,
  references: References,
): boolean {
  if (input.type === 'start') return false
  if (input.type === 'event')
    return matchesName(node.event, input.name) && node.matching(input.properties, references, { facts, now })
  const end = Math.min(now, addDuration(run.nodeSince, node.timeout, facts.zone))
  return facts
    .events(node.event)
    .some(
      (event) =>
        event.occurredAt > run.nodeSince &&
        event.occurredAt <= end &&
        node.matching(event.properties, references, { facts, now }),
    )
}

function armOf(node: Extract<CompiledNode, { type: 'split' }>, run: Run, world: StepWorld): string {
  const stored = run.arms[node.experiment]
  if (typeof stored === 'string') return stored
  return assignArm({
    salt: world.salt,
    experiment: node.experiment,
    contactId: run.contactId,
    arms: node.arms,
  })
}

/** Values that conditions of a run may refer to: `run.key`, `run.startedAt`, `trigger.<property>`. */
export function referencesOf(run: Run): References {
  return (path) => {
    if (path === 'run.key') return run.runKey
    if (path === 'run.startedAt') return run.startedAt
    return path.startsWith('trigger.') ? run.trigger[path.slice(8)] : undefined
  }
}

/** The run, ended at an instant with a reason. */
export function endRun(run: Run, now: Instant, reason: string): Run {
  return { ...run, state: 'ended', wakeAt: undefined, endedAt: now, endReason: reason, step: run.step + 1 }
}
