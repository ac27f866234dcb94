import type { Instant } from '../model/instant.ts'
import type { MembershipChange } from '../model/membership.ts'
import { type ContactState, putMembership } from '../profile/contact-state.ts'
import type { RunInput } from '../scenarios/interpreter.ts'
import { evaluateSegments } from '../segments/evaluate.ts'
import { evaluateTraits, putTrait } from '../traits/evaluate.ts'
import type { Change } from './change.ts'
import type { EngineContext } from './engine-context.ts'
import type { Program, Stimulus } from './program.ts'
import { startRuns } from './start-runs.ts'
import { stepRun } from './step-run.ts'

/**
 * Lets a contact react to a change: memberships first, then the live runs, then new runs. Everything it
 * decides is noted in the state's pending writes. Call {@link catchUp} before the change is put into the facts, so
 * that what fell due before it is decided without it.
 */
export function reactTo(
  state: ContactState,
  change: Change,
  now: Instant,
  program: Program,
  context: EngineContext,
): void {
  const stimulus = stimulusOf(change)
  // Of somebody new nothing has been evaluated yet: "0 orders" is true of them from the start.
  const isWhole = change.type === 'all' || state.pending.contact === 'created'
  const segments = isWhole ? program.segments : program.segmentsReading(stimulus)
  const moves = evaluateSegments(state, segments, now)
  evaluateTraits(state, isWhole ? program.keptTraits : program.traitsReading(stimulus), now)
  if (state.runs.length > 0) stepRuns(state, inputOf(change), now, program, context)
  startRuns(state, change, program.scenariosTriggeredBy(stimulus), now, program, context)
  if (moves.length > 0) reactToMoves(state, moves, now, program, context)
  if (change.type === 'event' || change.type === 'row')
    for (const mate of state.housemates) reactToHousemate(mate, stimulus, now, program, context)
}

/** Lets a contact react to what somebody did who lives with it. */
function reactToHousemate(
  state: ContactState,
  stimulus: Stimulus,
  now: Instant,
  program: Program,
  context: EngineContext,
): void {
  const { segmentsReading, traitsReading } = program.ofHousehold
  const moves = evaluateSegments(state, segmentsReading(stimulus), now)
  evaluateTraits(state, traitsReading(stimulus), now)
  if (state.runs.length > 0) stepRuns(state, { type: 'facts' }, now, program, context)
  if (moves.length > 0) reactToMoves(state, moves, now, program, context)
}

/**
 * Evaluates everything about a contact without firing anything: after a first load, and when definitions change.
 */
export function evaluateSilently(state: ContactState, now: Instant, program: Program): void {
  evaluateSegments(state, program.segments, now)
  evaluateTraits(state, program.keptTraits, now)
}

/**
 * Does what time alone has made due up to an instant, for a contact and those who live with it, in the order in which
 * it fell due, each at its own instant: a late worker decides the same as one that was on time.
 */
export function catchUp(state: ContactState, now: Instant, program: Program, context: EngineContext): void {
  // The bound is for a definition that never comes to rest; the rest is done at the next tick.
  for (let turns = 0; turns < MAX_TURNS; turns++) {
    const next = firstDue(state, now)
    if (next === undefined) return
    turn(next.state, next.due, program, context)
  }
}

/** Who of a household is due first. */
function firstDue(
  state: ContactState,
  now: Instant,
): { readonly state: ContactState; readonly due: Instant } | undefined {
  const due = earliestDue(state, now)
  let first = due === undefined ? undefined : { state, due }
  for (const mate of state.housemates) {
    const theirs = earliestDue(mate, first === undefined ? now : first.due - 1)
    if (theirs !== undefined) first = { state: mate, due: theirs }
  }
  return first
}

function turn(state: ContactState, due: Instant, program: Program, context: EngineContext): void {
  dropOrphans(state, due, program)
  const segments = program.segments.filter((one) => isDue(state.memberships.get(one.id)?.validUntil, due))
  const moves = evaluateSegments(state, segments, due)
  const traits = program.keptTraits.filter((one) => isDue(state.traits.get(one.id)?.validUntil, due))
  evaluateTraits(state, traits, due)
  if (moves.length > 0) {
    stepRuns(state, { type: 'facts' }, due, program, context)
    reactToMoves(state, moves, due, program, context)
  }
  for (const run of [...state.runs])
    if (isDue(run.wakeAt, due)) stepRun(state, run, { type: 'timer' }, due, program, context)
}

const MAX_TURNS = 1000

/** When the contact has to be looked at next if nothing happens; `undefined` when not until `now`. */
export function earliestDue(
  state: ContactState,
  now: Instant = Number.POSITIVE_INFINITY,
): Instant | undefined {
  let earliest = Number.POSITIVE_INFINITY
  for (const membership of state.memberships.values())
    if (membership.validUntil !== undefined && membership.validUntil < earliest)
      earliest = membership.validUntil
  for (const { validUntil } of state.traits.values())
    if (validUntil !== undefined && validUntil < earliest) earliest = validUntil
  for (const run of state.runs) if (run.wakeAt !== undefined && run.wakeAt < earliest) earliest = run.wakeAt
  return earliest <= now && earliest !== Number.POSITIVE_INFINITY ? earliest : undefined
}

/** Lets scenarios react to entries and exits. */
export function reactToMoves(
  state: ContactState,
  moves: readonly MembershipChange[],
  now: Instant,
  program: Program,
  context: EngineContext,
): void {
  for (const move of moves) {
    if (program.isSilent(move.segmentId, move.contactId)) continue
    const stimulus: Stimulus = { type: 'segment', segmentId: move.segmentId, entered: move.entered }
    startRuns(state, stimulus, program.scenariosTriggeredBy(stimulus), now, program, context)
  }
}

function isDue(at: Instant | undefined, now: Instant): boolean {
  return at !== undefined && at <= now
}

/** A timer of a segment or trait that is defined no more must not come due for ever. */
function dropOrphans(state: ContactState, due: Instant, program: Program): void {
  for (const [id, membership] of state.memberships) {
    if (!isDue(membership.validUntil, due) || program.segments.some((segment) => segment.id === id)) continue
    putMembership(state, { ...membership, validUntil: undefined })
  }
  for (const [id, value] of state.traits) {
    if (!isDue(value.validUntil, due) || program.keptTraits.some((trait) => trait.id === id)) continue
    putTrait(state, { ...value, validUntil: undefined })
  }
}

function stepRuns(
  state: ContactState,
  input: RunInput,
  now: Instant,
  program: Program,
  context: EngineContext,
): void {
  for (const run of [...state.runs]) stepRun(state, run, input, now, program, context)
}

function stimulusOf(change: Change): Stimulus {
  switch (change.type) {
    case 'event':
      return { type: 'event', name: change.name }
    case 'row':
      return { type: 'row', table: change.table }
    case 'fields':
      return change
    case 'all':
      return { type: 'fields', fields: NO_FIELDS }
  }
}

const NO_FIELDS: ReadonlySet<string> = new Set()

function inputOf(change: Change): RunInput {
  return change.type === 'event'
    ? { type: 'event', name: change.name, properties: change.properties }
    : { type: 'facts' }
}
