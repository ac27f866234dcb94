import type { ContactFacts } from '../conditions/facts.ts'
import type { Program } from '../engine/program.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import { traitIdOf } from './compile.ts'

/** Reads fields and scores of a contact by their names, and traits as `trait.<id>`, exact at an instant. */
export function fieldsAndTraits(
  facts: ContactFacts,
  program: Pick<Program, 'traits'>,
  now: Instant,
): (name: string) => JsonValue | undefined {
  return (name) => {
    const id = traitIdOf(name)
    if (id === undefined) return facts.field(name)
    return program.traits.find((one) => one.id === id)?.find(facts, now).value
  }
}
