import type { MatchedContact } from './resolve-types.ts'

/** One step of a base's history: what became of a contact, and which records came to it. */
export interface ContactChange {
  /**
   * `created`: a new contact. `joined`: records came that were nowhere. `moved`: records came from another contact that
   * goes on. `merged`: a contact ended in this one. `ended`: its records are gone. `left`: records were forgotten.
   */
  readonly kind: 'created' | 'joined' | 'moved' | 'merged' | 'left' | 'ended'
  readonly contactId: string
  /** For `moved` and `merged`, where the records came from. */
  readonly from?: string | undefined
  readonly recordIds: readonly string[]
  /** What caused it: a run, a link, an erasure, a new model. */
  readonly cause: string
}

/**
 * What differs between two resolutions of a base, as steps that lead from one to the other. With the contacts of a
 * new model it is the dry run of its introduction; kept, the steps are the merge log. The same contacts make no step.
 */
export function contactChanges(
  before: readonly MatchedContact[],
  after: readonly MatchedContact[],
  cause: string,
): readonly ContactChange[] {
  const oldContactOf = contactOfRecord(before)
  const newContactOf = contactOfRecord(after)
  const oldIds = new Set(before.map(({ id }) => id))
  const newIds = new Set(after.map(({ id }) => id))
  const changes: ContactChange[] = []
  for (const { id, recordIds } of after) {
    const bySource = new Map<string | undefined, string[]>()
    for (const recordId of recordIds) {
      const from = oldContactOf.get(recordId)
      if (from === id) continue
      const known = bySource.get(from)
      if (known === undefined) bySource.set(from, [recordId])
      else known.push(recordId)
    }
    if (!oldIds.has(id)) changes.push({ kind: 'created', contactId: id, recordIds: [], cause })
    for (const [from, moved] of bySource) {
      const kind = from === undefined ? 'joined' : newIds.has(from) ? 'moved' : 'merged'
      changes.push({ kind, contactId: id, from, recordIds: moved, cause })
    }
  }
  for (const { id, recordIds } of before) {
    const gone = recordIds.filter((recordId) => !newContactOf.has(recordId))
    if (gone.length > 0) changes.push({ kind: 'left', contactId: id, recordIds: gone, cause })
    if (!newIds.has(id)) changes.push({ kind: 'ended', contactId: id, recordIds: [], cause })
  }
  return changes
}

/** A base as its history leaves it. */
export interface ReplayedContacts {
  /** Live contacts with their records, by id. */
  readonly contacts: ReadonlyMap<string, ReadonlySet<string>>
  /** Where an ended id leads: to a live contact, or to nothing where all of it was forgotten. */
  resolveId(contactId: string): string | undefined
}

/** Replays a merge log from its beginning. */
export function replayContactChanges(log: readonly ContactChange[]): ReplayedContacts {
  const contacts = new Map<string, Set<string>>()
  const aliases = new Map<string, string>()
  for (const { kind, contactId, from, recordIds } of log) {
    if (kind === 'ended') {
      contacts.delete(contactId)
      continue
    }
    if (kind === 'created') {
      // An id that comes back, after an unmerge, is no alias any more.
      aliases.delete(contactId)
      if (!contacts.has(contactId)) contacts.set(contactId, new Set())
      continue
    }
    const records = contacts.get(contactId) ?? new Set<string>()
    for (const recordId of recordIds) {
      if (kind === 'left') records.delete(recordId)
      else records.add(recordId)
      if (from !== undefined) contacts.get(from)?.delete(recordId)
    }
    contacts.set(contactId, records)
    if (kind === 'merged' && from !== undefined) aliases.set(from, aliases.get(from) ?? contactId)
  }
  return {
    contacts,
    resolveId(contactId) {
      const seen = new Set<string>()
      for (let at: string | undefined = contactId; at !== undefined; at = aliases.get(at)) {
        if (contacts.has(at)) return at
        if (seen.has(at)) return undefined
        seen.add(at)
      }
      return undefined
    },
  }
}

function contactOfRecord(contacts: readonly MatchedContact[]): ReadonlyMap<string, string> {
  return new Map(
    contacts.flatMap(({ id, recordIds }) => recordIds.map((recordId) => [recordId, id] as const)),
  )
}
