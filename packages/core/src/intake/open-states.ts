import { changedFields, isSameGolden } from '../identity/stored/golden-fields.ts'
import type { ResolvedContact, StoredResolution } from '../identity/stored/resolve-stored.ts'
import type { Kernel } from '../kernel.ts'
import type { Contact } from '../model/contact.ts'
import type { Instant } from '../model/instant.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { ContactState } from '../profile/contact-state.ts'
import { createContactState } from '../profile/create-state.ts'
import { joinHousemates } from '../profile/housemates.ts'
import { loadLinkedRows } from '../profile/linked-rows.ts'
import { loadOwnStates } from '../profile/load-own-states.ts'
import type { BatchDraft, RowChange } from './draft-item.ts'
import { homesOf } from './homes-of.ts'

/** The working states of a batch, and what resolution did to some of the contacts. */
export interface OpenedStates {
  readonly states: ReadonlyMap<string, ContactState>
  /** By contact: it reacts to this before anything else of the batch. */
  readonly preludes: ReadonlyMap<string, Prelude>
}

/** What a contact has to react to besides the items. */
export type Prelude =
  | { readonly type: 'created' }
  /** Its records, or those who live with it, are others. What is parted is corrected, and fires nothing. */
  | { readonly type: 'reshaped'; readonly isSilent: boolean }
  | { readonly type: 'fields'; readonly fields: ReadonlySet<string> }

/**
 * Opens the working states that a batch needs: those of the contacts of its items and of every contact that resolution
 * changed, with their new golden values in place.
 *
 * @param options.locked contacts that the transaction has read and locked already.
 */
export async function openStates(
  tx: StorageTransaction,
  draft: BatchDraft,
  contactOf: (recordId: string | undefined) => string | undefined,
  resolution: StoredResolution | undefined,
  kernel: Pick<Kernel, 'cache' | 'program' | 'now' | 'tables' | 'events'>,
  { now, locked }: { readonly now: Instant; readonly locked?: ReadonlyMap<string, Contact> | undefined },
): Promise<OpenedStates> {
  const resolved = new Map((resolution?.contacts ?? []).map((contact) => [contact.contactId, contact]))
  const parted = [...resolved.values()].filter((one) => !one.isNew && one.reshaped === 'split')
  await putParted(tx, parted, now)
  const wanted = new Set<string>()
  for (const contact of resolved.values()) if (!contact.isNew) wanted.add(contact.contactId)
  const touch = (recordId: string | undefined, row: RowChange | undefined): void => {
    const contactId = contactOf(recordId)
    if (contactId !== undefined && resolved.get(contactId)?.isNew !== true) wanted.add(contactId)
    // A row that changed hands leaves the facts of its former contact.
    const former = row?.before?.recordId === recordId ? undefined : contactOf(row?.before?.recordId)
    if (former !== undefined && resolved.get(former)?.isNew !== true) wanted.add(former)
  }
  for (const { outcome, recordId, row } of draft.items) if (outcome === 'accepted') touch(recordId, row)
  for (const row of draft.followers) touch(row.after.recordId, row)
  const homes = kernel.program().needs.households ? await homesOf(tx, wanted, resolution) : undefined
  const states = await loadOwnStates(tx, homes?.wanted ?? wanted, kernel, locked)
  const preludes = new Map<string, Prelude>()
  const seen = await lastSeen(tx, [...resolved.values()])
  for (const contact of resolved.values()) {
    if (contact.isNew) states.set(contact.contactId, create(contact, kernel, now))
    const state = states.get(contact.contactId)
    const prelude = state && settle(state, contact, seen)
    if (prelude !== undefined) preludes.set(contact.contactId, prelude)
  }
  if (homes !== undefined) {
    joinHousemates(states, homes.of, kernel)
    for (const [contactId, isSilent] of homes.regrouped)
      if (states.has(contactId) && !isWhole(preludes.get(contactId)))
        preludes.set(contactId, { type: 'reshaped', isSilent })
  }
  const stores = [...states.values()].map(({ facts }) => facts)
  await loadLinkedRows(tx, stores, kernel.program().needs, kernel, {
    rows: [...draft.items.flatMap(({ row }) => row ?? []), ...draft.followers].map(({ after }) => after),
    events: draft.items.flatMap(({ item }) => (item.type === 'event' ? item.event : [])),
  })
  return { states, preludes }
}

/** Is everything about the contact evaluated anyway? */
function isWhole(prelude: Prelude | undefined): boolean {
  return prelude !== undefined && prelude.type !== 'fields'
}

/** The rows of contacts that came out of another one: they have facts already, and those hang on a stored contact. */
async function putParted(
  tx: StorageTransaction,
  parted: readonly ResolvedContact[],
  now: Instant,
): Promise<void> {
  if (parted.length === 0) return
  const stored = await tx.contacts.byIds(parted.map(({ contactId }) => contactId))
  const known = new Set(stored.map(({ contactId }) => contactId))
  const fresh = parted.filter(({ contactId }) => !known.has(contactId))
  if (fresh.length > 0) await tx.contacts.put(fresh.map((contact) => contactRow(contact, now)))
}

function contactRow(resolved: ResolvedContact, now: Instant): Contact {
  const { contactId, fields, firstSeenAt } = resolved
  return { contactId, fields, createdAt: firstSeenAt, updatedAt: now, lastSeenAt: undefined, version: 1 }
}

function create(resolved: ResolvedContact, kernel: Pick<Kernel, 'program'>, now: Instant): ContactState {
  const state = createContactState(contactRow(resolved, now), kernel.program())
  state.pending.contact = 'created'
  return state
}

/** When contacts whose records were parted were last seen, by the events that they have now. */
async function lastSeen(
  tx: StorageTransaction,
  resolved: readonly ResolvedContact[],
): Promise<ReadonlyMap<string, Instant>> {
  const contactIds = resolved.filter((one) => !one.isLastSeenKnown).map(({ contactId }) => contactId)
  const seen = new Map<string, Instant>()
  if (contactIds.length === 0) return seen
  for (const { contactId, occurredAt } of await tx.events.find({ contactIds }))
    seen.set(contactId, Math.max(seen.get(contactId) ?? occurredAt, occurredAt))
  return seen
}

/** Puts new golden values in their place; answers what the contact has to react to. */
function settle(
  state: ContactState,
  resolved: ResolvedContact,
  seen: ReadonlyMap<string, Instant>,
): Prelude | undefined {
  if (resolved.isNew) return { type: 'created' }
  const { contact } = state
  const isSame = isSameGolden(contact.fields, resolved.fields) && contact.createdAt === resolved.firstSeenAt
  const fields = changedFields(contact.fields, resolved.fields)
  if (!isSame) {
    state.contact = { ...contact, fields: resolved.fields, createdAt: resolved.firstSeenAt }
    state.facts.setContact(state.contact)
    state.pending.contact = 'profile'
  }
  if (resolved.reshaped !== undefined) {
    const lastSeenAt = resolved.isLastSeenKnown ? resolved.lastSeenAt : seen.get(resolved.contactId)
    state.contact = { ...state.contact, lastSeenAt }
    state.pending.contact = 'profile'
    return { type: 'reshaped', isSilent: resolved.reshaped === 'split' }
  }
  return fields.size > 0 ? { type: 'fields', fields } : undefined
}
