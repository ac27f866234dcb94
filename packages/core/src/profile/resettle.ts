import {
  type ResolutionOptions,
  resolveStored,
  type StoredResolution,
} from '../identity/stored/resolve-stored.ts'
import { applyItems } from '../intake/apply-items.ts'
import type { IngestKernel } from '../intake/ingest-batch.ts'
import { openStates } from '../intake/open-states.ts'
import type { JsonObject } from '../model/json.ts'
import type { ContactRecord } from '../model/record.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { ContactState } from './contact-state.ts'
import type { LifeEvent } from './life-event.ts'
import { writeStates } from './write-states.ts'

/** Contacts after a decision about their records. */
export interface Resettled {
  readonly contactOf: StoredResolution['contactOf']
  readonly states: readonly ContactState[]
  readonly told: readonly LifeEvent[]
}

/**
 * Resolves records anew because a link between them came or went, or a neighbour was erased; contacts, memberships and
 * runs follow, in the caller's transaction.
 */
export async function resettle(
  tx: StorageTransaction,
  records: readonly ContactRecord[],
  kernel: IngestKernel,
  options: ResolutionOptions & { readonly cause: JsonObject },
): Promise<Resettled> {
  const program = kernel.program()
  const changes = records.map((record) => ({ before: record, after: record }))
  const resolution = await resolveStored(tx, changes, kernel, options)
  const draft = { items: [], followers: [], records: new Map() }
  const contactOf = (recordId: string | undefined): string | undefined =>
    recordId === undefined ? undefined : resolution.contactOf.get(recordId)
  const opened = await openStates(
    tx,
    draft,
    contactOf,
    resolution,
    { ...kernel, program: () => program },
    options,
  )
  applyItems(draft, opened, contactOf, program, kernel, { now: options.now, isSilent: false })
  const states = [...opened.states.values()]
  const told = [...(await writeStates(tx, states, kernel)), ...resolution.told]
  return { contactOf: resolution.contactOf, states, told }
}
