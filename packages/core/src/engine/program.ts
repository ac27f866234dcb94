import type { ConditionDependencies } from '../conditions/dependencies.ts'
import { matchesName } from '../model/event-name.ts'
import type { CompiledScenario } from '../scenarios/compiled-scenario.ts'
import type { Trigger } from '../scenarios/definition.ts'
import type { CompiledSegment } from '../segments/compiled-segment.ts'
import type { ProgramTrait } from '../traits/program-trait.ts'

/** Everything that may react to a change of a contact, indexed by what it reads. */
export interface Program {
  readonly segments: readonly CompiledSegment[]
  readonly traits: readonly ProgramTrait[]
  /** Those whose values are kept in the storage. */
  readonly keptTraits: readonly ProgramTrait[]
  /** The version of each scenario that takes new runs. */
  readonly scenarios: readonly CompiledScenario[]
  /** The same by id: the state of a scenario is that of its newest version. */
  readonly newest: ReadonlyMap<string, CompiledScenario>
  /** Any version, for runs that stay on theirs; grown as they are met. */
  readonly versions: Map<string, CompiledScenario>
  readonly salt: string
  readonly defaultZone: string
  readonly needs: ProgramNeeds
  readonly segmentsReading: (what: Stimulus) => readonly CompiledSegment[]
  /** Those of the kept traits whose value may change. */
  readonly traitsReading: (what: Stimulus) => readonly ProgramTrait[]
  /** The same of what somebody did who lives with the contact. */
  readonly ofHousehold: Pick<Program, 'segmentsReading' | 'traitsReading'>
  readonly scenariosTriggeredBy: (what: Stimulus) => readonly CompiledScenario[]
  /** Is a new version of the segment still being evaluated over the base, with this contact to come? */
  readonly isSilent: (segmentId: string, contactId: string) => boolean
}

/** What has to be loaded of a contact so that every condition can be evaluated. */
export interface ProgramNeeds {
  /** Event names and prefixes. */
  readonly events: readonly string[]
  /** Longest look-back over all of them in ms; `Infinity` as soon as one looks back for ever. */
  readonly lookBack: number
  readonly tables: readonly string[]
  readonly scores: boolean
  /** Does anything read what those who live with the contact did? They are then opened with it. */
  readonly households: boolean
}

/** What changed: an event came, a row changed, golden fields changed, a segment was entered or left. */
export type Stimulus =
  | { readonly type: 'event'; readonly name: string }
  | { readonly type: 'row'; readonly table: string }
  | { readonly type: 'fields'; readonly fields: ReadonlySet<string> }
  | { readonly type: 'segment'; readonly segmentId: string; readonly entered: boolean }

/** Key under which a version of a scenario is kept in {@link Program.versions}. */
export function versionSlot(scenarioId: string, version: number): string {
  return `${scenarioId}@${version}`
}

/** Indexes compiled segments and scenarios by what they react to. */
export function createProgram(parts: {
  readonly segments: readonly CompiledSegment[]
  readonly traits?: readonly ProgramTrait[] | undefined
  readonly scenarios: readonly CompiledScenario[]
  readonly salt: string
  readonly defaultZone: string
  readonly versions?: ReadonlyMap<string, CompiledScenario> | undefined
  readonly isSilent?: Program['isSilent'] | undefined
}): Program {
  const { segments, scenarios, traits = [] } = parts
  const keptTraits = traits.filter((one) => one.isKept)
  const versions = new Map(parts.versions)
  for (const scenario of scenarios) versions.set(versionSlot(scenario.id, scenario.version), scenario)
  const triggered = new Map<string, readonly CompiledScenario[]>()
  return {
    segments,
    traits,
    keptTraits,
    scenarios,
    newest: new Map(scenarios.map((one) => [one.id, one])),
    versions,
    salt: parts.salt,
    defaultZone: parts.defaultZone,
    needs: needsOf([...segments, ...traits, ...versions.values()].map((one) => one.dependencies)),
    segmentsReading: readersAmong(segments),
    traitsReading: readersAmong(keptTraits),
    ofHousehold: {
      segmentsReading: readersAmong(segments, ofHousehold),
      traitsReading: readersAmong(keptTraits, ofHousehold),
    },
    isSilent: parts.isSilent ?? (() => false),
    scenariosTriggeredBy: (what) => {
      if (what.type === 'fields') return NO_SCENARIOS
      return cached(triggered, slotOf(what), () => scenarios.filter((one) => isTriggered(one, what)))
    },
  }
}

const NO_SCENARIOS: readonly CompiledScenario[] = []

/** What moves a reader: events, with a prefix too, rows, fields. */
type Reads = Pick<ConditionDependencies, 'tables' | 'fields'> & {
  readonly events: Pick<ReadonlySet<string>, 'has' | 'keys'>
}

function ofHousehold({ ofHousehold: { events, tables } }: ConditionDependencies): Reads {
  return { events, tables, fields: NO_FIELDS }
}

const NO_FIELDS: ReadonlySet<string> = new Set()

/** The dependency index: who of these reads what changed. An event evaluates nobody else. */
function readersAmong<Reader extends { readonly dependencies: ConditionDependencies }>(
  all: readonly Reader[],
  reads: (dependencies: ConditionDependencies) => Reads = (own) => own,
): (what: Stimulus) => readonly Reader[] {
  const byEvent = new Map<string, readonly Reader[]>()
  const byTable = new Map<string, readonly Reader[]>()
  const nobody: readonly Reader[] = []
  return (what) => {
    switch (what.type) {
      case 'event':
        return cached(byEvent, what.name, () =>
          all.filter((one) => readsEvent(reads(one.dependencies), what.name)),
        )
      case 'row':
        return cached(byTable, what.table, () =>
          all.filter((one) => reads(one.dependencies).tables.has(what.table)),
        )
      case 'fields':
        return all.filter((one) => readsField(reads(one.dependencies), what.fields))
      case 'segment':
        return nobody
    }
  }
}

/** Event names come from outside: the index of them must not grow for ever. */
const MAX_CACHED_NAMES = 10_000

function cached<Value>(
  cache: Map<string, readonly Value[]>,
  key: string,
  find: () => readonly Value[],
): readonly Value[] {
  const known = cache.get(key)
  if (known !== undefined) return known
  if (cache.size >= MAX_CACHED_NAMES) cache.clear()
  const found = find()
  cache.set(key, found)
  return found
}

function slotOf(what: Exclude<Stimulus, { type: 'fields' }>): string {
  switch (what.type) {
    case 'event':
      return `event ${what.name}`
    case 'row':
      return `row ${what.table}`
    case 'segment':
      return `${what.entered ? 'in' : 'out'} ${what.segmentId}`
  }
}

function isTriggered(scenario: CompiledScenario, what: Stimulus): boolean {
  return scenario.triggers.some(({ trigger }) => isTriggerOf(trigger, what))
}

function isTriggerOf(trigger: Trigger, what: Stimulus): boolean {
  switch (trigger.on) {
    case 'event':
      return what.type === 'event' && matchesName(trigger.event, what.name)
    case 'row':
      return what.type === 'row' && trigger.table === what.table
    case 'segmentEntered':
    case 'segmentLeft':
      return (
        what.type === 'segment' &&
        trigger.segment === what.segmentId &&
        (trigger.on === 'segmentEntered') === what.entered
      )
    case 'manual':
      return false
  }
}

function readsEvent(dependencies: Reads, name: string): boolean {
  if (dependencies.events.has(name)) return true
  for (const pattern of dependencies.events.keys())
    if (pattern.endsWith('*') && matchesName(pattern, name)) return true
  return false
}

function readsField(dependencies: Reads, fields: ReadonlySet<string>): boolean {
  for (const field of fields) if (dependencies.fields.has(field)) return true
  // The zone moves every calendar window.
  return fields.has('timeZone')
}

function readsHousehold({ ofHousehold }: ConditionDependencies): boolean {
  return ofHousehold.events.size + ofHousehold.tables.size > 0
}

/** What has to be loaded for all of these together. */
export function needsOf(all: readonly ConditionDependencies[]): ProgramNeeds {
  const events = new Set<string>()
  const tables = new Set<string>()
  let lookBack = 0
  let scores = false
  let households = false
  for (const dependencies of all) {
    if (readsHousehold(dependencies)) households = true
    for (const [name, horizon] of dependencies.events) {
      events.add(name)
      lookBack = Math.max(lookBack, horizon)
    }
    for (const table of dependencies.tables) tables.add(table)
    for (const field of dependencies.fields) if (field.includes('.')) scores = true
  }
  return { events: [...events], lookBack, tables: [...tables], scores, households }
}
