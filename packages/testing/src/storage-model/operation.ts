import type { StorageTransaction } from '@clientele/core'
import fc from 'fast-check'

/** One call, or a few that belong together, inside a transaction; what it answers is compared. */
export interface StorageOperation {
  readonly name: string
  readonly input: unknown
  readonly run: (transaction: StorageTransaction) => Promise<unknown>
}

/** Operations of a kind, which print as what they do. */
export function operation<Input>(
  name: string,
  input: fc.Arbitrary<Input>,
  run: (transaction: StorageTransaction, input: Input) => Promise<unknown>,
): fc.Arbitrary<StorageOperation> {
  return input.map((value) => ({
    name,
    input: value,
    run: (transaction) => run(transaction, value),
    [fc.toStringMethod]: () => `${name}(${JSON.stringify(value)})`,
  }))
}
