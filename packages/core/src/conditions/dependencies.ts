import { LONGEST_SPAN } from '../time/calendar-unit.ts'
import { DAY_MS, lengthOf, parseDuration, readDuration } from '../time/duration.ts'
import { readsOf, traitIdOf } from '../traits/compile.ts'
import type { EventTrait, HouseholdTrait, RowsTrait } from '../traits/definition.ts'
import { languageOf } from '../traits/formula-types.ts'
import type { Condition, EventCondition, Window } from './ast.ts'
import type { ConditionEnvironment } from './environment.ts'
import { isReference } from './operand.ts'
import { compilePath, OPEN_SHAPE, type RowShape, shapeOfEvent, shapeOfTable } from './property-path.ts'

/** What a condition reads: what may change its answer, and what has to be loaded to find it. */
export interface ConditionDependencies {
  /** Event names and prefixes, each with how far it is looked back, in ms; `Infinity`: to the beginning. */
  readonly events: ReadonlyMap<string, number>
  /** Tables whose rows are read, over links too. */
  readonly tables: ReadonlySet<string>
  /** Fields and scores. */
  readonly fields: ReadonlySet<string>
  /** Segments that it stands on, directly or through others. */
  readonly segments: ReadonlySet<string>
  /** Traits that it stands on, directly or through others. */
  readonly traits: ReadonlySet<string>
  /** Which of these events and tables are those of everybody in the household. */
  readonly ofHousehold: HouseholdReads
}

/** What is read of all who live with a contact. */
export interface HouseholdReads {
  readonly events: ReadonlySet<string>
  readonly tables: ReadonlySet<string>
}

interface Reads {
  readonly events: Map<string, number>
  readonly tables: Set<string>
  readonly fields: Set<string>
  readonly segments: Set<string>
  readonly traits: Set<string>
  readonly ofHousehold: { readonly events: Set<string>; readonly tables: Set<string> }
}

/** What a condition reads, itself and through the segments that it names. */
export function dependenciesOf(
  condition: Condition,
  environment: ConditionEnvironment,
): ConditionDependencies {
  const reads = nothing()
  visit(condition, environment, undefined, reads)
  return reads
}

/** What a trait reads, itself and through the traits of its formula. */
export function dependenciesOfTrait(
  traitId: string,
  environment: ConditionEnvironment,
): ConditionDependencies {
  const reads = nothing()
  visitTrait(traitId, environment, reads)
  return reads
}

/** What several conditions read together. */
export function mergeDependencies(all: readonly ConditionDependencies[]): ConditionDependencies {
  const reads = nothing()
  for (const one of all) addReads(reads, one)
  return reads
}

function addReads(reads: Reads, one: ConditionDependencies): void {
  for (const [event, horizon] of one.events) addEvent(reads, event, horizon)
  for (const table of one.tables) reads.tables.add(table)
  for (const field of one.fields) reads.fields.add(field)
  for (const segment of one.segments) reads.segments.add(segment)
  for (const trait of one.traits) reads.traits.add(trait)
  for (const event of one.ofHousehold.events) reads.ofHousehold.events.add(event)
  for (const table of one.ofHousehold.tables) reads.ofHousehold.tables.add(table)
}

/** Reads nothing. */
export function noDependencies(): ConditionDependencies {
  return nothing()
}

function nothing(): Reads {
  return {
    events: new Map(),
    tables: new Set(),
    fields: new Set(),
    segments: new Set(),
    traits: new Set(),
    ofHousehold: { events: new Set(), tables: new Set() },
  }
}

function addEvent(reads: Reads, event: string, horizon: number): void {
  reads.events.set(event, Math.max(reads.events.get(event) ?? 0, horizon))
}

function visit(
  condition: Condition,
  environment: ConditionEnvironment,
  row: RowShape | undefined,
  reads: Reads,
  first: RowShape | undefined = undefined,
): void {
  const inside = (part: Condition, shape: RowShape | undefined = row): void =>
    visit(part, environment, shape, reads, first)
  const addOperands = (value: unknown): void => {
    for (const operand of Array.isArray(value) ? value : [value]) {
      if (!isReference(operand)) continue
      const { ref } = operand
      if (ref.startsWith('field.')) reads.fields.add(ref.slice('field.'.length))
      // What the first event of a sequence links to is read as well.
      if (ref.startsWith('first.') && first !== undefined)
        addPath(ref.slice('first.'.length), first, environment, reads)
    }
  }
  if ('all' in condition) for (const part of condition.all) inside(part)
  else if ('any' in condition) for (const part of condition.any) inside(part)
  else if ('atLeast' in condition) for (const part of condition.of) inside(part)
  else if ('segment' in condition) visitSegment(condition.segment, environment, reads)
  else if ('field' in condition) {
    visitField(condition.field, environment, reads)
    addOperands(condition.value)
  } else if ('property' in condition) {
    addPath(condition.property, row ?? OPEN_SHAPE, environment, reads)
    addOperands(condition.value)
  } else if ('sequence' in condition) {
    const horizon = lookBack(condition.window)
    const { sequence, then } = condition
    for (const { event } of [sequence, then]) addEvent(reads, event, horizon)
    const shape = shapeOfEvent(sequence.event, environment)
    if (sequence.where !== undefined) inside(sequence.where, shape)
    if (then.where !== undefined)
      visit(then.where, environment, shapeOfEvent(then.event, environment), reads, shape)
  } else if ('not' in condition) inside(condition.not)
  else {
    const shape =
      'event' in condition
        ? shapeOfEvent(condition.event, environment)
        : (shapeOfTable(condition.rows, environment) ?? OPEN_SHAPE)
    if ('event' in condition) addEvent(reads, condition.event, lookBack(condition.window))
    else reads.tables.add(condition.rows)
    if (condition.where !== undefined) inside(condition.where, shape)
    if (condition.measure !== undefined && 'property' in condition.measure)
      addPath(condition.measure.property, shape, environment, reads)
    addOperands(condition.value)
  }
}

function visitSegment(id: string, environment: ConditionEnvironment, reads: Reads): void {
  if (reads.segments.has(id)) return
  reads.segments.add(id)
  const condition = environment.segments.get(id)
  if (condition !== undefined) visit(condition, environment, undefined, reads)
}

function visitField(field: string, environment: ConditionEnvironment, reads: Reads): void {
  const traitId = environment.traits === undefined ? undefined : traitIdOf(field)
  if (traitId === undefined) reads.fields.add(field)
  else visitTrait(traitId, environment, reads)
}

function visitTrait(id: string, environment: ConditionEnvironment, reads: Reads): void {
  if (reads.traits.has(id)) return
  reads.traits.add(id)
  const definition = environment.traits?.get(id)
  if (definition === undefined || 'of' in definition) return
  if ('per' in definition) {
    const theirs = nothing()
    visitAggregate(definition, environment, theirs)
    for (const event of theirs.events.keys()) theirs.ofHousehold.events.add(event)
    for (const table of theirs.tables) theirs.ofHousehold.tables.add(table)
    addReads(reads, theirs)
    return
  }
  if (!('formula' in definition)) {
    visitAggregate(definition, environment, reads)
    return
  }
  const { traits, fields } = readsOf(definition, languageOf(environment))
  for (const trait of traits) visitTrait(trait, environment, reads)
  for (const field of fields) reads.fields.add(field)
}

function visitAggregate(
  { money, ...aggregate }: EventTrait | RowsTrait | HouseholdTrait,
  environment: ConditionEnvironment,
  reads: Reads,
): void {
  // Its events or rows are those of the condition that it is the value of.
  visit(aggregate as unknown as EventCondition, environment, undefined, reads)
  if (money?.property === undefined) return
  const shape =
    'event' in aggregate
      ? shapeOfEvent(aggregate.event, environment)
      : (shapeOfTable(aggregate.rows, environment) ?? OPEN_SHAPE)
  addPath(money.property, shape, environment, reads)
}

function addPath(path: string, shape: RowShape, environment: ConditionEnvironment, reads: Reads): void {
  const { tables, traits } = compilePath(path, shape, environment, '')
  for (const table of tables) reads.tables.add(table)
  for (const trait of traits) reads.traits.add(trait)
}

/** How far back the window reaches, at most. */
function lookBack(window: Window | undefined): number {
  if (window === undefined) return Infinity
  // A day more: a local day may be longer than 24 hours.
  if ('current' in window) return (LONGEST_SPAN[window.current] + 1) * DAY_MS
  const text = 'last' in window ? window.last : 'ago' in window ? window.ago[0] : undefined
  return readDuration(text) === undefined ? Infinity : lengthOf(parseDuration(text as string)).most
}
