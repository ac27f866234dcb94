import { memory } from '@clientele/storage-memory'
import type { IdentityModel } from '../../../src/identity/index.ts'
import { type Clientele, type IntakeItem, isClienteleError, type Storage } from '../../../src/index.ts'
import { openHistoryBase, saveModel } from './history-model.ts'
import { dumpOf, type Observed, observe, replayLog, shapesOf } from './observe.ts'
import { type Chance, chanceOf, statementsOf } from './statements.ts'

const by = { reason: 'checked', by: 'marie' }

/** A history on its way. */
interface Played {
  readonly clientele: Clientele
  readonly storage: Storage
  readonly model: IdentityModel
  readonly chance: Chance
  readonly waiting: IntakeItem[]
  readonly delivered: IntakeItem[]
  readonly erasedRecords: Set<string>
  readonly erasedContacts: Set<string>
  readonly everContacts: Set<string>
  readonly everRecords: Set<string>
  readonly faults: string[]
  versions: number
  /** What is there, as long as nothing was done since. */
  seen: Observed | undefined
}

async function seenOf(played: Played): Promise<Observed> {
  played.seen ??= await observe(played.storage)
  return played.seen
}

/** Does something to the base: what was seen of it holds no more. */
async function act<Result>(played: Played, work: () => Promise<Result>): Promise<Result> {
  played.seen = undefined
  return work()
}

/**
 * Plays a random history of a base on which a model is in force: batches of any order, deliveries again, newer
 * versions, merges, unmerges, undos, decisions from the queue, erasures, new versions of the model. Answers what
 * was found to be against the laws; nothing where all of them hold.
 */
export async function playHistory(
  seed: number,
  storage: Storage,
  model: IdentityModel,
): Promise<readonly string[]> {
  const chance = chanceOf(seed)
  const clientele = await openHistoryBase(storage, model)
  const played: Played = {
    clientele,
    storage,
    model,
    chance,
    waiting: [...statementsOf(seed, chance)],
    delivered: [],
    erasedRecords: new Set(),
    erasedContacts: new Set(),
    everContacts: new Set(),
    everRecords: new Set(),
    faults: [],
    versions: 1,
    seen: undefined,
  }
  const steps = 8 + chance.below(10)
  for (let step = 0; step < steps; step++) {
    await chance.pick(STEPS)(played)
    await note(played)
  }
  while (played.waiting.length > 0) await deliver(played)
  await note(played)
  await checkEnd(played)
  return played.faults
}

type Step = (played: Played) => Promise<void>

async function deliver(played: Played): Promise<void> {
  const { clientele, chance, waiting, delivered } = played
  const batch = waiting.splice(0, 1 + chance.below(6))
  if (delivered.length > 0 && chance.below(3) === 0) batch.push(chance.pick(delivered))
  if (batch.length === 0) return
  delivered.push(...batch)
  await act(played, () => clientele.ingest(batch))
}

/** Merges two contacts and takes it back: everything is as before, the ids included. */
async function mergeAndUndo(played: Played): Promise<void> {
  const { clientele, chance, faults } = played
  const before = await seenOf(played)
  const [a, b] = chance.shuffle([...before.contacts.keys()])
  if (a === undefined || b === undefined) return
  const decided = new Set(
    before.links
      .filter(({ kind }) => kind === 'must' || kind === 'cannot')
      .flatMap((link) => [link.a, link.b]),
  )
  const records = [...before.contactOf].filter(([, contactId]) => contactId === a || contactId === b)
  if (records.some(([recordId]) => decided.has(recordId))) return
  if (!(await tried(played, () => clientele.contacts.merge(a, b, by)))) return
  const recordIds = records.map(([recordId]) => recordId)
  await act(played, () => clientele.contacts.undo(recordIds, by))
  if (!isSame(before.contacts, (await seenOf(played)).contacts))
    faults.push('a merge that was undone left a trace')
}

async function merge(played: Played): Promise<void> {
  const [a, b] = played.chance.shuffle([...(await seenOf(played)).contacts.keys()])
  if (a !== undefined && b !== undefined) await tried(played, () => played.clientele.contacts.merge(a, b, by))
}

async function unmerge(played: Played): Promise<void> {
  const { clientele, chance, faults } = played
  const { contactOf } = await seenOf(played)
  const contactId = chance.pick([...contactOf.values(), ''])
  const records = [...contactOf].filter(([, holder]) => holder === contactId).map(([recordId]) => recordId)
  if (records.length < 2) return
  const out = chance.shuffle(records).slice(0, 1 + chance.below(records.length - 1))
  await act(played, () => clientele.contacts.unmerge(contactId, out, by))
  const after = (await seenOf(played)).contactOf
  const rest = new Set(records.filter((one) => !out.includes(one)).map((one) => after.get(one)))
  if (out.some((one) => rest.has(after.get(one)))) faults.push('an unmerge left records together')
}

async function undo(played: Played): Promise<void> {
  const { clientele, chance } = played
  const known = chance.shuffle([...(await seenOf(played)).contactOf.keys()])
  const records = known.slice(0, 1 + chance.below(2))
  if (records.length > 0) await act(played, () => clientele.contacts.undo(records, by))
}

async function decide(played: Played): Promise<void> {
  const { clientele, chance } = played
  const { items } = await clientele.identity.review.list({ limit: 5 })
  if (items.length === 0) return
  const pair = chance.pick(items)
  const { accept, refuse } = clientele.identity.review
  await tried(played, () => (chance.below(2) === 0 ? accept(pair, by) : refuse(pair, by)))
}

async function erase(played: Played): Promise<void> {
  const { clientele, storage, chance, erasedRecords, erasedContacts, everContacts } = played
  const { contactOf } = await seenOf(played)
  if (contactOf.size === 0) return
  const contactId = chance.pick([...contactOf.values()])
  const standsFor = await storage.transaction((tx) => tx.contacts.resolve([...everContacts]))
  for (const [id, live] of standsFor) if (live === contactId) erasedContacts.add(id)
  for (const [recordId, holder] of contactOf) if (holder === contactId) erasedRecords.add(recordId)
  await act(played, () => clientele.contacts.erase(contactId, by))
  await checkErased(played)
}

/** The same model as a new version: it files everything anew, and changes nothing. */
async function newVersion(played: Played): Promise<void> {
  const { clientele, storage, model, faults } = played
  const before = await seenOf(played)
  played.versions++
  await saveModel(storage, model, played.versions)
  await act(played, () => clientele.identity.apply())
  if (!isSame(before.contacts, (await seenOf(played)).contacts))
    faults.push('the same model again moved records')
}

const STEPS: readonly Step[] = [
  deliver,
  deliver,
  deliver,
  deliver,
  mergeAndUndo,
  merge,
  unmerge,
  undo,
  decide,
  erase,
  newVersion,
]

async function note(played: Played): Promise<void> {
  const { everContacts, everRecords } = played
  const { contactOf } = await seenOf(played)
  for (const [recordId, contactId] of contactOf) {
    everRecords.add(recordId)
    everContacts.add(contactId)
  }
}

async function tried(played: Played, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await act(played, work)
    return true
  } catch (error) {
    // A ban stands between them: that is an answer.
    if (isClienteleError(error, 'LINK_CONFLICT')) return false
    throw error
  }
}

async function checkErased(played: Played): Promise<void> {
  const { storage, erasedRecords, everRecords, faults } = played
  const { contactOf } = await seenOf(played)
  const dump = await dumpOf(storage, [...everRecords, ...erasedRecords])
  for (const recordId of erasedRecords)
    if (!contactOf.has(recordId) && dump.includes(`"${recordId}"`))
      faults.push(`${recordId} was erased and is there`)
}

async function checkEnd(played: Played): Promise<void> {
  const { clientele, storage, faults, everContacts, erasedContacts, delivered, chance } = played
  await checkErased(played)
  const seen = await seenOf(played)
  if (!isSame(seen.contactOf, await replayLog(storage)))
    faults.push('the log does not lead to where the records are')
  checkBans(seen, faults)
  await checkLimits(storage, seen, faults)
  const standsFor = await storage.transaction((tx) => tx.contacts.resolve([...everContacts]))
  for (const id of everContacts) {
    const live = standsFor.get(id)
    if (live === undefined ? !erasedContacts.has(id) : !seen.contacts.has(live))
      faults.push(`${id} leads nowhere`)
  }
  await checkFounders(storage, faults)
  await act(played, () => clientele.ingest(chance.shuffle(delivered)))
  if (!isSame(seen.contacts, (await seenOf(played)).contacts))
    faults.push('what was delivered again changed something')
  const again = shapesOf(await playAgain(played, seen))
  if (JSON.stringify(again) !== JSON.stringify(shapesOf(seen)))
    faults.push('another order gives other contacts')
}

/** The same records and decisions in another order, without what was erased, in memory. */
async function playAgain(played: Played, seen: Observed): Promise<Observed> {
  const { chance, delivered, erasedRecords, model, storage: first } = played
  const storage = memory()
  const clientele = await openHistoryBase(storage, model)
  const links = seen.links.filter(({ kind }) => kind === 'must' || kind === 'cannot')
  await storage.transaction((tx) => tx.links.put(links))
  const messageIds = delivered.flatMap((item) => (item.type === 'event' ? [item.event.messageId!] : []))
  const known = await first.transaction((tx) => tx.events.known(messageIds))
  const items = chance.shuffle(
    delivered.filter((item) => {
      if (item.type === 'event') return known.has(item.event.messageId!)
      return item.type === 'record' && !erasedRecords.has(`${item.record.source}/${item.record.sourceKey}`)
    }),
  )
  for (let start = 0; start < items.length; ) {
    const size = 1 + chance.below(5)
    await clientele.ingest(items.slice(start, start + size))
    start += size
  }
  return observe(storage)
}

function checkBans({ links, contactOf }: Observed, faults: string[]): void {
  for (const { kind, a, b } of links) {
    const together = contactOf.get(a) === contactOf.get(b)
    if (kind === 'cannot' && together) faults.push('a ban is not kept')
  }
}

/** Every id, also one that lost a merge, leads to where the record is that it was made for. */
async function checkFounders(storage: Storage, faults: string[]): Promise<void> {
  await storage.transaction(async (tx) => {
    const records = await tx.records.scan({ limit: 1_000_000 })
    const founders = records.filter(({ foundedId }) => foundedId !== undefined)
    const standsFor = await tx.contacts.resolve(founders.map(({ foundedId }) => foundedId!))
    for (const { foundedId, contactId } of founders)
      if (standsFor.get(foundedId!) !== contactId) faults.push(`${foundedId} leads to another contact`)
  })
}

/** No contact without a decision of a person holds two customer numbers. */
async function checkLimits(
  storage: Storage,
  { links, contactOf }: Observed,
  faults: string[],
): Promise<void> {
  const forced = new Set(links.filter(({ kind }) => kind === 'must').map(({ a }) => contactOf.get(a)))
  const records = await storage.transaction((tx) => tx.records.scan({ limit: 1_000_000 }))
  const held = new Map<string, string>()
  for (const { contactId, identifiers } of records)
    for (const { type, value } of identifiers) {
      if (type !== 'customerNo' || forced.has(contactId)) continue
      if ((held.get(contactId) ?? value) !== value) faults.push('a contact holds two customer numbers')
      held.set(contactId, value)
    }
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
}
