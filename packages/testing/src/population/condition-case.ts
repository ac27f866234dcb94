import type { Condition, Instant } from '@clientele/core'
import fc from 'fast-check'
import { conditionOver } from './condition.ts'
import { type Population, type PopulationSize, populationOf } from './population.ts'
import type { PopulationWorld } from './population-world.ts'
import { gridInstant } from './values.ts'

/** One question for two engines: which contacts of the population does the condition hold for at the instant? */
export interface ConditionCase {
  readonly condition: Condition
  readonly population: Population
  readonly at: Instant
}

/**
 * Random questions over a world: what the engines for conditions are compared on.
 *
 * @example
 * ```ts
 * const world = populationWorld()
 * const [question] = fc.sample(conditionCaseOf(world), 1)
 * const holds = compileCondition(question!.condition, environmentOf(world))
 * for (const { contactId } of question!.population.contacts)
 *   console.log(contactId, holds(factsOf(question!.population, contactId), question!.at) > 0)
 * ```
 */
export function conditionCaseOf(
  world: PopulationWorld,
  size: PopulationSize = {},
): fc.Arbitrary<ConditionCase> {
  return fc.record({
    condition: conditionOver(world),
    population: populationOf(world, size),
    at: gridInstant({ from: -10, to: 4 }),
  })
}
