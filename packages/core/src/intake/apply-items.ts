import { catchUp, evaluateSilently, reactTo } from '../engine/advance.ts'
import type { EngineContext } from '../engine/engine-context.ts'
import type { Program } from '../engine/program.ts'
import type { Instant } from '../model/instant.ts'
import { rowSlot, type TableRow } from '../model/table.ts'
import { type ContactState, touch } from '../profile/contact-state.ts'
import { needsEvent } from '../profile/needs-event.ts'
import type { BatchDraft, RowChange } from './draft-item.ts'
import type { OpenedStates } from './open-states.ts'
import type { ReadEvent } from './read-event.ts'

/**
 * Adds the items of a batch to the facts of their contacts, in order, and lets the contacts react; answers the rows
 * that are to be written. All else is noted in the states.
 */
export function applyItems(
  draft: BatchDraft,
  opened: OpenedStates,
  contactOf: (recordId: string | undefined) => string | undefined,
  program: Program,
  context: EngineContext,
  options: { readonly now: Instant; readonly isSilent: boolean },
): readonly TableRow[] {
  const { now, isSilent } = options
  const { states } = opened
  const preludes = new Map(opened.preludes)
  const begun = new Set<string>()
  const rows = new Map<string, TableRow>()

  /** What fell due before, and what resolution did to the contact, come before the item at hand. */
  const begin = (state: ContactState, isRecord: boolean): void => {
    const { contactId } = state.contact
    if (isSilent || begun.has(contactId)) return
    begun.add(contactId)
    catchUp(state, now, program, context)
    const prelude = preludes.get(contactId)
    preludes.delete(contactId)
    if (prelude === undefined) return
    // Somebody new is evaluated with what they did: a first order does not pass through "never ordered".
    if (prelude.type === 'created' && !isRecord) return
    if (prelude.type === 'reshaped' && prelude.isSilent) evaluateSilently(state, now, program)
    else if (prelude.type === 'reshaped') reactTo(state, { type: 'all' }, now, program, context)
    else if (prelude.type === 'created')
      reactTo(state, { type: 'fields', fields: NONE }, now, program, context)
    else reactTo(state, prelude, now, program, context)
  }

  const applyRow = (row: RowChange): void => {
    const { recordId } = row.after
    const state = states.get(contactOf(recordId) ?? '')
    if (state !== undefined) begin(state, false)
    const after = { ...row.after, contactId: state?.contact.contactId }
    const slot = rowSlot(after.table, after.key)
    // What ends as nobody's is written already.
    if (recordId === undefined) rows.delete(slot)
    else rows.set(slot, after)
    leave(row, recordId, states, contactOf, program)
    if (state === undefined) return
    addRow(state, after, program)
    if (!row.isNews || isSilent) return
    const { table, at, observedAt, values } = after
    // Of a row that was of nobody its contact hears now for the first time.
    const previous = row.before?.recordId === undefined ? undefined : row.before.values
    reactTo(state, { type: 'row', table, at: at ?? observedAt, values, previous }, now, program, context)
  }

  for (const { item, outcome, recordId, row } of draft.items) {
    if (outcome !== 'accepted') continue
    if (row !== undefined) applyRow(row)
    const state = row === undefined ? states.get(contactOf(recordId) ?? '') : undefined
    if (state === undefined) continue
    begin(state, item.type === 'record')
    if (item.type !== 'event') continue
    addEvent(state, item.event, now, program)
    const { name, occurredAt, properties } = item.event
    if (!isSilent) reactTo(state, { type: 'event', name, occurredAt, properties }, now, program, context)
  }
  for (const row of draft.followers) applyRow(row)
  for (const state of states.values()) if (preludes.has(state.contact.contactId)) begin(state, true)
  if (isSilent) for (const state of states.values()) evaluateSilently(state, now, program)
  return [...rows.values()]
}

const NONE: ReadonlySet<string> = new Set()

function addEvent(state: ContactState, event: ReadEvent, now: Instant, program: Program): void {
  const { messageId, name, occurredAt, source, properties, owner } = event
  const stored = {
    contactId: state.contact.contactId,
    messageId,
    name,
    occurredAt,
    receivedAt: now,
    source,
    recordId: owner.recordId,
    properties,
  }
  state.pending.events.push(stored)
  if (needsEvent(program.needs, name)) state.facts.addEvent(name, stored)
  touch(state, occurredAt)
}

function addRow(state: ContactState, row: TableRow, program: Program): void {
  if (program.needs.tables.includes(row.table)) state.facts.putRow(row.table, row)
  touch(state)
}

/** Takes a row that changed hands out of the facts of the contact that had it. */
function leave(
  row: RowChange,
  recordId: string | undefined,
  states: ReadonlyMap<string, ContactState>,
  contactOf: (recordId: string | undefined) => string | undefined,
  program: Program,
): void {
  const { before } = row
  if (before === undefined || before.recordId === recordId) return
  const former = states.get(contactOf(before.recordId) ?? '')
  if (former === undefined || contactOf(recordId) === former.contact.contactId) return
  former.facts.removeRow(before.table, before.key)
  touch(former)
  for (const one of [former, ...former.housemates]) evaluateSilently(one, row.after.receivedAt, program)
}
