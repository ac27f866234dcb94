import type { ContactFacts, EventFact, RowFact } from '../conditions/facts.ts'
import { scopeOf } from '../conditions/scope.ts'
import type { Happening } from '../conditions/series.ts'
import type { Instant } from '../model/instant.ts'
import type { CompiledTrait } from './compiled-trait.ts'
import { readingOf } from './read-traits.ts'
import type { TraitExplanation } from './traits-api.ts'

/** Explains a trait of a contact: its value, and what it is computed of, down to the events and rows. */
export function explainTrait(
  trait: CompiledTrait,
  facts: ContactFacts,
  at: Instant,
  versionOf: (trait: CompiledTrait) => number,
): TraitExplanation {
  const scope = scopeOf(facts, at)
  const found = trait.find(scope)
  const { definition } = trait
  const isEvent = 'event' in definition
  return {
    traitId: definition.id,
    version: versionOf(trait),
    definition,
    ...readingOf(trait, found),
    reason: found.reason,
    used: trait.matches(scope).map((match) => (isEvent ? usedEvent(match) : usedRow(match))),
    inputs: [...trait.inputs.values()].map((input) => explainTrait(input, facts, at, versionOf)),
  }
}

function usedEvent(match: Happening): TraitExplanation['used'][number] {
  const { messageId, occurredAt, properties } = match as EventFact
  return { key: messageId, at: occurredAt, values: properties }
}

function usedRow(match: Happening): TraitExplanation['used'][number] {
  const { key, at, values } = match as RowFact
  return { key, at, values }
}
