import { rootSite } from '../conditions/compile.ts'
import { type ConditionDependencies, dependenciesOfTrait } from '../conditions/dependencies.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { ContactFacts } from '../conditions/facts.ts'
import { compilePath, shapeOfTable } from '../conditions/property-path.ts'
import { refuseCondition } from '../conditions/refuse.ts'
import { scopeOf } from '../conditions/scope.ts'
import type { Instant } from '../model/instant.ts'
import { compileTrait, named } from './compile.ts'
import type { CompiledTrait, TraitFinding } from './compiled-trait.ts'
import type { ContactTrait, HouseholdTrait, RowTrait, TraitDefinition } from './definition.ts'

/** A stored trait ready to be computed, and what it reads. */
export interface ProgramTrait {
  readonly id: string
  readonly version: number
  /** Is its value kept, and so renewed with the segments? */
  readonly isKept: boolean
  readonly hasHistory: boolean
  readonly compiled: CompiledTrait
  readonly dependencies: ConditionDependencies
  readonly find: (facts: ContactFacts, now: Instant) => TraitFinding
}

/**
 * Compiles the traits of an environment, but for those of rows.
 *
 * @throws `INVALID_CONDITION` with the trait and the path; `DEFINITION_CYCLE` with the path of the traits.
 */
export function compileTraits(
  versions: ReadonlyMap<string, number>,
  environment: ConditionEnvironment,
): readonly ProgramTrait[] {
  const site = rootSite(environment)
  const all = [...(environment.traits?.values() ?? [])]
  for (const definition of all) if ('of' in definition) checkRowTrait(definition, environment)
  return all.filter(isOfContacts).map((definition) => {
    const trait = programTrait(definition, compileTrait(definition.id, site), versions, environment)
    if (isOfHouseholds(definition)) refuseFields(trait)
    return trait
  })
}

/** What one member is says nothing of the others. */
function refuseFields({ id, dependencies }: ProgramTrait): void {
  if (dependencies.fields.size === 0) return
  named(id, () => {
    throw refuseCondition('where', 'a household has no fields; compare with values')
  })
}

function programTrait(
  definition: ContactTrait | HouseholdTrait,
  compiled: CompiledTrait,
  versions: ReadonlyMap<string, number>,
  environment: ConditionEnvironment,
): ProgramTrait {
  const { id } = definition
  return {
    id,
    version: versions.get(id) ?? 0,
    isKept: isKept(definition),
    hasHistory: 'history' in definition && definition.history === true,
    compiled,
    dependencies: dependenciesOfTrait(id, environment),
    find: (facts, now) => compiled.find(scopeOf(facts, now)),
  }
}

/** Is it computed of what a whole household did? */
export function isOfHouseholds(definition: TraitDefinition): definition is HouseholdTrait {
  return 'per' in definition
}

/** Has every contact a value of it, its own or that of its household? */
function isOfContacts(definition: TraitDefinition): definition is ContactTrait | HouseholdTrait {
  return !('of' in definition)
}

/** Is the value of a trait kept in the storage? */
export function isKept(definition: TraitDefinition): boolean {
  return isOfContacts(definition) && (definition.stored === true || definition.history === true)
}

/** Compiled as if a condition read it, so that what is wrong with it is refused when it is saved. */
function checkRowTrait({ id, of: table }: RowTrait, environment: ConditionEnvironment): void {
  named(id, () => {
    const shape = shapeOfTable(table, environment)
    if (shape === undefined) throw refuseCondition('of', `the table \`${table}\` is not declared`)
    compilePath(`trait.${id}`, shape, environment, '')
  })
}
