import type { Condition, Instant } from '@clientele/core'
import fc from 'fast-check'
import { conditionOver } from './condition.ts'
import { type Population, type PopulationSize, populationOf } from './population.ts'
import type { PopulationWorld } from './population-world.ts'
import { gridInstant, POPULATION_CENTRE } from './values.ts'

/** One question for two engines: which contacts of the population does the condition hold for at the instant? */
export interface ConditionCase {
  readonly condition: Condition
  readonly population: Population
  readonly at: Instant
  /** The zone of contacts that have none. */
  readonly zone: string
}

/**
 * Random questions over a world: what the engines for conditions are compared on.
 *
 * @param size mostly up to six contacts and now and then some dozens, unless it says otherwise
 *
 * @example
 * ```ts
 * const world = conditionWorld()
 * const [question] = fc.sample(conditionCaseOf(world), 1)
 * const { condition, population, at, zone } = question!
 * const holds = compileCondition(condition, environmentOf(world))
 * for (const { contactId } of population.contacts)
 *   console.log(contactId, holds(factsOf(population, contactId, zone), at) > 0)
 * ```
 */
export function conditionCaseOf(
  world: PopulationWorld,
  size?: PopulationSize | undefined,
): fc.Arbitrary<ConditionCase> {
  return fc.record({
    condition: conditionOver(world),
    population: size === undefined ? mixedPopulation(world) : populationOf(world, size),
    // Back to the end of February too, where the calendar is at its most uneven.
    at: fc.oneof(
      { weight: 4, arbitrary: fc.constant(POPULATION_CENTRE) },
      { weight: 3, arbitrary: gridInstant({ from: -10, to: 4 }) },
      { weight: 1, arbitrary: gridInstant({ from: -40, to: 6 }) },
    ),
    zone: fc.constantFrom('UTC', 'UTC', 'Europe/Paris', 'America/New_York'),
  })
}

function mixedPopulation(world: PopulationWorld): fc.Arbitrary<Population> {
  return fc.oneof(
    { weight: 49, arbitrary: populationOf(world, { maxContacts: 6, maxRows: 8 }) },
    {
      weight: 1,
      arbitrary: populationOf(world, { minContacts: 20, maxContacts: 60, maxEvents: 4, maxRows: 40 }),
    },
  )
}
