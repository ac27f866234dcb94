import { type Scope, scopeOf } from '../conditions/scope.ts'
import { householdOfOne } from '../profile/household-facts.ts'
import type { CompiledTrait } from './compiled-trait.ts'

/** A trait that is computed of what all who live with the contact did: of each of them it says the same. */
export function inHousehold(trait: CompiledTrait): CompiledTrait {
  return {
    ...trait,
    find: (scope) => trait.find(amongAll(scope)),
    matches: (scope) => trait.matches(amongAll(scope)),
  }
}

function amongAll({ facts, now }: Scope): Scope {
  return scopeOf(facts.household ?? householdOfOne(facts, facts.zone), now)
}
