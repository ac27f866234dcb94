import { isClienteleError, type Storage, type StorageTransaction } from '@clientele/core'
import { environmentOf, populationWorld } from '@clientele/testing'
import fc from 'fast-check'
import type { DefinitionBook } from '../../src/engine/definition-book.ts'
import type { ExplorationResult } from '../../src/explore/exploration.ts'
import { createExplore } from '../../src/explore/explore.ts'
import { makeKernel } from '../support/make-kernel.ts'
import { type ExplorationCase, explorationCase } from './exploration-case.ts'

/** What was compared. */
export interface ExplorationAgreement {
  readonly asked: number
  /** Questions that the database answered by itself. */
  readonly pushed: number
  /** Groups that it answered. */
  readonly groups: number
}

const AT = Date.UTC(2026, 2, 15, 12)
const world = populationWorld()
const environment = {
  ...environmentOf(world),
  segments: new Map([
    ...Object.entries(world.segments),
    ['tier:high', { rows: 'orders', op: 'gte', value: 2 } as const],
    ['tier:low', { not: { rows: 'orders', op: 'gte', value: 2 } } as const],
  ]),
}
const definition = {
  id: 'tier',
  labels: [{ label: 'high', where: { rows: 'orders', op: 'gte', value: 2 } }],
  otherwise: 'low',
}
const book = {
  environment: () => environment,
  stored: () => ({ segmentations: [{ definition }] }),
} as unknown as DefinitionBook

/** Takes a transaction back that was only looked through. */
class Undone extends Error {}

/**
 * Asks random questions of random bases in a database, once with its groups and once by reading the base contact by
 * contact, and compares the answers.
 *
 * @throws with the smallest question on which the two disagree.
 */
export async function compareExplorations(
  storage: Storage,
  options: { readonly numRuns: number; readonly seed?: number },
): Promise<ExplorationAgreement> {
  const agreement = { asked: 0, pushed: 0, groups: 0 }
  const compare = async (
    tx: StorageTransaction,
    { exploration, population }: ExplorationCase,
  ): Promise<void> => {
    await tx.contacts.put(population.contacts)
    await tx.events.insert(population.events)
    await tx.rows.put(population.rows)
    let answered = 0
    const asking: StorageTransaction = {
      ...repositories(tx),
      explorer: {
        explore: async (plan, options) => {
          const groups = await tx.explorer!.explore(plan, options)
          if (groups !== undefined) answered = 1
          return groups
        },
      },
    }
    const reading: StorageTransaction = { ...repositories(tx), explorer: undefined }
    const [asked, read] = [await ask(storage, asking, exploration), await ask(storage, reading, exploration)]
    if (JSON.stringify(asked) !== JSON.stringify(read))
      throw new Error(`Expected ${JSON.stringify(read)}, as the evaluator says, got ${JSON.stringify(asked)}`)
    agreement.asked++
    agreement.pushed += answered
    if (answered === 1 && typeof asked !== 'string') agreement.groups += asked.groups.length
  }
  await fc.assert(
    fc.asyncProperty(explorationCase(world), async (question) => {
      const undone = storage.transaction(async (tx) => {
        await compare(tx, question)
        throw new Undone()
      })
      await undone.catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
    }),
    options,
  )
  return agreement
}

/** The repositories of a transaction that makes each when it is asked for. */
function repositories(tx: StorageTransaction): StorageTransaction {
  const { lock, contacts, events, rows, records, scores, memberships, runs, traits, links, select } = tx
  return { ...tx, lock, contacts, events, rows, records, scores, memberships, runs, traits, links, select }
}

/** The answer, or the code of the refusal. */
async function ask(
  storage: Storage,
  tx: StorageTransaction,
  exploration: ExplorationCase['exploration'],
): Promise<ExplorationResult | string> {
  const within: Storage = { ...storage, transaction: (work) => work(tx) }
  const { kernel } = await makeKernel({ storage: { ...within, open: async () => undefined } })
  const explore = createExplore(
    { ...kernel, now: () => AT, clock: { ...kernel.clock, now: () => AT }, tables: environment.tables },
    { book },
  )
  try {
    return await explore(exploration)
  } catch (error) {
    if (isClienteleError(error)) return error.code
    throw error
  }
}
