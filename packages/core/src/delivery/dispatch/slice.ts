import type { Kernel } from '../../kernel.ts'
import type { Consent } from '../../model/consent.ts'
import type { MessageIntent } from '../../model/message.ts'
import type { Suppression } from '../../ports/repositories/suppressions.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import type { ContactState } from '../../profile/contact-state.ts'
import { loadStates } from '../../profile/load-states.ts'
import { normaliseAddress } from '../normalise-address.ts'
import { addressOf } from './delivery-contact.ts'

/** What is known, in one transaction, of the contacts of a slice of messages. */
export interface Slice {
  /** As they are stored now: a merge may have given them another contact since they were claimed. */
  readonly messages: readonly MessageIntent[]
  readonly states: ReadonlyMap<string, ContactState>
  readonly consents: ReadonlyMap<string, readonly Consent[]>
  /** Every message of the contacts, those of the slice included. */
  readonly outbox: ReadonlyMap<string, readonly MessageIntent[]>
  /** Why runs ended, by run. */
  readonly runEnds: ReadonlyMap<string, string>
  /** By medium and address; see {@link suppressionSlot}. */
  readonly suppressions: ReadonlyMap<string, Suppression>
}

/** Key of {@link Slice.suppressions}. */
export function suppressionSlot(channel: string, address: string): string {
  return `${channel} ${normaliseAddress(address)}`
}

/** Loads, in bulk, all that the gates ask; the contacts stay locked until the transaction ends. */
export async function loadSlice(
  tx: StorageTransaction,
  claimed: readonly MessageIntent[],
  kernel: Kernel,
): Promise<Slice> {
  const fences = new Map(claimed.map((message) => [message.messageKey, message.fence]))
  const stored = await tx.messages.byKeys([...fences.keys()])
  // A claim that another worker has taken over meanwhile is none of ours.
  const messages = stored.filter((message) => message.fence === fences.get(message.messageKey))
  const states = await loadStates(
    tx,
    messages.map((message) => message.contactId),
    kernel,
  )
  const contactIds = [...states.keys()]
  const runs = await tx.runs.byIds([...new Set(messages.map((message) => message.runId))])
  return {
    messages,
    states,
    consents: groupBy(await tx.consents.ofContacts(contactIds), (consent) => consent.contactId),
    outbox: groupBy(await tx.messages.ofContacts(contactIds), (message) => message.contactId),
    runEnds: new Map(
      runs.flatMap((run) => (run.endReason === undefined ? [] : [[run.runId, run.endReason]])),
    ),
    suppressions: await suppressionsOf(tx, messages, states, kernel),
  }
}

async function suppressionsOf(
  tx: StorageTransaction,
  messages: readonly MessageIntent[],
  states: ReadonlyMap<string, ContactState>,
  kernel: Kernel,
): Promise<ReadonlyMap<string, Suppression>> {
  const wanted = new Map<string, Set<string>>()
  for (const { channel, contactId } of messages) {
    const state = states.get(contactId)
    const address = state === undefined ? undefined : addressOf(state, channel, kernel.channels.get(channel))
    if (address === undefined) continue
    const addresses = wanted.get(channel) ?? new Set()
    wanted.set(channel, addresses.add(normaliseAddress(address)))
  }
  const found = new Map<string, Suppression>()
  for (const [channel, addresses] of wanted)
    for (const suppression of await tx.suppressions.find(channel, [...addresses]))
      found.set(suppressionSlot(channel, suppression.address), suppression)
  return found
}

function groupBy<Element>(
  elements: readonly Element[],
  key: (element: Element) => string,
): ReadonlyMap<string, readonly Element[]> {
  const groups = new Map<string, Element[]>()
  for (const element of elements) {
    const group = groups.get(key(element))
    if (group === undefined) groups.set(key(element), [element])
    else group.push(element)
  }
  return groups
}
