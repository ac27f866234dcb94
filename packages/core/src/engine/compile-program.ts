import type { ConditionEnvironment } from '../conditions/environment.ts'
import { membershipRule } from '../lists/membership-rule.ts'
import { compileScenario } from '../scenarios/compile.ts'
import type { CompiledScenario } from '../scenarios/compiled-scenario.ts'
import { compileSegment } from '../segments/compile.ts'
import type { StoredDefinitions } from './definitions.ts'
import { createProgram, type Program, versionSlot } from './program.ts'

/** What a program needs besides the definitions; fixed for the life of an instance. */
export interface ProgramSettings {
  readonly environment: Omit<ConditionEnvironment, 'segments'>
  readonly salt: string
  readonly defaultZone: string
  readonly isSilent?: Program['isSilent'] | undefined
}

/** Makes definitions ready to react: a pure function of them and the settings. */
export function compileProgram(definitions: StoredDefinitions, settings: ProgramSettings): Program {
  const environment = environmentOf(definitions, settings)
  const compile = ({ definition, version, state }: StoredDefinitions['olderScenarios'][number]) =>
    compileScenario(definition, version, state, environment)
  const versions = new Map<string, CompiledScenario>()
  for (const older of definitions.olderScenarios)
    versions.set(versionSlot(older.definition.id, older.version), compile(older))
  return createProgram({
    segments: definitions.segments.map(({ definition, version }) =>
      compileSegment(definition, version, environment),
    ),
    scenarios: definitions.scenarios.map(compile),
    versions,
    salt: settings.salt,
    defaultZone: settings.defaultZone,
    isSilent: settings.isSilent,
  })
}

/** What conditions may speak of: the declarations of the instance, and its segments. */
export function environmentOf(
  definitions: Pick<StoredDefinitions, 'segments'>,
  settings: Pick<ProgramSettings, 'environment'>,
): ConditionEnvironment {
  return {
    ...settings.environment,
    segments: new Map(
      definitions.segments.map(({ definition }) => [definition.id, membershipRule(definition)]),
    ),
  }
}
