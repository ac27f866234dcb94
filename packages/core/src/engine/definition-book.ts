import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { Storage, StorageTransaction } from '../ports/storage.ts'
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
}

const NOTHING: StoredDefinitions = { segments: [], segmentations: [], scenarios: [], olderScenarios: [] }

/** Opens the book of an instance; it is empty until its first `refresh`. */
export function createDefinitionBook(storage: Storage, settings: ProgramSettings): DefinitionBook {
  let stored = NOTHING
  let fingerprint = fingerprintOf(stored)
  let program = createProgram({ ...settings, segments: [], scenarios: [] })

  let last: Promise<unknown> = Promise.resolve()

  const refresh = async () => {
    const read = await storage.transaction(loadDefinitions)
    if (fingerprintOf(read) === fingerprint) return
    program = compileProgram(withReplaced(read, stored), settings)
    stored = read
    fingerprint = fingerprintOf(read)
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
    read: loadDefinitions,
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
function fingerprintOf({ segments, scenarios, olderScenarios }: StoredDefinitions): string {
  return JSON.stringify([
    segments.map((one) => [one.definition.id, one.version]),
    scenarios.map((one) => [one.definition.id, one.version, one.state]),
    olderScenarios.map((one) => [one.definition.id, one.version]),
  ])
}
