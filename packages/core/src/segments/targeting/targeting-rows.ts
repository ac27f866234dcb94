import type { Condition } from '../../conditions/ast.ts'
import { anchorsOf } from '../../lists/anchors.ts'
import { TARGETED } from '../../lists/own-tables.ts'
import type { Instant } from '../../model/instant.ts'
import type { JsonObject } from '../../model/json.ts'
import type { TableRow } from '../../model/table.ts'
import type { Page } from '../../ports/page.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import type { JudgedContact } from '../pre-count.ts'
import type { TargetedContact } from './targetings-api.ts'

/** Was the contact in, or left out? */
export type TargetingOutcome = 'included' | 'leftOut'

const DEFAULT_PAGE = 100

/** True for those who are in a frozen targeting. */
export function targetingCondition(targetingId: string): Condition {
  return {
    rows: TARGETED,
    where: {
      all: [
        { property: 'targeting', op: 'eq', value: targetingId },
        { property: 'outcome', op: 'eq', value: 'included' },
      ],
    },
  }
}

/** Writes what became of some contacts; the same slice again is the same rows. */
export async function writeTargeted(
  tx: StorageTransaction,
  targetingId: string,
  at: Instant,
  judged: readonly JudgedContact[],
): Promise<void> {
  const anchors = await anchorsOf(
    tx,
    judged.map(({ contactId }) => contactId),
  )
  const rows: TableRow[] = []
  for (const { contactId, stopped } of judged) {
    const recordId = anchors.get(contactId)
    // Merged or erased since it was looked at: there is nobody any more that a row could follow.
    if (recordId === undefined) continue
    const outcome: TargetingOutcome = stopped === undefined ? 'included' : 'leftOut'
    const reason: JsonObject = stopped === undefined ? {} : { reason: stopped.rule }
    rows.push({
      table: TARGETED,
      key: `${keyOf(targetingId, outcome)}${contactId}`,
      contactId,
      recordId,
      at,
      observedAt: at,
      receivedAt: at,
      values: { targeting: targetingId, outcome, ...reason, at },
    })
  }
  await tx.rows.put(rows)
}

/** A page of those who are in, or were left out, in the order in which they were written. */
export async function targetedPage(
  tx: StorageTransaction,
  targetingId: string,
  outcome: TargetingOutcome,
  page: Partial<Page> | undefined,
): Promise<readonly TargetedContact[]> {
  const prefix = keyOf(targetingId, outcome)
  const rows = await tx.rows.scan(TARGETED, {
    after: page?.after ?? prefix,
    limit: page?.limit ?? DEFAULT_PAGE,
  })
  return rows
    .filter(({ key, contactId }) => key.startsWith(prefix) && contactId !== undefined)
    .map(({ key, contactId, values }) => ({
      key,
      contactId: contactId as string,
      reason: values.reason as string | undefined,
    }))
}

function keyOf(targetingId: string, outcome: TargetingOutcome): string {
  return `${targetingId}/${outcome}/`
}
