import { byContact } from '../base/group-by.ts'
import { addHousemates, readFacts } from '../base/read-facts.ts'
import { addressOf } from '../delivery/dispatch/delivery-contact.ts'
import { suppressionSlot } from '../delivery/dispatch/slice.ts'
import { normaliseAddress } from '../delivery/normalise-address.ts'
import type { Consent } from '../model/consent.ts'
import type { Contact } from '../model/contact.ts'
import type { ContactEvent } from '../model/event.ts'
import type { Instant } from '../model/instant.ts'
import type { MessageIntent } from '../model/message.ts'
import type { TableRow } from '../model/table.ts'
import type { Page } from '../ports/page.ts'
import type { Suppression } from '../ports/repositories/suppressions.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { type ContactState, noWrites } from '../profile/contact-state.ts'
import type { SimulationPlan } from './simulation-plan.ts'

/** Something that happened to a contact and is gone through again. */
export type PastItem =
  | { readonly at: Instant; readonly type: 'event'; readonly event: ContactEvent }
  | { readonly at: Instant; readonly type: 'row'; readonly row: TableRow }

/** What a simulation knows of one contact: nobody's working state, and nothing of it is written. */
export interface ContactPast {
  /** Golden fields and scores of today; neither event nor dated row yet. */
  readonly state: ContactState
  /** In the order of time. */
  readonly items: readonly PastItem[]
  readonly consents: readonly Consent[]
  /** By medium and address. */
  readonly suppressions: ReadonlyMap<string, Suppression>
  /** Messages of other scenarios, as they were. */
  readonly messages: readonly MessageIntent[]
}

/** Reads the pasts of a page of contacts, all in bulk. */
export async function readPasts(
  tx: StorageTransaction,
  plan: SimulationPlan,
  page: Page,
): Promise<readonly ContactPast[]> {
  const { program, kernel, from, to } = plan
  const contacts = await tx.contacts.scan(page)
  if (contacts.length === 0) return []
  const contactIds = contacts.map((contact) => contact.contactId)
  const { needs } = program
  const since = needs.lookBack === Number.POSITIVE_INFINITY ? undefined : from - needs.lookBack
  const events = byContact(
    needs.events.length === 0 ? [] : await tx.events.find({ contactIds, names: needs.events, since }),
  )
  const rows = byContact(needs.tables.length === 0 ? [] : await tx.rows.ofContacts(contactIds, needs.tables))
  // Without events and rows, which come in as time goes on.
  const rest = { ...needs, events: [], tables: [], households: false }
  const facts = await readFacts(tx, contacts, rest, to, kernel)
  if (needs.households) await addHousemates(tx, facts, needs, from, kernel)
  const consents = byContact(await tx.consents.ofContacts(contactIds))
  const messages = byContact(plan.pressure.length === 0 ? [] : await tx.messages.ofContacts(contactIds))
  const states = contacts.map((contact) => stateOf(contact, facts, plan))
  const suppressions = await suppressionsOf(tx, plan, states)
  return states.map((state) => {
    const { contactId } = state.contact
    return {
      state,
      items: itemsOf(events.get(contactId) ?? [], rows.get(contactId) ?? [], to),
      consents: consents.get(contactId) ?? [],
      suppressions,
      messages: (messages.get(contactId) ?? []).filter((one) => one.scenarioId !== plan.scenario.id),
    }
  })
}

function stateOf(
  contact: Contact,
  facts: Awaited<ReturnType<typeof readFacts>>,
  { program }: SimulationPlan,
): ContactState {
  const store = facts.get(contact.contactId)
  if (store === undefined) throw new TypeError('the facts of a contact were not read')
  return {
    contact,
    facts: store,
    memberships: new Map(),
    traits: new Map(),
    runs: [],
    latestRuns: new Map(),
    pending: noWrites(),
    housemates: [],
    needs: program.needs,
  }
}

function itemsOf(
  events: readonly ContactEvent[],
  rows: readonly TableRow[],
  to: Instant,
): readonly PastItem[] {
  const items: PastItem[] = []
  for (const event of events)
    if (event.occurredAt <= to) items.push({ at: event.occurredAt, type: 'event', event })
  for (const row of rows) {
    const at = row.at ?? row.observedAt
    if (at <= to) items.push({ at, type: 'row', row })
  }
  return items.sort((a, b) => a.at - b.at)
}

async function suppressionsOf(
  tx: StorageTransaction,
  { scenario, kernel }: SimulationPlan,
  states: readonly ContactState[],
): Promise<ReadonlyMap<string, Suppression>> {
  const media = new Set<string>()
  for (const node of scenario.nodes.values()) if (node.type === 'message') media.add(node.message.channel)
  const found = new Map<string, Suppression>()
  for (const medium of media) {
    const addresses = new Set<string>()
    for (const state of states) {
      const address = addressOf(state, medium, kernel.channels.get(medium))
      if (address !== undefined) addresses.add(normaliseAddress(address))
    }
    for (const one of await tx.suppressions.find(medium, [...addresses]))
      found.set(suppressionSlot(medium, one.address), one)
  }
  return found
}
