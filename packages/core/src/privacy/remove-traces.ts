import { normaliseAddress } from '../delivery/normalise-address.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { type PersonalTrace, speaksOf } from './personal-trace.ts'

const PAGE = 500
const MEDIA = ['email', 'sms', 'phone', 'push', 'whatsapp', 'post']

/** Removes the dead letters whose input speaks of a person, page by page. */
export async function removeDeadLetters(tx: StorageTransaction, trace: PersonalTrace): Promise<void> {
  let after: string | undefined
  for (;;) {
    const letters = await tx.deadLetters.list({ after, limit: PAGE })
    const found = letters.filter(({ source, input }) => speaksOf(trace, source, input))
    if (found.length > 0) await tx.deadLetters.remove(found.map(({ id }) => id))
    after = letters.at(-1)?.id
    if (letters.length < PAGE || after === undefined) return
  }
}

/** Removes the suppressions of a person's addresses, on every channel. */
export async function removeSuppressions(
  tx: StorageTransaction,
  trace: PersonalTrace,
  channels: readonly string[],
): Promise<void> {
  const addresses = [...trace.values].map(normaliseAddress)
  for (const channel of new Set([...MEDIA, ...channels])) {
    const found = await tx.suppressions.find(channel, addresses)
    if (found.length > 0) await tx.suppressions.remove(found)
  }
}
