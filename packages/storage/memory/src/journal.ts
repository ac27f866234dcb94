import { ClienteleError } from '@clientele/core'

/** How to undo each write of the transaction at hand, latest last. */
export interface Journal {
  readonly begin: () => void
  /** Ends the transaction: what is written by now stays. */
  readonly end: () => void
  /** How many writes there are: a point to go back to. */
  readonly mark: () => number
  /** Undoes every write after the mark, latest first. */
  readonly rollBackTo: (mark: number) => void
  /** @throws `STORAGE_FAILED` when no transaction is open: the write would not be undone. */
  readonly note: (undo: () => void) => void
}

export function journal(): Journal {
  let undos: (() => void)[] | undefined
  return {
    begin: () => {
      undos = []
    },
    end: () => {
      undos = undefined
    },
    mark: () => undos?.length ?? 0,
    rollBackTo: (mark) => {
      while (undos !== undefined && undos.length > mark) undos.pop()?.()
    },
    note: (undo) => {
      if (undos === undefined) {
        throw new ClienteleError(
          'STORAGE_FAILED',
          'Expected every write inside its transaction, got one after the end: await all writes in `transaction(work)`.',
        )
      }
      undos.push(undo)
    },
  }
}
