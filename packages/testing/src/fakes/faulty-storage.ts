import { ClienteleError, type Storage } from '@clientele/core'

/** Where a transaction breaks: with nothing written, or with everything written and nobody told. */
export type Fault = 'beforeCommit' | 'afterCommit'

/** A storage that breaks where it was told to. */
export interface FaultyStorage extends Storage {
  /** Transactions begun so far. */
  readonly transactions: () => number
}

/**
 * Wraps a storage so that some transactions break, as a crash or a cut connection would: after the work and before
 * the commit, or after the commit and before the answer. The error is `STORAGE_UNAVAILABLE` and retryable.
 *
 * @param plan what befalls the nth transaction, counted from 1; `undefined`: nothing.
 *
 * @example
 * ```ts
 * const crashAtThird = (storage: Storage) =>
 *   faultyStorage(storage, (nth) => (nth === 3 ? 'afterCommit' : undefined))
 * ```
 */
export function faultyStorage(storage: Storage, plan: (nth: number) => Fault | undefined): FaultyStorage {
  let count = 0
  return {
    ...storage,
    transactions: () => count,
    transaction: async (work) => {
      count++
      const nth = count
      const fault = plan(nth)
      const result = await storage.transaction(async (transaction) => {
        const answer = await work(transaction)
        if (fault === 'beforeCommit') throw broken(nth, fault)
        return answer
      })
      if (fault === 'afterCommit') throw broken(nth, fault)
      return result
    },
  }
}

function broken(nth: number, fault: Fault): ClienteleError {
  return new ClienteleError('STORAGE_UNAVAILABLE', `Planned: transaction ${nth} broke (${fault}).`, {
    retryable: true,
    details: { nth, fault },
  })
}
