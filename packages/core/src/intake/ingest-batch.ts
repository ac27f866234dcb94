import type { Program } from '../engine/program.ts'
import { type ResolutionKernel, resolveStored } from '../identity/stored/resolve-stored.ts'
import type { Kernel } from '../kernel.ts'
import type { DeadLetter } from '../model/dead-letter.ts'
import type { PropertyFault } from '../model/event-declaration.ts'
import type { Instant } from '../model/instant.ts'
import { rowSlot, type TableRow } from '../model/table.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { ContactState } from '../profile/contact-state.ts'
import type { LifeEvent } from '../profile/life-event.ts'
import { writeStates } from '../profile/write-states.ts'
import { applyItems } from './apply-items.ts'
import type { BatchDraft, DraftItem } from './draft-item.ts'
import { newConsents } from './new-consents.ts'
import { openStates } from './open-states.ts'
import { prepareBatch } from './prepare-batch.ts'
import type { ReadItem, RefusedItem } from './read-item.ts'

/** What ingesting needs of the kernel. */
export type IngestKernel = ResolutionKernel &
  Pick<Kernel, 'now' | 'react' | 'salt' | 'storage' | 'fields' | 'tables' | 'events'> & {
    readonly program: () => Program
  }

/** How a batch is taken. */
export interface IngestOptions {
  readonly now: Instant
  /** A first load: everything is evaluated, nothing fires. */
  readonly isSilent: boolean
  /** The dead letter that is put in again: refused anew, it stays the same letter. */
  readonly replayed?: DeadLetter | undefined
}

/** What became of the items of a batch. */
export interface BatchOutcome {
  readonly items: readonly {
    readonly outcome: DraftItem['outcome']
    readonly contactId: string | undefined
    /** Of an accepted event. */
    readonly faults: readonly PropertyFault[]
    readonly letter:
      | { readonly id: string | undefined; readonly code: string; readonly reason: string }
      | undefined
  }[]
  /** To be put back in the cache after the commit. */
  readonly states: readonly ContactState[]
  /** To be told after the commit. */
  readonly told: readonly LifeEvent[]
}

/**
 * Takes a batch of items in one transaction, from what came to the outbox: duplicates out, records merged, contacts
 * resolved, facts added in the order of the items, memberships and runs moved on, everything written in bulk.
 */
export async function ingestBatch(
  tx: StorageTransaction,
  items: readonly ReadItem[],
  kernel: IngestKernel,
  options: IngestOptions,
): Promise<BatchOutcome> {
  // What is loaded and what is evaluated must be of one program, though another may come meanwhile.
  const program = kernel.program()
  const prepared = await prepareBatch(tx, items, kernel, options)
  const { draft } = prepared
  const resolution =
    prepared.changes.length === 0 ? undefined : await resolveStored(tx, prepared.changes, kernel, options)
  const contactOf = (recordId: string | undefined): string | undefined =>
    recordId === undefined
      ? undefined
      : (resolution?.contactOf.get(recordId) ?? nonEmpty(draft.records.get(recordId)?.contactId))
  // Rows of nobody first: products and stores that the conditions on the others may read over links.
  const ofNobody = rowsOfNobody(draft)
  if (ofNobody.length > 0) await tx.rows.put(ofNobody)
  const opened = await openStates(
    tx,
    draft,
    contactOf,
    resolution,
    { ...kernel, program: () => program },
    { ...options, locked: prepared.locked },
  )
  const rows = applyItems(draft, opened, contactOf, program, kernel, options)
  if (rows.length > 0) await tx.rows.put(rows)
  const told = await writeStates(tx, opened.states.values(), kernel)
  const { consents, places: withConsents } = await newConsents(tx, draft, contactOf)
  if (consents.length > 0) await tx.consents.append(consents)
  const letters = lettersOf(draft, kernel, options)
  if (letters.size > 0) await tx.deadLetters.put([...letters.values()])
  return {
    items: draft.items.map(({ item, outcome, recordId }, place) => ({
      // A known state of a record may bring a decision that is not known.
      outcome: withConsents.has(place) ? 'accepted' : outcome,
      contactId: outcome === 'refused' ? undefined : contactOf(recordId),
      faults: outcome === 'accepted' && item.type === 'event' ? item.event.faults : NO_FAULTS,
      letter: item.type === 'refused' ? { ...item.refusal, id: letters.get(place)?.id } : undefined,
    })),
    states: [...opened.states.values()],
    told: [...told, ...(resolution?.told ?? []), ...faultsOf(draft), ...rejectionsOf(letters)],
  }
}

function rowsOfNobody(draft: BatchDraft): readonly TableRow[] {
  const rows = new Map<string, TableRow>()
  const changes = [...draft.items.flatMap(({ row }) => row ?? []), ...draft.followers]
  for (const { after } of changes)
    if (after.recordId === undefined)
      rows.set(rowSlot(after.table, after.key), { ...after, contactId: undefined })
  return [...rows.values()]
}

function lettersOf(
  draft: BatchDraft,
  kernel: IngestKernel,
  { now, replayed }: IngestOptions,
): ReadonlyMap<number, DeadLetter> {
  const letters = new Map<number, DeadLetter>()
  draft.items.forEach(({ item }, place) => {
    // Nothing is kept of what was erased.
    if (item.type === 'refused' && item.refusal.code !== 'ERASED')
      letters.set(place, letterOf(item, replayed?.id ?? kernel.nextId(), now, replayed))
  })
  return letters
}

function letterOf(item: RefusedItem, id: string, now: Instant, replayed: DeadLetter | undefined): DeadLetter {
  const { kind, source, input } = item
  const { code, reason } = item.refusal
  return {
    id,
    kind,
    reason,
    code,
    source,
    receivedAt: replayed?.receivedAt ?? now,
    input,
    attempts: (replayed?.attempts ?? 0) + 1,
  }
}

function rejectionsOf(letters: ReadonlyMap<number, DeadLetter>): readonly LifeEvent[] {
  return [...letters.values()].map(({ id, code, source }) => [
    'input.rejected',
    { deadLetterId: id, code, source },
  ])
}

const NO_FAULTS: readonly PropertyFault[] = []

function faultsOf(draft: BatchDraft): readonly LifeEvent[] {
  return draft.items.flatMap(({ item, outcome }): readonly LifeEvent[] => {
    if (outcome !== 'accepted' || item.type !== 'event' || item.event.faults.length === 0) return []
    const { messageId, name: event, source, faults } = item.event
    return [['input.faulty', { messageId, event, source, faults }]]
  })
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
