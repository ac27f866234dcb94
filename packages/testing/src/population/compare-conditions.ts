import {
  type ContactQuery,
  compileCondition,
  inlineTraits,
  type Storage,
  type StorageTransaction,
} from '@clientele/core'
import fc from 'fast-check'
import { type ConditionCase, conditionCaseOf } from './condition-case.ts'
import { conditionWorld } from './condition-world.ts'
import { environmentOf } from './environment-of.ts'
import { factsOf } from './facts-of.ts'
import type { Population, PopulationSize } from './population.ts'
import type { PopulationWorld } from './population-world.ts'

/** What {@link compareConditions} asks, and how often. */
export interface ConditionComparison {
  /** An opened, empty storage with `select`; nothing stays in it. */
  readonly storage: Storage
  /** @default a random one, which the error names */
  readonly seed?: number | undefined
  /** The place of the first triple among all those of the seed: a run can be cut into several. @default 0 */
  readonly from?: number | undefined
  /** Random (condition, population, instant) triples. @default 100 */
  readonly numRuns?: number | undefined
  /** @default `conditionWorld()` */
  readonly world?: PopulationWorld | undefined
  /** @default mostly up to six contacts, and now and then some dozens */
  readonly size?: PopulationSize | undefined
  /** Is told each triple on which the two agree. */
  readonly onAgreement?: ((question: ConditionCase) => void) | undefined
  /** Is told the place and the smallest form of a triple on which they do not. @default the first one is thrown */
  readonly onDisagreement?: ((place: number, message: string) => void) | undefined
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
  const { storage, from = 0, numRuns = 100, world = conditionWorld(), size } = comparison
  const { onAgreement, onDisagreement } = comparison
  let [triples, contacts, members] = [0, 0, 0]
  let isMadeSmaller = false
  const property = fc.asyncProperty(conditionCaseOf(world, size), async (question) => {
    try {
      const found = await compareOnce(storage, world, question)
      if (isMadeSmaller) return
      triples++
      contacts += question.population.contacts.length
      members += found
      onAgreement?.(question)
    } catch (error) {
      isMadeSmaller = true
      throw error
    }
  })
  let { seed } = comparison
  for (let next = from; next < from + numRuns; ) {
    isMadeSmaller = false
    const parameters = {
      numRuns: from + numRuns - next,
      path: String(next),
      ...(seed === undefined ? {} : { seed }),
    }
    if (onDisagreement === undefined) {
      await fc.assert(property, parameters)
      break
    }
    const details = await fc.check(property, parameters)
    if (!details.failed) break
    seed = details.seed
    const place = Number((details.counterexamplePath ?? String(next)).split(':')[0])
    onDisagreement(place, `${fc.defaultReportMessage(details)}\n${details.errorInstance}`)
    next = place + 1
  }
  return { triples, contacts, members }
}

/** How many contacts the condition holds for, both engines say. */
async function compareOnce(
  storage: Storage,
  world: PopulationWorld,
  question: ConditionCase,
): Promise<number> {
  const { condition, population, at, zone } = question
  const environment = environmentOf(world)
  const holds = compileCondition(condition, environment)
  const expected = population.contacts
    .map(({ contactId }) => contactId)
    .filter((contactId) => holds(factsOf(population, contactId, zone), at) > 0)
    .sort()
  const answered = await answersOf(storage, question, {
    ...environment,
    // As the segments ask it: a database knows no trait.
    where: inlineTraits(condition, environment),
    segments: new Map([...environment.segments].map(([id, one]) => [id, inlineTraits(one, environment)])),
    traits: undefined,
    at,
    defaultZone: zone,
  })
  for (const [way, actual, wanted] of [
    ['ids', answered.ids.join(), expected.join()],
    ['count', answered.count, expected.length],
    ['pages', answered.pages.join(), expected.join()],
  ] as const)
    if (actual !== wanted)
      throw new Error(`Expected ${way} ${wanted}, as core's evaluator says, got ${actual}`)
  return expected.length
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
  const { contacts, events, rows, scores = [] } = population
  await transaction.contacts.put(contacts)
  await transaction.events.insert(events)
  await transaction.rows.put(rows)
  if (scores.length > 0) await transaction.scores.put(scores)
}

/** All at once, counted, and page by page: of one contact where they are few. */
async function ask({ select }: StorageTransaction, query: ContactQuery, contacts: number): Promise<Answers> {
  if (select === undefined) throw new Error('Expected a storage with `select`, got one without')
  const limit = Math.ceil(contacts / 6)
  const pages: string[] = []
  for (let asked = 0; asked <= contacts; asked++) {
    const page = await select.ids(query, { after: pages.at(-1), limit })
    if (page.length === 0) break
    pages.push(...page)
  }
  return { ids: await select.ids(query, { limit: 1000 }), count: await select.count(query), pages }
}
