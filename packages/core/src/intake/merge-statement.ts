import { compareText } from '../identity/compare-text.ts'
import type { Identifier } from '../model/identifier.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import { own } from '../model/own.ts'
import type { ContactRecord } from '../model/record.ts'
import { canonicalText } from './canonical-text.ts'
import type { Owner } from './read-owner.ts'
import type { Statement, StatementPart } from './statement.ts'

/**
 * The record after a statement; the same object if the statement changes nothing.
 *
 * Each part (a field, or the identifiers of a type) is as it was said last, by the instant at which the source saw
 * it and, of two states of one instant, the greater as text: so the record is the same whatever the order in which
 * statements arrive and however often. A statement without a date is as new as it comes, even within one instant of the
 * clock, and says anew only what differs.
 */
export function mergeStatement(
  stored: ContactRecord | undefined,
  statement: Statement,
  now: Instant,
): ContactRecord {
  const record = stored ?? emptyRecord(statement, statement.at, now)
  const wins: [string, StatementPart][] = []
  for (const [name, part] of statement.parts)
    if (isNews(record, name, part, statement)) wins.push([name, part])
  const isSeenEarlier = statement.dated && statement.at < record.firstSeenAt
  if (stored !== undefined && wins.length === 0 && !isSeenEarlier) return stored
  const raw: Record<string, JsonValue> = { ...record.raw }
  const values: Record<string, JsonValue> = { ...record.values }
  const saidAt: Record<string, Instant> = { ...record.saidAt }
  let identifiers = record.identifiers
  for (const [name, part] of wins) {
    saidAt[name] = statement.at
    if (part.identifiers !== undefined)
      identifiers = replaceType(identifiers, name.slice(1), part.identifiers)
    else {
      raw[name] = part.raw
      if (part.value === undefined) delete values[name]
      else values[name] = part.value
    }
  }
  const firstSeenAt = Math.min(record.firstSeenAt, statement.at)
  // Never the instant of a statement that said nothing new: that would depend on what came before it.
  const observedAt = Math.max(firstSeenAt, ...Object.values(saidAt))
  return { ...record, firstSeenAt, observedAt, receivedAt: now, identifiers, saidAt, raw, values }
}

/**
 * The record that an event or a row belongs to, which makes it known that the person was seen at an instant; the same
 * object if that is nothing new.
 */
export function mergeSighting(
  stored: ContactRecord | undefined,
  owner: Owner,
  seenAt: Instant,
  now: Instant,
): ContactRecord {
  if (stored !== undefined && seenAt >= stored.firstSeenAt) return stored
  if (!owner.derived) {
    const record = stored ?? emptyRecord(owner, seenAt, now)
    const observedAt = Math.max(seenAt, ...Object.values(record.saidAt))
    return { ...record, firstSeenAt: seenAt, observedAt }
  }
  const saidAt: Record<string, Instant> = {}
  for (const { type } of owner.identifiers) saidAt[`#${type}`] = seenAt
  for (const field in owner.values) saidAt[field] = seenAt
  return {
    ...(stored ?? emptyRecord(owner, seenAt, now)),
    firstSeenAt: seenAt,
    observedAt: seenAt,
    identifiers: owner.identifiers,
    saidAt,
    raw: owner.values,
    values: owner.values,
  }
}

function emptyRecord(
  key: Pick<ContactRecord, 'recordId' | 'source' | 'sourceKey'>,
  at: Instant,
  now: Instant,
): ContactRecord {
  return {
    recordId: key.recordId,
    // Resolution gives it one.
    contactId: '',
    source: key.source,
    sourceKey: key.sourceKey,
    firstSeenAt: at,
    observedAt: at,
    receivedAt: now,
    identifiers: [],
    saidAt: {},
    raw: {},
    values: {},
  }
}

function isNews(record: ContactRecord, name: string, part: StatementPart, statement: Statement): boolean {
  const said = own(record.saidAt, name)
  if (said === undefined) return true
  if (statement.at < said) return false
  const before = storedText(record, name, part)
  const after = part.identifiers === undefined ? canonicalText(part.raw) : textOf(part.identifiers)
  if (before === after) return statement.dated && statement.at > said
  return statement.at > said || !statement.dated || compareText(after, before) > 0
}

function storedText(record: ContactRecord, name: string, part: StatementPart): string {
  if (part.identifiers === undefined) return canonicalText(own(record.raw, name))
  const type = name.slice(1)
  return textOf(record.identifiers.filter((identifier) => identifier.type === type))
}

function textOf(identifiers: readonly Identifier[]): string {
  return identifiers
    .map(({ type, value, verified }) => `${type}\u0000${value}\u0000${verified === true}`)
    .sort()
    .join('\u0001')
}

function replaceType(
  identifiers: readonly Identifier[],
  type: string,
  said: readonly Identifier[],
): readonly Identifier[] {
  const others = identifiers.filter((identifier) => identifier.type !== type)
  return [...others, ...said].sort((a, b) => compareText(a.type, b.type) || compareText(a.value, b.value))
}
