import type { BatchOutcome } from './ingest-batch.ts'
import type { FaultyEvent, IntakeResult, RejectedItem } from './intake-api.ts'

/** Counts what became of the items of some batches, in the order in which they came. */
export function resultOf(outcomes: readonly BatchOutcome[]): IntakeResult {
  let accepted = 0
  let duplicates = 0
  const rejected: RejectedItem[] = []
  const faulty: FaultyEvent[] = []
  const contactIds: (string | undefined)[] = []
  for (const { items } of outcomes) {
    for (const { outcome, contactId, letter, faults } of items) {
      if (outcome === 'accepted') accepted++
      else if (outcome === 'duplicate') duplicates++
      if (letter !== undefined) {
        const { id, code, reason } = letter
        rejected.push({ index: contactIds.length, code, reason, deadLetterId: id })
      }
      if (faults.length > 0) faulty.push({ index: contactIds.length, faults })
      contactIds.push(contactId)
    }
  }
  return { accepted, duplicates, rejected, faulty, contactIds }
}
