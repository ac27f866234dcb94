import type { Instant } from '../../../model/instant.ts'
import type { ContactRecord } from '../../../model/record.ts'
import type { RecordLink } from '../../../ports/repositories/links.ts'
import type { StorageTransaction } from '../../../ports/storage.ts'
import { MATCHER } from './file-records.ts'
import type { JudgedBase } from './judge-base.ts'

/** Writes the keys and links that a judged base has for some records, in place of those of other models. */
export async function filePage(
  tx: StorageTransaction,
  page: readonly ContactRecord[],
  base: JudgedBase,
  { version, now }: { readonly version: number; readonly now: Instant },
): Promise<void> {
  const reason = `model ${version}`
  const ids = page.map(({ recordId }) => recordId)
  const stale = (await tx.links.ofRecords(ids)).filter(
    (link) => link.by === MATCHER && link.reason !== reason,
  )
  const filed = await tx.links.keysOf(ids)
  const old = filed.filter(({ key }) => !key.startsWith(`#${version}.`))
  await tx.links.remove([
    ...stale,
    ...old.map(({ key, recordId }) => ({ kind: 'key' as const, a: key, b: recordId })),
  ])
  const known = page.filter(base.isKnown)
  const judged = known.flatMap(({ recordId }) =>
    [...base.linksOf(recordId)].map(({ otherId, kind, weight }) => ({
      kind,
      a: recordId,
      b: otherId,
      weight,
    })),
  )
  // A record may have been erased since.
  const there = await tx.records.contactsOf([...new Set(judged.map(({ b }) => b))])
  const made = { reason, at: now, by: MATCHER }
  const links = judged.filter(({ b }) => there.has(b)).map((link): RecordLink => ({ ...link, ...made }))
  const keys = known.flatMap(({ recordId }) =>
    base
      .keysOf(recordId)
      .map(
        (key): RecordLink => ({ kind: 'key', a: key, b: recordId, weight: undefined, ...made, reason: '' }),
      ),
  )
  if (links.length + keys.length > 0) await tx.links.put([...links, ...keys])
}
