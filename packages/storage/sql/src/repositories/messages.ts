import type { MessageIntent, MessageRepository } from '@clientele/core'
import { sql } from 'kysely'
import { readNumber, readOptionalNumber } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type MessageRow, messages } from '../schema/messages.ts'
import { type Slots, statement } from '../statement.ts'
import { fromMessage, toMessage } from './message-row.ts'
import { selectAmong } from './statements.ts'

interface Claim {
  readonly at: number
  readonly limit: number
  readonly leaseUntil: number
}

const byKeys = selectAmong('clientele_messages', 'message_key')
const ofContacts = selectAmong('clientele_messages', 'contact_id')

// Materialised: a sub-select with `limit` may run more than once, and then lock more than it was asked for.
const claim = statement(
  (_, $: Slots<Claim>) =>
    sql<MessageRow>`with free as materialized (
        select message_key as free_key from ${$.table('clientele_messages')}
        where state = 'pending' and due_at <= ${$.value('at')}
        and (lease_until is null or lease_until <= ${$.value('at')})
        order by due_at, message_key limit ${$.value('limit')}
        ${sql.raw($.rowLocks ? 'for update skip locked' : '')})
      update ${$.table('clientele_messages')} as m
      set lease_until = ${$.value('leaseUntil')}, fence = fence + 1
      from free where m.message_key = free.free_key
      returning *`,
)

const stored = statement((db, $: Slots<{ readonly keys: readonly string[] }>) =>
  db
    .selectFrom('clientele_messages')
    .select(['message_key', 'contact_id', 'fence'])
    .where($.among('message_key', 'keys'))
    .$if($.rowLocks, (query) => query.orderBy('message_key').forUpdate()),
)

const abandoned = statement((db, $: Slots<{ readonly at: number; readonly limit: number }>) =>
  db
    .selectFrom('clientele_messages')
    .selectAll()
    .where('state', '=', sql.lit('sending'))
    .where('lease_until', '<=', $.value('at'))
    .orderBy('lease_until')
    .orderBy('message_key')
    .limit($.value('limit')),
)

const nextDue = statement(
  (_, $) =>
    sql<{ readonly at: number | null }>`select min(at) as at from (
      select * from (select due_at as at from ${$.table('clientele_messages')}
        where state = 'pending' order by due_at limit 1) as pending
      union all
      select * from (select lease_until as at from ${$.table('clientele_messages')}
        where state = 'sending' and lease_until is not null order by lease_until limit 1) as sending) as queues`,
)

const listByState = statement(
  (db, $: Slots<{ readonly state: string; readonly after: string; readonly limit: number }>) =>
    db
      .selectFrom('clientele_messages')
      .selectAll()
      .where('state', '=', $.value('state'))
      .where('message_key', '>', $.value('after'))
      .orderBy('message_key')
      .limit($.value('limit')),
)

const counts = statement((db, $: Slots<{ readonly scenario: string }>) =>
  db
    .selectFrom('clientele_messages')
    .select((eb) => ['node', 'state', eb.fn.countAll<number>().as('messages')])
    .where('scenario_id', '=', $.value('scenario'))
    .groupBy(['node', 'state']),
)

export function messageRepository(connection: SqlConnection): MessageRepository {
  return {
    insertNew: (intents) => connection.write(messages, intents.map(fromMessage), 'skip'),
    byKeys: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(byKeys, { keys })).map(toMessage),
    ofContacts: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(ofContacts, { keys })).map(toMessage),
    claim: async (at, limit, leaseUntil) => {
      const claimed = (await connection.all(claim, { at, limit, leaseUntil })).map(toMessage)
      return claimed.sort((a, b) => a.dueAt - b.dueAt || (a.messageKey < b.messageKey ? -1 : 1))
    },
    settle: async (intents) => {
      if (intents.length === 0) return []
      const found = await connection.all(stored, { keys: intents.map(({ messageKey }) => messageKey) })
      const standing = new Map(found.map((row) => [row.message_key, row]))
      const written: MessageIntent[] = []
      for (const intent of intents) {
        const row = standing.get(intent.messageKey)
        if (row === undefined || readNumber(row.fence) !== intent.fence) continue
        written.push({ ...intent, contactId: row.contact_id })
      }
      await connection.write(messages, written.map(fromMessage), 'replace')
      return written.map(({ messageKey }) => messageKey)
    },
    abandoned: async (at, limit) => (await connection.all(abandoned, { at, limit })).map(toMessage),
    nextDue: async () => readOptionalNumber((await connection.first(nextDue, {}))?.at ?? null),
    listByState: async (state, { after = '', limit }) =>
      (await connection.all(listByState, { state, after, limit })).map(toMessage),
    counts: async (scenario) =>
      (await connection.all(counts, { scenario })).map((row) => ({
        node: row.node,
        state: row.state as MessageIntent['state'],
        messages: readNumber(row.messages),
      })),
  }
}
