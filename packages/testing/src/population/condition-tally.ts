import { type CompiledCondition, type Condition, compileCondition } from '@clientele/core'
import type { ConditionCase } from './condition-case.ts'
import { kindsOf } from './condition-kinds.ts'
import { type ConditionPart, partsOf } from './condition-parts.ts'
import { environmentOf } from './environment-of.ts'
import { factsOf } from './facts-of.ts'
import type { PopulationWorld } from './population-world.ts'

/** How often parts of a kind came up, and of how many contacts each was true or false, asked alone. */
export interface KindCount {
  readonly kind: string
  readonly parts: number
  readonly holds: number
  readonly fails: number
  /** Of those, the contacts who have no value to compare; `undefined` where none is compared. */
  readonly missing: number | undefined
}

/** Counts what the questions were about. */
export interface ConditionTally {
  readonly add: (question: ConditionCase) => void
  /** By kind, in the order of the alphabet. */
  readonly counts: () => readonly KindCount[]
}

/**
 * Counts, for each kind of part that conditions have, how often the evaluator of core finds it true and false: a kind
 * that is only ever one of the two proves nothing. A part inside a `where` is asked of a contact as: is one of the
 * events or rows so?
 *
 * @example
 * ```ts
 * const tally = conditionTally(conditionWorld())
 * for (const question of fc.sample(conditionCaseOf(conditionWorld()), 1000)) tally.add(question)
 * const oneSided = tally.counts().filter(({ holds, fails }) => holds === 0 || fails === 0)
 * ```
 */
export function conditionTally(world: PopulationWorld): ConditionTally {
  const environment = environmentOf(world)
  const counts = new Map<
    string,
    { parts: number; holds: number; fails: number; missing: number | undefined }
  >()

  const compile = (condition: Condition): CompiledCondition => compileCondition(condition, environment)

  const add = ({ condition, population, at, zone }: ConditionCase): void => {
    const asked = partsOf(condition).map((part) => {
      const there = presenceOf(part)
      return {
        kinds: kindsOf(part, environment),
        holds: compile(part.place.asked(part.part)),
        there: there === undefined ? undefined : compile(part.place.asked(there)),
        said: { holds: 0, missing: 0 },
      }
    })
    for (const { contactId } of population.contacts) {
      const facts = factsOf(population, contactId, zone)
      for (const { holds, there, said } of asked) {
        if (holds(facts, at) > 0) said.holds++
        if (there !== undefined && there(facts, at) < 0) said.missing++
      }
    }
    const contacts = population.contacts.length
    for (const { kinds, there, said } of asked) {
      for (const kind of kinds) {
        const count = counts.get(kind) ?? { parts: 0, holds: 0, fails: 0, missing: undefined }
        count.parts++
        count.holds += said.holds
        count.fails += contacts - said.holds
        if (there !== undefined) count.missing = (count.missing ?? 0) + said.missing
        counts.set(kind, count)
      }
    }
  }

  return {
    add,
    counts: () =>
      [...counts].map(([kind, count]) => ({ kind, ...count })).sort((a, b) => (a.kind < b.kind ? -1 : 1)),
  }
}

/** Whether there is a value, for a part that compares one. */
function presenceOf({ part }: ConditionPart): Condition | undefined {
  if ('sequence' in part) return undefined
  if ('field' in part) return { field: part.field, op: 'exists' }
  if ('property' in part) return { property: part.property, op: 'exists' }
  if (!('event' in part || 'rows' in part) || part.measure === undefined) return undefined
  const { value: _, ...test } = part
  return { ...test, op: 'exists' }
}
