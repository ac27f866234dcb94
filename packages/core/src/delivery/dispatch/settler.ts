import type { TickResult } from '../../clientele-api.ts'
import type { Kernel } from '../../kernel.ts'
import type { MessageIntent, MessageState } from '../../model/message.ts'
import type { Suppression } from '../../ports/repositories/suppressions.ts'

/** Counts of messages by what became of them. */
export type MessageCounts = TickResult['messages']

/**
 * Writes answers of channels back as they come: while one transaction is under way the next answers gather, so that
 * a fast channel costs few transactions and a slow one is never waited for.
 */
export interface Settler {
  readonly add: (message: MessageIntent, suppression?: Suppression | undefined) => void
  /** Resolves when all that was added is committed. @throws what the storage threw: then it is not. */
  readonly flush: () => Promise<void>
}

interface Answer {
  readonly message: MessageIntent
  readonly suppression: Suppression | undefined
}

/** Makes the settler of one turn; `onSettled` is called after the commit, for what was written. */
export function createSettler(
  kernel: Pick<Kernel, 'storage'>,
  onSettled: (messages: readonly MessageIntent[]) => void,
): Settler {
  let gathered: Answer[] = []
  let writing: Promise<void> | undefined

  const write = async (): Promise<void> => {
    while (gathered.length > 0) {
      const answers = gathered
      gathered = []
      try {
        onSettled(await settle(answers))
      } catch (error) {
        gathered = [...answers, ...gathered]
        throw error
      }
    }
  }
  const settle = async (answers: readonly Answer[]): Promise<readonly MessageIntent[]> => {
    const messages = answers.map(({ message }) => message)
    const written = await kernel.storage.transaction(async (tx) => {
      await tx.suppressions.put(answers.flatMap(({ suppression }) => suppression ?? []))
      return new Set(await tx.messages.settle(messages))
    })
    return messages.filter(({ messageKey }) => written.has(messageKey))
  }
  const run = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = undefined
    })
    return writing
  }
  return {
    add: (message, suppression) => {
      gathered.push({ message, suppression })
      // What fails here is written by `flush`, or thrown there.
      run().catch(() => undefined)
    },
    flush: async () => {
      await writing?.catch(() => undefined)
      while (gathered.length > 0) await run()
    },
  }
}

/** Adds messages to counts by the state that they are in. */
export function countStates(counts: MutableCounts, messages: readonly MessageIntent[]): void {
  for (const { state } of messages) counts[NAMES[state]]++
}

/** Counts while they are counted. */
export type MutableCounts = { -readonly [Name in keyof MessageCounts]: number }

const NAMES: { readonly [state in MessageState]: keyof MessageCounts } = {
  sent: 'sent',
  failed: 'failed',
  withheld: 'withheld',
  pending: 'deferred',
  sending: 'inDoubt',
  'in-doubt': 'inDoubt',
}
