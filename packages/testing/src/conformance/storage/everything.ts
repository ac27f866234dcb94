import type { Definition, Instant, MessageState, StorageTransaction, TableRow } from '@clientele/core'
import { bag } from '../bag.ts'
import { expectEqual } from '../expectation.ts'

/** The names that a base can hold: what {@link everything} asks for by key. */
export interface World {
  readonly contactIds: readonly string[]
  readonly recordIds: readonly string[]
  readonly emails: readonly string[]
  readonly tables: readonly string[]
  readonly segmentIds: readonly string[]
  readonly scenarioIds: readonly string[]
  readonly scorerIds: readonly string[]
  readonly definitionIds: readonly string[]
  readonly addresses: readonly string[]
  readonly checkpointKeys: readonly string[]
  readonly hashes: readonly string[]
  readonly instants: readonly Instant[]
}

/** The names of the small base of the kit. */
export const smallWorld: World = {
  contactIds: ['c1', 'c2', 'c3', 'c9'],
  recordIds: ['eshop/1', 'eshop/2', 'eshop/3', 'till/9'],
  emails: ['eshop/1', 'eshop/2', 'eshop/3', 'till/9'].map((id) => `${id}@example.test`),
  tables: ['orders', 'stores'],
  segmentIds: ['active'],
  scenarioIds: ['welcome'],
  scorerIds: ['rfm'],
  definitionIds: ['active', 'welcome'],
  addresses: ['gone@example.test', 'new@example.test'],
  checkpointKeys: ['files/shop.csv'],
  hashes: ['h1', 'h9'],
  instants: [0, 1000, 10_000],
}

const ALL = { limit: 100_000 }
const STATES: readonly MessageState[] = ['pending', 'sending', 'sent', 'failed', 'withheld', 'in-doubt']
const KINDS: readonly Definition['kind'][] = [
  'segment',
  'segmentation',
  'targeting',
  'scenario',
  'trait',
  'template',
  'setting',
  'identity',
]

/** What can be observed of a base, by what was asked. */
export interface Everything {
  readonly [what: string]: unknown
}

/** All that can be observed of a small base, in an order that does not depend on the adapter. */
export async function everything(
  transaction: StorageTransaction,
  world: World = smallWorld,
): Promise<Everything> {
  const { records, contacts, events, rows, memberships, runs, messages, definitions } = transaction
  const { contactIds } = world
  const found: { [what: string]: unknown } = {
    records: await records.scan(ALL),
    'records.byIds': bag(await records.byIds(world.recordIds)),
    'records.contactsOf': await records.contactsOf(world.recordIds),
    'records.ofContacts': bag(await records.ofContacts(contactIds)),
    'records.claiming': bag(await records.claiming(world.emails.map((value) => ({ type: 'email', value })))),
    'records.count': await records.count(),
    contacts: await contacts.scan(ALL),
    'contacts.byIds': bag(await contacts.byIds(contactIds)),
    'contacts.resolve': await contacts.resolve(contactIds),
    'contacts.count': await contacts.count(),
    links: bag(await transaction.links.ofRecords(world.recordIds)),
    events: await events.scan(ALL),
    'events.find': bag(await events.find({ contactIds })),
    'events.count': await events.count(),
    'rows.ofContacts': bag(await rows.ofContacts(contactIds, world.tables)),
    consents: bag(await transaction.consents.ofContacts(contactIds)),
    memberships: bag(await memberships.ofContacts(contactIds)),
    'memberships.changes': bag(await memberships.changesOf(contactIds)),
    'memberships.nextDue': await memberships.nextDue(),
    runs: bag(await runs.ofContacts(contactIds)),
    'runs.live': bag(await runs.liveOf(contactIds)),
    'runs.standing': bag(await runs.standingOf(contactIds)),
    'runs.nextDue': await runs.nextDue(),
    messages: bag(await messages.ofContacts(contactIds)),
    'messages.nextDue': await messages.nextDue(),
    suppressions: bag(await transaction.suppressions.find('email', world.addresses)),
    'scores.latest': bag(await transaction.scores.latestOf(contactIds)),
    traits: bag(await transaction.traits.ofContacts(contactIds)),
    'traits.nextDue': await transaction.traits.nextDue(),
    deadLetters: await transaction.deadLetters.list(ALL),
    'deadLetters.count': await transaction.deadLetters.count(),
    audit: await transaction.audit.list(ALL),
    identityLog: await transaction.identityLog.scan(ALL),
    'identityLog.ofContacts': await transaction.identityLog.ofContacts(contactIds),
    tombstones: await transaction.tombstones.known(world.hashes),
  }
  for (const table of world.tables) {
    const scanned: readonly TableRow[] = await rows.scan(table, ALL)
    found[`rows ${table}`] = scanned
    found[`rows.count ${table}`] = await rows.count(table)
  }
  for (const segmentId of world.segmentIds) {
    found[`members ${segmentId}`] = await memberships.members(segmentId, ALL)
    found[`members.count ${segmentId}`] = await memberships.count(segmentId)
    for (const at of world.instants)
      found[`membersAt ${segmentId} ${at}`] = await memberships.membersAt(segmentId, at, ALL)
  }
  for (const at of world.instants) {
    found[`memberships.due ${at}`] = bag(await memberships.due(at, ALL.limit))
    found[`traits.due ${at}`] = bag(await transaction.traits.due(at, ALL.limit))
    found[`runs.due ${at}`] = bag(await runs.due(at, ALL.limit))
    found[`messages.abandoned ${at}`] = bag(await messages.abandoned(at, ALL.limit))
  }
  // Contact by contact: the order of appending is that of one contact.
  for (const contactId of contactIds)
    found[`traits.changes ${contactId}`] = await transaction.traits.changesOf([contactId])
  for (const scenarioId of world.scenarioIds) {
    found[`runs.liveOfScenario ${scenarioId}`] = await runs.liveOfScenario(scenarioId, ALL)
    found[`runs.counts ${scenarioId}`] = bag(await runs.counts(scenarioId))
    found[`messages.counts ${scenarioId}`] = bag(await messages.counts(scenarioId))
  }
  for (const state of STATES) found[`messages ${state}`] = await messages.listByState(state, ALL)
  for (const scorerId of world.scorerIds) {
    const dates = await transaction.scores.dates(scorerId)
    found[`scores.dates ${scorerId}`] = dates
    for (const at of dates)
      found[`scores ${scorerId} ${at}`] = await transaction.scores.scan(scorerId, at, ALL)
  }
  for (const kind of KINDS) {
    found[`definitions ${kind}`] = bag(await definitions.latest(kind))
    found[`states ${kind}`] = [...(await definitions.states(kind))].sort()
  }
  for (const key of world.checkpointKeys) found[`checkpoint ${key}`] = await transaction.checkpoints.get(key)
  return found
}

/** @throws when two bases differ, naming the first thing in which they do. */
export function expectSameBase(actual: Everything, expected: Everything, when: string): void {
  for (const what of Object.keys(expected)) expectEqual(actual[what], expected[what], `${what} ${when}`)
}
