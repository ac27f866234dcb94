import type { Instant } from '../../model/instant.ts'
import type { JsonObject } from '../../model/json.ts'
import type { IdentityLogEntry } from '../../ports/repositories/identity-log.ts'
import type { AssignedGroup } from '../assign-contact-ids.ts'

/** What the merge log needs to know of a resolution. */
export interface LogQuestion {
  readonly group: AssignedGroup
  /** The contact of each record before; `undefined` for a new record. */
  readonly contactOf: (recordId: string) => string | undefined
  /** Contacts that gave all their records away. */
  readonly absorbed: ReadonlySet<string>
  readonly at: Instant
  readonly nextId: () => string
  /** What set it off, beside the identifiers. */
  readonly cause: JsonObject
}

/** The entries of the merge log that one group makes, in the order in which they are to be replayed. */
export function logEntries(question: LogQuestion): readonly IdentityLogEntry[] {
  const { group, contactOf, absorbed, at, nextId, cause } = question
  const { contactId } = group
  const arrived: string[] = []
  const moved = new Map<string, string[]>()
  for (const recordId of group.recordIds) {
    const from = contactOf(recordId)
    if (from === undefined) arrived.push(recordId)
    else if (from !== contactId) moved.set(from, [...(moved.get(from) ?? []), recordId])
  }
  const entry = (
    kind: IdentityLogEntry['kind'],
    from: string | undefined,
    recordIds: readonly string[],
  ): IdentityLogEntry => ({
    id: nextId(),
    at,
    kind,
    contactId,
    from,
    recordIds,
    cause: { ...cause, by: why(group, recordIds) },
  })
  const entries: IdentityLogEntry[] = []
  for (const from of [...moved.keys()].sort())
    entries.push(entry(absorbed.has(from) ? 'merged' : 'split', from, moved.get(from)!))
  if (arrived.length > 0)
    entries.unshift(entry(group.isNew && moved.size === 0 ? 'created' : 'joined', undefined, arrived))
  return entries
}

/** Types of the identifiers and kinds of the links that hold records in their group; never a value. */
function why(group: AssignedGroup, recordIds: readonly string[]): string[] {
  const concerned = new Set(recordIds)
  const types = new Set<string>()
  for (const { kind, a, b, type } of group.reasons)
    if (concerned.has(a) || concerned.has(b)) types.add(type ?? kind)
  return [...types].sort()
}
