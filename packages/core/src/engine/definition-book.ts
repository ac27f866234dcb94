import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { Storage, StorageTransaction } from '../ports/storage.ts'
import type { TraitDefinition } from '../traits/definition.ts'
import { compileProgram, environmentOf, type ProgramSettings } from './compile-program.ts'
import { loadDefinitions, type StoredDefinitions } from './definitions.ts'
import { createProgram, type Program, versionSlot } from './program.ts'

/** What is defined, as stored and as compiled: the one reference that is replaced when a definition changes. */
export interface DefinitionBook {
  readonly program: () => Program
  readonly stored: () => StoredDefinitions
  readonly environment: () => ConditionEnvironment
  readonly settings: ProgramSettings
  /** Reads the definitions again, and compiles them if one has changed, by this process or another. */
  readonly refresh: () => Promise<void>
  /** The same inside a transaction; nothing is replaced. @throws what a definition that does not compile throws. */
  readonly check: (definitions: StoredDefinitions) => Program
  readonly read: (tx: StorageTransaction) => Promise<StoredDefinitions>
  /** Loads what the formulas among these need; to be called before traits that were not read here are compiled. */
  readonly load: (traits: readonly TraitDefinition[]) => Promise<void>
}

const NOTHING: StoredDefinitions = {
  segments: [],
  segmentations: [],
  traits: [],
  scenarios: [],
  olderScenarios: [],
}

/** Opens the book of an instance; it is empty until its first `refresh`. */
export function createDefinitionBook(storage: Storage, settings: ProgramSettings): DefinitionBook {
  let stored = NOTHING
  let fingerprint = fingerprintOf(stored)
  let program = createProgram({ ...settings, segments: [], scenarios: [] })

  let last: Promise<unknown> = Promise.resolve()

  const load: DefinitionBook['load'] = async (traits) => {
    if (traits.some((definition) => 'formula' in definition)) await settings.formulas.load()
  }

  const read: DefinitionBook['read'] = async (tx) => {
    const found = await loadDefinitions(tx)
    await load(found.traits.map((one) => one.definition))
    return found
  }

  const refresh = async () => {
    const found = await storage.transaction(read)
    if (fingerprintOf(found) === fingerprint) return
    program = compileProgram(withReplaced(found, stored), settings)
    stored = found
    fingerprint = fingerprintOf(found)
  }

  return {
    program: () => program,
    stored: () => stored,
    environment: () => environmentOf(stored, settings),
    settings,
    refresh: () => {
      // One after the other: what was read later must not be overtaken by what was read before.
      const refreshed = last.then(refresh)
      last = refreshed.catch(() => undefined)
      return refreshed
    },
    check: (definitions) => compileProgram(definitions, settings),
    read,
    load,
  }
}

/** Work under way may still start runs on the version that is just being replaced. */
function withReplaced(next: StoredDefinitions, before: StoredDefinitions): StoredDefinitions {
  const known = new Set([...next.scenarios, ...next.olderScenarios].map(slotOf))
  const replaced = before.scenarios.filter((one) => !known.has(slotOf(one)))
  return { ...next, olderScenarios: [...next.olderScenarios, ...replaced] }
}

function slotOf({ definition, version }: StoredDefinitions['olderScenarios'][number]): string {
  return versionSlot(definition.id, version)
}

/** Versions never change: id, version and state say everything. */
function fingerprintOf({ segments, traits, scenarios, olderScenarios }: StoredDefinitions): string {
  return JSON.stringify([
    segments.map((one) => [one.definition.id, one.version]),
    traits.map((one) => [one.definition.id, one.version]),
    scenarios.map((one) => [one.definition.id, one.version, one.state]),
    olderScenarios.map((one) => [one.definition.id, one.version]),
  ])
}
