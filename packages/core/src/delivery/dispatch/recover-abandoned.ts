import type { Kernel } from '../../kernel.ts'
import type { MessageIntent } from '../../model/message.ts'
import { unsure } from './settlement.ts'

/** Messages taken up in one transaction. */
const SLICE = 500

/**
 * Takes up messages whose worker died between the call and the record: see {@link unsure}. Answers them as they are
 * now. Any worker may do it at any time: what a late answer of the first worker says still counts, by its fence.
 */
export async function recoverAbandoned(kernel: Kernel): Promise<readonly MessageIntent[]> {
  const recovered: MessageIntent[] = []
  for (;;) {
    const now = kernel.clock.now()
    const slice = await kernel.storage.transaction(async (tx) => {
      const abandoned = await tx.messages.abandoned(now, SLICE)
      const mended = abandoned.map((message) =>
        unsure(message, 'abandoned', kernel.channels.get(message.channel)?.idempotent === true, now),
      )
      const written = new Set(await tx.messages.settle(mended))
      return mended.filter(({ messageKey }) => written.has(messageKey))
    })
    recovered.push(...slice)
    if (slice.length < SLICE) return recovered
  }
}
