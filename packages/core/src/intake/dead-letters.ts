import { ClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import type { DeadLetter } from '../model/dead-letter.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { Intake } from './intake.ts'
import type { DeadLettersApi } from './intake-api.ts'

const PAGE = 100

/** Makes the door of the dead letters. */
export function createDeadLettersApi(
  kernel: Pick<Kernel, 'storage'>,
  intake: Pick<Intake, 'take'>,
): DeadLettersApi {
  return {
    list: ({ after, limit = PAGE } = {}) =>
      kernel.storage.transaction((tx) => tx.deadLetters.list({ after, limit })),
    count: () => kernel.storage.transaction((tx) => tx.deadLetters.count()),
    remove: (ids) => kernel.storage.transaction((tx) => tx.deadLetters.remove(ids)),
    replay: async (id, mended) => {
      const letter = await kernel.storage.transaction((tx) => findLetter(tx, id))
      if (letter === undefined)
        throw new ClienteleError(
          'NOT_FOUND',
          'Expected the id of a dead letter, got another one; list them first.',
          { details: { id } },
        )
      const input = mended === undefined ? letter.input : mended
      return intake.take([{ kind: letter.kind, input }], {
        replayed: letter,
        // It leaves with the transaction that takes its input in, or stays as it was.
        alongside: async (tx, { rejected }) => {
          if (rejected.every(({ deadLetterId }) => deadLetterId !== id)) await tx.deadLetters.remove([id])
        },
      })
    },
  }
}

/** The letter with an id, searched page by page. */
async function findLetter(tx: StorageTransaction, id: string): Promise<DeadLetter | undefined> {
  let after: string | undefined
  for (;;) {
    const page = await tx.deadLetters.list({ after, limit: PAGE })
    const found = page.find((letter) => letter.id === id)
    const last = page.at(-1)
    if (found !== undefined || last === undefined || last.id >= id) return found
    after = last.id
  }
}
