import { rootSite } from '../conditions/compile.ts'
import { type ConditionDependencies, dependenciesOfTrait } from '../conditions/dependencies.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { ContactFacts } from '../conditions/facts.ts'
import type { Scope } from '../conditions/scope.ts'
import type { Instant } from '../model/instant.ts'
import { compileTrait } from './compile.ts'
import type { CompiledTrait, TraitFinding } from './compiled-trait.ts'

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
 * Compiles the traits of an environment.
 *
 * @throws `INVALID_CONDITION` with the trait and the path; `DEFINITION_CYCLE` with the path of the traits.
 */
export function compileTraits(
  versions: ReadonlyMap<string, number>,
  environment: ConditionEnvironment,
): readonly ProgramTrait[] {
  const site = rootSite(environment)
  return [...(environment.traits?.values() ?? [])].map((definition) => {
    const { id } = definition
    const compiled = compileTrait(id, site)
    return {
      id,
      version: versions.get(id) ?? 0,
      isKept: definition.stored === true || definition.history === true,
      hasHistory: definition.history === true,
      compiled,
      dependencies: dependenciesOfTrait(id, environment),
      find: (facts, now) => compiled.find(scopeOf(facts, now)),
    }
  })
}

/** What a trait is computed in: the facts alone. */
export function scopeOf(facts: ContactFacts, now: Instant): Scope {
  return { facts, now, references: undefined, row: undefined, rowKey: undefined, first: undefined }
}
