import type { ConditionEnvironment } from '../../src/conditions/environment.ts'
import type { ContactFacts } from '../../src/conditions/facts.ts'
import type { TraitDefinition } from '../../src/index.ts'
import type { TraitFinding } from '../../src/traits/compiled-trait.ts'
import { createFormulaLoader } from '../../src/traits/formula-loader.ts'
import { compileTraits } from '../../src/traits/program-trait.ts'
import { compileRowAggregate } from '../../src/traits/row-aggregate.ts'

/** The language of formulas, as an instance loads it. */
export const formulas = await createFormulaLoader().load()

/** An environment with some traits. */
export function environmentWith(
  traits: readonly TraitDefinition[],
  over: Partial<ConditionEnvironment> = {},
): ConditionEnvironment {
  return {
    segments: new Map(),
    tables: new Map(),
    formulas,
    rowAggregates: compileRowAggregate,
    traits: new Map(traits.map((one) => [one.id, one])),
    ...over,
  }
}

/** The first of some traits, found for a contact at an instant. */
export function findTrait(
  traits: readonly [TraitDefinition, ...TraitDefinition[]],
  facts: ContactFacts,
  now: number,
  over: Partial<ConditionEnvironment> = {},
): TraitFinding {
  const [first] = compileTraits(new Map(), environmentWith(traits, over))
  if (first === undefined) throw new TypeError('no trait was compiled')
  return first.find(facts, now)
}
