import { type ExploredGroups, isClienteleError, type Storage, type StorageTransaction } from '@clientele/core'
import { environmentOf, populationWorld } from '@clientele/testing'
import fc from 'fast-check'
import type { DefinitionBook } from '../../src/engine/definition-book.ts'
import type { Exploration, ExplorationGroup, ExplorationResult } from '../../src/explore/exploration.ts'
import { createExplore } from '../../src/explore/explore.ts'
import { createStreamGroups } from '../../src/explore/stream-groups.ts'
import type { Kernel } from '../../src/kernel.ts'
import { makeKernel } from '../support/make-kernel.ts'
import { type ExplorationCase, explorationCase } from './exploration-case.ts'

/** What was compared. */
export interface ExplorationAgreement {
  readonly asked: number
  /** Questions that the database answered by itself. */
  readonly pushed: number
  /** Of these, those of which it left out groups by what they come to. */
  readonly narrowed: number
  /** Questions whose groups it handed out page by page. */
  readonly streamed: number
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

type Answer = ExplorationResult | string

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
  const agreement = { asked: 0, pushed: 0, narrowed: 0, streamed: 0, groups: 0 }
  const compare = async (
    tx: StorageTransaction,
    { exploration, population }: ExplorationCase,
  ): Promise<void> => {
    await tx.contacts.put(population.contacts)
    await tx.events.insert(population.events)
    await tx.rows.put(population.rows)
    const asked = await compareOne(tx, exploration)
    const next = narrowedQuestion(exploration, asked)
    if (next !== undefined) await compareOne(tx, next)
  }
  const compareOne = async (tx: StorageTransaction, exploration: Exploration): Promise<Answer> => {
    let found: ExploredGroups | undefined
    const asking: StorageTransaction = {
      ...repositories(tx),
      explorer: {
        explore: async (plan, options) => {
          found = await tx.explorer!.explore(plan, options)
          return found
        },
        stream: async (plan, options) => {
          const pages = await tx.explorer!.stream!(plan, options)
          if (pages !== undefined) agreement.streamed++
          return pages
        },
      },
    }
    const reading: StorageTransaction = { ...repositories(tx), explorer: undefined }
    const [asked, read] = [await ask(storage, asking, exploration), await ask(storage, reading, exploration)]
    if (JSON.stringify(asked) !== JSON.stringify(read))
      throw new Error(
        `Expected ${JSON.stringify(read)}, as the evaluator says, got ${JSON.stringify(asked)} for ${JSON.stringify(exploration)}`,
      )
    if (typeof asked !== 'string' && exploration.orderBy === undefined) {
      const streamed = await stream(storage, asking, exploration)
      if (sorted(streamed) !== sorted(asked.groups))
        throw new Error(`Expected ${sorted(asked.groups)}, got the stream ${sorted(streamed)}`)
    }
    agreement.asked++
    if (found === undefined || typeof asked === 'string') return asked
    agreement.pushed++
    agreement.groups += asked.groups.length
    const { having, ...all } = exploration
    if (having === undefined) return asked
    const handed = found.groups.length
    const whole = await ask(storage, reading, all)
    if (typeof whole !== 'string' && handed < whole.total) agreement.narrowed++
    return asked
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

/** The same question, of those groups alone that come to as much as one in the middle. */
function narrowedQuestion(exploration: Exploration, answer: Answer): Exploration | undefined {
  if (typeof answer === 'string' || answer.groups.length < 2) return undefined
  const [measure] = answer.measures as readonly [string]
  const value = answer.groups[answer.groups.length >> 1]?.[measure] ?? null
  const having = value === null ? { measure, op: 'exists' as const } : { measure, op: 'gt' as const, value }
  return { ...exploration, having }
}

/** The repositories of a transaction that makes each when it is asked for. */
function repositories(tx: StorageTransaction): StorageTransaction {
  const { lock, contacts, events, rows, records, scores, memberships, runs, traits, links, select } = tx
  return { ...tx, lock, contacts, events, rows, records, scores, memberships, runs, traits, links, select }
}

const sorted = (groups: readonly ExplorationGroup[]): string =>
  groups
    .map((group) => JSON.stringify(group))
    .sort()
    .join()

async function kernelOn(storage: Storage, tx: StorageTransaction): Promise<Kernel> {
  const within: Storage = {
    ...storage,
    transaction: (work) => work(tx),
    view: async () => ({ transaction: tx, end: async () => undefined }),
    open: async () => undefined,
  }
  const { kernel } = await makeKernel({ storage: within })
  return { ...kernel, now: () => AT, clock: { ...kernel.clock, now: () => AT }, tables: environment.tables }
}

/** The groups, taken one by one. */
async function stream(
  storage: Storage,
  tx: StorageTransaction,
  exploration: Exploration,
): Promise<readonly ExplorationGroup[]> {
  const kernel = await kernelOn(storage, tx)
  const groups: ExplorationGroup[] = []
  const streamGroups = createStreamGroups(kernel, { book, explore: createExplore(kernel, { book }) })
  for await (const group of streamGroups(exploration)) groups.push(group)
  return groups
}

/** The answer, or the code of the refusal. */
async function ask(
  storage: Storage,
  tx: StorageTransaction,
  exploration: ExplorationCase['exploration'],
): Promise<Answer> {
  const explore = createExplore(await kernelOn(storage, tx), { book })
  try {
    return await explore(exploration)
  } catch (error) {
    if (isClienteleError(error)) return error.code
    throw error
  }
}
