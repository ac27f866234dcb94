import type { ConditionEnvironment } from '../conditions/environment.ts'
import { membershipRule } from '../lists/membership-rule.ts'
import { compileScenario } from '../scenarios/compile.ts'
import type { CompiledScenario } from '../scenarios/compiled-scenario.ts'
import { compileSegment } from '../segments/compile.ts'
import type { FormulaLoader } from '../traits/formula-loader.ts'
import { compileTraits } from '../traits/program-trait.ts'
import { compileRowAggregate } from '../traits/row-aggregate.ts'
import type { StoredDefinitions } from './definitions.ts'
import { createProgram, type Program, versionSlot } from './program.ts'

/** What a program needs besides the definitions; fixed for the life of an instance. */
export interface ProgramSettings {
  readonly environment: Omit<ConditionEnvironment, 'segments' | 'traits' | 'formulas' | 'rowAggregates'>
  /** What the formulas of traits are written in; loaded before such a trait is compiled. */
  readonly formulas: FormulaLoader
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
  const traitVersions = new Map(definitions.traits.map(({ definition, version }) => [definition.id, version]))
  return createProgram({
    traits: compileTraits(traitVersions, environment),
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

/** What conditions may speak of: the declarations of the instance, its segments and its traits. */
export function environmentOf(
  definitions: Pick<StoredDefinitions, 'segments' | 'traits'>,
  settings: Pick<ProgramSettings, 'environment' | 'formulas'>,
): ConditionEnvironment {
  return {
    ...settings.environment,
    segments: new Map(
      definitions.segments.map(({ definition }) => [definition.id, membershipRule(definition)]),
    ),
    traits: new Map(definitions.traits.map(({ definition }) => [definition.id, definition])),
    formulas: settings.formulas.loaded(),
    rowAggregates: compileRowAggregate,
  }
}
