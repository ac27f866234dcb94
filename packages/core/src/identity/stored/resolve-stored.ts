import type { Kernel } from '../../kernel.ts'
import type { GoldenField } from '../../model/contact.ts'
import type { Instant } from '../../model/instant.ts'
import type { JsonObject } from '../../model/json.ts'
import type { ContactRecord } from '../../model/record.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import type { LifeEvent } from '../../profile/life-event.ts'
import { type AssignedGroup, assignContactIds, type ContactIdAssignment } from '../assign-contact-ids.ts'
import { resolveComponent } from '../resolve-component.ts'
import type { ComponentResolution } from '../types.ts'
import { applyMoves, type ContactMoves } from './apply-moves.ts'
import { type Component, type ComponentKernel, factsOf, loadComponent } from './component.ts'
import { goldenFields } from './golden-fields.ts'
import { logEntries } from './log-entries.ts'
import { type Shape, shapeOf } from './shape.ts'
import type { StoredMatcher } from './stored-matcher.ts'

/** What resolving on a stored base needs of the kernel. */
export type ResolutionKernel = ComponentKernel &
  Pick<Kernel, 'identifierTypes' | 'fields' | 'nextId' | 'cache' | 'matching'>

/** How changed records are resolved. */
export interface ResolutionOptions {
  readonly now: Instant
  readonly cause?: JsonObject | undefined
  /** Records that did not change themselves, but may belong elsewhere now: another model, a neighbour erased. */
  readonly around?: readonly ContactRecord[] | undefined
  /** Records that are filed anew besides those that changed. */
  readonly filed?: readonly ContactRecord[] | undefined
  /** Are changed records filed anew even where they say what they said before? @default false */
  readonly isRefiled?: boolean | undefined
}

/** A record before and after something was said about it. */
export interface RecordChange {
  readonly before: ContactRecord | undefined
  readonly after: ContactRecord
}

/** What a contact is to be after resolution. */
export interface ResolvedContact {
  readonly contactId: string
  /** Nothing of it is stored yet. */
  readonly isNew: boolean
  /** Did its set of records change other than by new records, so that its facts are others? */
  readonly reshaped: 'merged' | 'split' | undefined
  readonly fields: { readonly [field: string]: GoldenField }
  /** The earliest instant at which a source saw the person. */
  readonly firstSeenAt: Instant
  /** Of a merged contact, the latest of what its parts had; not to be known without their events after a split. */
  readonly lastSeenAt: Instant | undefined
  readonly isLastSeenKnown: boolean
}

/** What came out. */
export interface StoredResolution {
  /** The contact of each record that was concerned. */
  readonly contactOf: ReadonlyMap<string, string>
  /** The contacts whose records changed. */
  readonly contacts: readonly ResolvedContact[]
  /** Contacts whose household may be another: what the matcher found of one of their records was found anew. */
  readonly regrouped: ReadonlySet<string>
  readonly told: readonly LifeEvent[]
}

/**
 * Puts changed and new records into contacts: loads the connected component, resolves it as a whole, so that neither
 * order nor batching matters, and moves in the storage what the answer moves. Records and merge log are written; golden
 * values are answered, for the caller to write with the contacts' states.
 */
export async function resolveStored(
  tx: StorageTransaction,
  changes: readonly RecordChange[],
  kernel: ResolutionKernel,
  options: ResolutionOptions,
): Promise<StoredResolution> {
  const seeds = changes.map(({ after }) => after)
  const former = changes.flatMap(({ before }) => (before === undefined ? [] : [before]))
  const { around = [], filed = [], now } = options
  const matcher = await kernel.matching?.inForce(tx)
  const toFile = matcher === undefined ? filed : [...filed, ...recordsToFile(changes, matcher, options)]
  const bereft = (await matcher?.file(tx, toFile, now)) ?? []
  const component = await loadComponent(tx, seeds, [...former, ...around, ...filed, ...bereft], kernel)
  const { groups } = groupsOf(component, matcher, kernel)
  const contactBefore = (recordId: string): string | undefined => {
    const contactId = component.records.get(recordId)?.contactId
    return contactId === '' ? undefined : contactId
  }
  const assignment = assignContactIds({
    groups,
    contactOf: contactBefore,
    observedAtOf: (recordId) => component.records.get(recordId)!.firstSeenAt,
    mintId: kernel.nextId,
    foundedBy: (recordId) => component.records.get(recordId)!.foundedId,
  })
  const changed = new Set(seeds.map(({ recordId }) => recordId))
  const concerned = assignment.groups.filter((group) =>
    group.recordIds.some((id) => changed.has(id) || contactBefore(id) !== group.contactId),
  )
  // A contact that lost records to another one is changed too, though it holds no changed record itself.
  const losers = new Set<string>()
  for (const group of concerned)
    for (const id of group.recordIds) {
      const from = contactBefore(id)
      if (from !== undefined && from !== group.contactId) losers.add(from)
    }
  const isConcerned = new Set(concerned)
  const touched = assignment.groups.filter((group) => isConcerned.has(group) || losers.has(group.contactId))
  const moves = movesOf(touched, assignment, component, changed)
  const shape = await shapeOf(tx, moves, assignment.groups, contactBefore)
  await applyMoves(tx, moves, kernel, now)
  const absorbed = new Set(assignment.aliases.map(({ from }) => from))
  await tx.identityLog.append(
    touched.flatMap((group) =>
      logEntries({
        group,
        contactOf: contactBefore,
        absorbed,
        at: now,
        nextId: kernel.nextId,
        cause: options.cause ?? {},
      }),
    ),
  )
  return {
    contactOf: new Map(
      touched.flatMap((group) => group.recordIds.map((id) => [id, group.contactId] as const)),
    ),
    contacts: touched.map((group) => resolvedContact(group, component, kernel, shape, contactBefore)),
    regrouped: holdersOf([...toFile, ...bereft, ...around], assignment.groups),
    told: toldOf(touched, assignment.aliases, contactBefore),
  }
}

/** Says what belongs together in a component: by the model in force, or by identifiers and decisions alone. */
export function groupsOf(
  component: Component,
  matcher: StoredMatcher | undefined,
  { identifierTypes }: Pick<ResolutionKernel, 'identifierTypes'>,
): ComponentResolution {
  if (matcher !== undefined) return matcher.resolve(component)
  return resolveComponent(factsOf(component), component.links, identifierTypes)
}

/** The records of which the model sees something new. */
function recordsToFile(
  changes: readonly RecordChange[],
  matcher: StoredMatcher,
  { isRefiled = false }: ResolutionOptions,
): readonly ContactRecord[] {
  return changes
    .filter(({ before, after }) => isRefiled || before === undefined || matcher.isOther(before, after))
    .map(({ after }) => after)
}

function holdersOf(records: readonly ContactRecord[], groups: readonly AssignedGroup[]): ReadonlySet<string> {
  if (records.length === 0) return NOBODY
  const ids = new Set(records.map(({ recordId }) => recordId))
  return new Set(
    groups.flatMap(({ contactId, recordIds }) => (recordIds.some((id) => ids.has(id)) ? [contactId] : [])),
  )
}

const NOBODY: ReadonlySet<string> = new Set()

function movesOf(
  groups: readonly AssignedGroup[],
  { aliases, followers, founded }: ContactIdAssignment,
  component: Component,
  changed: ReadonlySet<string>,
): ContactMoves {
  const records: { recordId: string; contactId: string; from: string }[] = []
  const written: ContactRecord[] = []
  for (const { recordIds, contactId } of groups)
    for (const recordId of recordIds) {
      const record = component.records.get(recordId)!
      const foundedId = founded.get(recordId) ?? record.foundedId
      if (record.contactId !== '' && record.contactId !== contactId)
        records.push({ recordId, contactId, from: record.contactId })
      // The claims, values and contact of what changed are written whole.
      if (changed.has(recordId) || foundedId !== record.foundedId)
        written.push({ ...record, contactId, foundedId })
    }
  return { records, aliases, followers, written }
}

function resolvedContact(
  group: AssignedGroup,
  component: Component,
  kernel: ResolutionKernel,
  { gained, lost, parted, lastSeenAt }: Shape,
  contactBefore: (recordId: string) => string | undefined,
): ResolvedContact {
  const records = group.recordIds.map((id) => component.records.get(id)!)
  let firstSeenAt = Number.POSITIVE_INFINITY
  let seen: Instant | undefined
  let isLastSeenKnown = true
  let isStored = false
  for (const record of records) {
    firstSeenAt = Math.min(firstSeenAt, record.firstSeenAt)
    const from = contactBefore(record.recordId)
    if (from === undefined) continue
    isStored = true
    if (parted.has(from)) isLastSeenKnown = false
    const at = lastSeenAt.get(from)
    if (at !== undefined && (seen === undefined || at > seen)) seen = at
  }
  const { contactId } = group
  return {
    contactId,
    isNew: group.isNew && !isStored,
    reshaped: reshapedBy(group.isNew && isStored, gained.has(contactId), lost.has(contactId)),
    fields: goldenFields(records, kernel.fields),
    firstSeenAt,
    lastSeenAt: seen,
    isLastSeenKnown,
  }
}

function reshapedBy(isPart: boolean, gained: boolean, lost: boolean): ResolvedContact['reshaped'] {
  if (isPart) return 'split'
  if (gained) return 'merged'
  return lost ? 'split' : undefined
}

function toldOf(
  groups: readonly AssignedGroup[],
  aliases: readonly { readonly from: string; readonly to: string }[],
  contactBefore: (recordId: string) => string | undefined,
): readonly LifeEvent[] {
  const told: LifeEvent[] = aliases.map(({ from, to }) => ['contact.merged', { contactId: to, from }])
  for (const { contactId, isNew, recordIds } of groups) {
    if (!isNew) continue
    const from = new Set(recordIds.map(contactBefore).filter((id) => id !== undefined))
    for (const one of from) told.push(['contact.split', { contactId, from: one }])
  }
  return told
}
