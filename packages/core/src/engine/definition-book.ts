import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { Storage, StorageTransaction } from '../ports/storage.ts'
import { compileProgram, environmentOf, type ProgramSettings } from './compile-program.ts'
import { loadDefinitions, type StoredDefinitions } from './definitions.ts'
import { createProgram, type Program } from './program.ts'

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

const NOTHING: StoredDefinitions = { segments: [], scenarios: [], olderScenarios: [] }

/** Opens the book of an instance; it is empty until its first `refresh`. */
export function createDefinitionBook(storage: Storage, settings: ProgramSettings): DefinitionBook {
  let stored = NOTHING
  let fingerprint = fingerprintOf(stored)
  let program = createProgram({ ...settings, segments: [], scenarios: [] })

  return {
    program: () => program,
    stored: () => stored,
    environment: () => environmentOf(stored, settings),
    settings,
    refresh: async () => {
      const next = await storage.transaction(loadDefinitions)
      if (fingerprintOf(next) === fingerprint) return
      program = compileProgram(next, settings)
      stored = next
      fingerprint = fingerprintOf(next)
    },
    check: (definitions) => compileProgram(definitions, settings),
    read: loadDefinitions,
  }
}

/** Versions never change: id, version and state say everything. */
function fingerprintOf({ segments, scenarios, olderScenarios }: StoredDefinitions): string {
  return JSON.stringify([
    segments.map((one) => [one.definition.id, one.version]),
    scenarios.map((one) => [one.definition.id, one.version, one.state]),
    olderScenarios.map((one) => [one.definition.id, one.version]),
  ])
}
