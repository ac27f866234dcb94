import { type ContactQuery, compileCondition, type Storage, type StorageTransaction } from '@clientele/core'
import fc from 'fast-check'
import { type ConditionCase, conditionCaseOf } from './condition-case.ts'
import { environmentOf } from './environment-of.ts'
import { factsOf } from './facts-of.ts'
import type { Population, PopulationSize } from './population.ts'
import { type PopulationWorld, populationWorld } from './population-world.ts'

/** What {@link compareConditions} asks, and how often. */
export interface ConditionComparison {
  /** An opened, empty storage with `select`; nothing stays in it. */
  readonly storage: Storage
  /** @default a random one, which the error names */
  readonly seed?: number | undefined
  /** Random (condition, population, instant) triples. @default 100 */
  readonly numRuns?: number | undefined
  /** @default `populationWorld()` */
  readonly world?: PopulationWorld | undefined
  readonly size?: PopulationSize | undefined
}

/** What was compared. */
export interface ConditionAgreement {
  readonly triples: number
  /** Contacts for whom the two engines said the same. */
  readonly contacts: number
  /** Those among them for whom the condition is true. */
  readonly members: number
}

/**
 * Asks a storage's `select` random conditions of random populations at random instants, and compares the answer with
 * that of core's evaluator for one contact after the other: count, ids, and their pages.
 *
 * @throws with the smallest triple on which the two disagree, and the seed to see it again.
 *
 * @example
 * ```ts
 * const prove = (storage: Storage) => compareConditions({ storage, numRuns: 300 })
 * ```
 */
export async function compareConditions(comparison: ConditionComparison): Promise<ConditionAgreement> {
  const { storage, seed, numRuns = 100, world = populationWorld(), size } = comparison
  const environment = environmentOf(world)
  let [triples, contacts, members] = [0, 0, 0]
  const property = fc.asyncProperty(conditionCaseOf(world, size), async (question) => {
    const { condition, population, at } = question
    const holds = compileCondition(condition, environment)
    const expected = population.contacts
      .map(({ contactId }) => contactId)
      .filter((contactId) => holds(factsOf(population, contactId), at) > 0)
      .sort()
    const answered = await answersOf(storage, question, { ...environment, where: condition, at })
    for (const [way, actual, wanted] of [
      ['ids', answered.ids.join(), expected.join()],
      ['count', answered.count, expected.length],
      ['pages of one', answered.pages.join(), expected.join()],
    ] as const)
      if (actual !== wanted)
        throw new Error(`Expected ${way} ${wanted}, as core's evaluator says, got ${actual}`)
    triples++
    contacts += population.contacts.length
    members += expected.length
  })
  await fc.assert(property, { numRuns, ...(seed === undefined ? {} : { seed }) })
  return { triples, contacts, members }
}

interface Answers {
  readonly ids: readonly string[]
  readonly count: number
  readonly pages: readonly string[]
}

/** Carries the answers out of a transaction that must leave nothing. */
class Undone extends Error {
  readonly answers: Answers
  constructor(answers: Answers) {
    super('undone on purpose')
    this.answers = answers
  }
}

async function answersOf(
  storage: Storage,
  { population }: ConditionCase,
  query: ContactQuery,
): Promise<Answers> {
  try {
    await storage.transaction(async (transaction) => {
      await put(transaction, population)
      throw new Undone(await ask(transaction, query, population.contacts.length))
    })
  } catch (error) {
    if (error instanceof Undone) return error.answers
    throw error
  }
  throw new Error('Expected the transaction to fail, got none that does')
}

async function put(transaction: StorageTransaction, population: Population): Promise<void> {
  await transaction.contacts.put(population.contacts)
  await transaction.events.insert(population.events)
  await transaction.rows.put(population.rows)
}

async function ask({ select }: StorageTransaction, query: ContactQuery, contacts: number): Promise<Answers> {
  if (select === undefined) throw new Error('Expected a storage with `select`, got one without')
  const pages: string[] = []
  for (let asked = 0; asked <= contacts; asked++) {
    const [next] = await select.ids(query, { after: pages.at(-1), limit: 1 })
    if (next === undefined) break
    pages.push(next)
  }
  return { ids: await select.ids(query, { limit: 1000 }), count: await select.count(query), pages }
}
