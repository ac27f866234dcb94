import { fractionOf } from '../experiments/assign.ts'
import type { IdPages } from './crossing/walk-sets.ts'

/** The members that a sample is made of are those whose hash is smallest: memory holds the sample, never the set. */
interface Drawn {
  readonly contactId: string
  readonly fraction: number
}

/**
 * Draws contacts out of a set without favour, the same ones at every call: those with the smallest SHA-256 of (salt ‖
 * id). Somebody who comes or goes changes the sample by one contact at most (bottom-k sampling: Cohen and Kaplan,
 * "Summarizing data using bottom-k sketches", PODC 2007). Ids in ascending order.
 */
export async function drawSample(
  pages: IdPages,
  { size, salt }: { readonly size: number; readonly salt: string },
): Promise<{ readonly contacts: number; readonly sample: readonly string[] }> {
  let contacts = 0
  let drawn: Drawn[] = []
  let limit = Number.POSITIVE_INFINITY
  const keep = () => {
    drawn.sort((a, b) => a.fraction - b.fraction || (a.contactId < b.contactId ? -1 : 1))
    drawn = drawn.slice(0, size)
    if (drawn.length === size) limit = drawn.at(-1)?.fraction ?? 0
  }
  for await (const page of pages) {
    contacts += page.length
    if (size === 0) continue
    for (const contactId of page) {
      const fraction = fractionOf(`${salt}\u0000${contactId}`)
      if (fraction <= limit) drawn.push({ contactId, fraction })
    }
    keep()
  }
  return { contacts, sample: drawn.map(({ contactId }) => contactId).sort() }
}
