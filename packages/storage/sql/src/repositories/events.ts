import { type ContactEvent, type EventRepository, MAX_INSTANT } from '@clientele/core'
import { sql } from 'kysely'
import { readJson, readNumber, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type EventRow, events } from '../schema/events.ts'
import { type RelationRows, type Slots, statement } from '../statement.ts'
import { countAll } from './statements.ts'

interface Find {
  readonly keys: readonly string[]
  readonly since: number
}

const count = countAll('clientele_events')

const known = statement((db, $: Slots<{ readonly keys: readonly string[] }>) =>
  db.selectFrom('clientele_events').select('message_id').where($.among('message_id', 'keys')),
)

const findAll = statement((db, $: Slots<Find>) =>
  db
    .selectFrom('clientele_events')
    .selectAll()
    .where($.among('contact_id', 'keys'))
    .where('occurred_at', '>=', $.value('since')),
)

const findNamed = statement((db, $: Slots<Find & { readonly names: readonly string[] }>) =>
  db
    .selectFrom('clientele_events')
    .selectAll()
    .where($.among('contact_id', 'keys'))
    .where($.among('name', 'names'))
    .where('occurred_at', '>=', $.value('since')),
)

const findPrefixed = statement(
  (
    _,
    $: Slots<Find & { readonly names: readonly string[]; readonly prefixes: RelationRows }>,
  ) => sql<EventRow>`select e.* from ${$.table('clientele_events')} as e
    where ${$.among('e.contact_id', 'keys')} and e.occurred_at >= ${$.value('since')}
    and (${$.among('e.name', 'names')} or exists (
      select 1 from ${$.relation('prefixes', 'p', { prefix: 'text' })}
      where substr(e.name, 1, length(p.prefix)) = p.prefix))`,
)

const scan = statement(
  (
    db,
    $: Slots<{
      readonly contactId: string
      readonly occurredAt: number
      readonly messageId: string
      readonly limit: number
    }>,
  ) =>
    db
      .selectFrom('clientele_events')
      .selectAll()
      .where(
        sql<boolean>`(contact_id, occurred_at, message_id) > (${$.value('contactId')}, ${$.value('occurredAt')}, ${$.value('messageId')})`,
      )
      .orderBy('contact_id')
      .orderBy('occurred_at')
      .orderBy('message_id')
      .limit($.value('limit')),
)

export function eventRepository(connection: SqlConnection): EventRepository {
  return {
    known: async (keys) => {
      if (keys.length === 0) return new Set()
      return new Set((await connection.all(known, { keys })).map((row) => row.message_id))
    },
    insert: (added) => connection.write(events, added.map(fromEvent), 'fail'),
    find: async ({ contactIds: keys, names, since = -MAX_INSTANT }) => {
      if (keys.length === 0 || names?.length === 0) return []
      return (await found(connection, { keys, since }, names)).map(toEvent)
    },
    scan: async ({ after, limit }) => {
      const { contactId = '', occurredAt = -MAX_INSTANT, messageId = '' } = after ?? {}
      return (await connection.all(scan, { contactId, occurredAt, messageId, limit })).map(toEvent)
    },
    count: async () => readNumber((await connection.first(count, {}))?.rows ?? 0),
  }
}

function found(
  connection: SqlConnection,
  find: Find,
  patterns: readonly string[] | undefined,
): Promise<readonly EventRow[]> {
  if (patterns === undefined) return connection.all(findAll, find)
  const names = patterns.filter((pattern) => !pattern.endsWith('*'))
  if (names.length === patterns.length) return connection.all(findNamed, { ...find, names })
  const prefixes = patterns
    .filter((pattern) => pattern.endsWith('*'))
    .map((pattern) => [pattern.slice(0, -1)])
  return connection.all(findPrefixed, { ...find, names, prefixes })
}

function fromEvent(event: ContactEvent): EventRow {
  return {
    contact_id: event.contactId,
    name: event.name,
    occurred_at: event.occurredAt,
    message_id: event.messageId,
    received_at: event.receivedAt,
    source: event.source,
    record_id: event.recordId,
    properties: writeJson(event.properties),
  }
}

function toEvent(row: EventRow): ContactEvent {
  return {
    contactId: row.contact_id,
    messageId: row.message_id,
    name: row.name,
    occurredAt: readNumber(row.occurred_at),
    receivedAt: readNumber(row.received_at),
    source: row.source,
    recordId: row.record_id,
    properties: readJson(row.properties),
  }
}
