import { isClienteleError, type Storage, type StorageTransaction } from '@clientele/core'
import fc from 'fast-check'
import { canonical } from '../conformance/canonical.ts'
import { everything, expectSameBase } from '../conformance/storage/everything.ts'
import { activityOperations } from './activity-operations.ts'
import { engineOperations } from './engine-operations.ts'
import { identityOperations } from './identity-operations.ts'
import { modelWorld } from './model-world.ts'
import type { StorageOperation } from './operation.ts'
import { populate } from './populate.ts'
import { settingOperations } from './setting-operations.ts'

/** What {@link compareStorages} drives, and how far. */
export interface StorageComparison {
  /** A fresh, migrated and opened storage that is known to be right. */
  readonly reference: () => Promise<Storage>
  /** A fresh, migrated and opened storage that is to be proved; it is closed after its history. */
  readonly subject: () => Promise<Storage>
  /** @default a random one, which the error names */
  readonly seed?: number | undefined
  /** How many random histories. @default 100 */
  readonly numRuns?: number | undefined
  /** Transactions of one history. @default 30 */
  readonly maxTransactions?: number | undefined
}

/** A transaction of a history: what it does, and whether it then fails and leaves nothing. */
interface Step {
  readonly operations: readonly StorageOperation[]
  readonly fails: boolean
}

/**
 * Drives two storages with the same random transactions and compares everything that can be observed: each answer,
 * each refusal, and in the end the whole base. Some transactions fail on purpose and must leave nothing.
 *
 * @throws with the smallest history that was found on which the two differ, and the seed to see it again.
 *
 * @example
 * ```ts
 * const prove = (memory: () => Promise<Storage>, mine: () => Promise<Storage>) =>
 *   compareStorages({ reference: memory, subject: mine, numRuns: 200 })
 * ```
 */
export async function compareStorages(comparison: StorageComparison): Promise<void> {
  const { reference, subject, seed, numRuns = 100, maxTransactions = 30 } = comparison
  const step: fc.Arbitrary<Step> = fc.record({
    operations: fc.array(anOperation(), { minLength: 1, maxLength: 5 }),
    fails: fc.nat(9).map((dice) => dice === 0),
  })
  const history = fc.array(step, { minLength: 1, maxLength: maxTransactions, size: 'max' })
  const property = fc.asyncProperty(fc.boolean(), history, async (isPopulated, steps) => {
    const [left, right] = [await reference(), await subject()]
    try {
      if (isPopulated) for (const storage of [left, right]) await storage.transaction(populate)
      for (const { operations, fails } of steps) await expectSameOutcome(left, right, operations, fails)
      const observe = (transaction: StorageTransaction): ReturnType<typeof everything> =>
        everything(transaction, modelWorld)
      expectSameBase(await right.transaction(observe), await left.transaction(observe), 'in the end')
    } finally {
      await left.close()
      await right.close()
    }
  })
  await fc.assert(property, { numRuns, seed })
}

function anOperation(): fc.Arbitrary<StorageOperation> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...identityOperations) },
    { weight: 2, arbitrary: fc.oneof(...activityOperations) },
    { weight: 3, arbitrary: fc.oneof(...engineOperations) },
    { weight: 1, arbitrary: fc.oneof(...settingOperations) },
  )
}

async function expectSameOutcome(
  left: Storage,
  right: Storage,
  operations: readonly StorageOperation[],
  fails: boolean,
): Promise<void> {
  const expected = await outcomeOf(left, operations, fails)
  const actual = await outcomeOf(right, operations, fails)
  for (const [place, answer] of expected.entries()) {
    if (answer === actual[place]) continue
    const name = operations[place]?.name ?? 'the end of the transaction'
    throw new Error(`Expected ${name} to answer ${answer}, got ${actual[place]}`)
  }
}

const PLANNED = new Error('planned')

/** The answer of each operation, then how the transaction ended, as texts to compare. */
async function outcomeOf(
  storage: Storage,
  operations: readonly StorageOperation[],
  fails: boolean,
): Promise<readonly string[]> {
  // A conflict runs the work again: the answers are those of the last time.
  let answers: string[] = []
  try {
    await storage.transaction(async (transaction) => {
      answers = []
      for (const { run } of operations) answers.push(canonical(await run(transaction)))
      if (fails) throw PLANNED
    })
    return [...answers, 'committed']
  } catch (error) {
    if (error === PLANNED) return [...answers, 'failed as planned']
    if (isClienteleError(error, 'VERSION_CONFLICT')) return [...answers, 'VERSION_CONFLICT']
    throw error
  }
}
