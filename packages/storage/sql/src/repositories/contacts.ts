import type { Contact, ContactRepository } from '@clientele/core'
import { sql } from 'kysely'
import { readJson, readNumber, readOptionalNumber, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type ContactRow, contacts } from '../schema/contacts.ts'
import { type RelationRows, type Slots, statement } from '../statement.ts'
import { absorbContacts } from './absorb.ts'
import { eraseContacts } from './erase.ts'
import { formerIds } from './former-ids.ts'
import { countAll, selectPage } from './statements.ts'

type Keys = { readonly keys: readonly string[] }

const page = selectPage('clientele_contacts', 'contact_id')
const count = countAll('clientele_contacts')

/** Locked in the order of their ids, so that two workers never wait for each other. */
const byIds = statement((db, $: Slots<Keys>) =>
  db
    .selectFrom('clientele_contacts')
    .selectAll()
    .where($.among('contact_id', 'keys'))
    .$if($.rowLocks, (query) => query.orderBy('contact_id').forUpdate()),
)

/** PostgreSQL, which takes a JSON list for a hundred rows, is told how many they are: else it reads a small base whole. */
const touch = statement(
  (_, $: Slots<{ readonly touched: RelationRows; readonly size: number }>) =>
    sql`update ${$.table('clientele_contacts')} as t set version = n.version, last_seen_at = n.last_seen_at
      from ${$.rowLocks ? sql`(select * from ${touched($)} limit ${$.value('size')}) as n` : touched($)}
      where t.contact_id = n.contact_id`,
)

const touched = ($: Slots<{ readonly touched: RelationRows }>) =>
  $.relation('touched', 'n', { contact_id: 'text', version: 'integer', last_seen_at: 'integer?' })

const touchOne = statement(
  (_, $: Slots<{ readonly id: string; readonly version: number; readonly lastSeenAt: number | null }>) =>
    sql`update ${$.table('clientele_contacts')} set version = ${$.value('version')},
      last_seen_at = ${$.value('lastSeenAt')} where contact_id = ${$.value('id')}`,
)

const resolve = statement((db, $: Slots<Keys>) =>
  db
    .selectFrom('clientele_contacts')
    .select(['contact_id as asked', 'contact_id as live'])
    .where($.among('contact_id', 'keys'))
    .unionAll(
      db
        .selectFrom('clientele_aliases as a')
        .innerJoin('clientele_contacts as c', 'c.contact_id', 'a.to_id')
        .select(['a.from_id as asked', 'c.contact_id as live'])
        .where($.among('a.from_id', 'keys')),
    ),
)

export function contactRepository(connection: SqlConnection): ContactRepository {
  return {
    byIds: async (keys) => (keys.length === 0 ? [] : (await connection.all(byIds, { keys })).map(toContact)),
    put: (changed) => connection.write(contacts, changed.map(fromContact), 'replace'),
    touch: async (changed) => {
      const [only] = changed
      if (only === undefined) return
      if (changed.length === 1) {
        const { contactId: id, version, lastSeenAt = null } = only
        await connection.run(touchOne, { id, version, lastSeenAt })
        return
      }
      const last = new Map(changed.map((touched) => [touched.contactId, touched]))
      await connection.run(touch, {
        touched: [...last.values()].map((each) => [each.contactId, each.version, each.lastSeenAt ?? null]),
        size: last.size,
      })
    },
    absorb: (aliases) => absorbContacts(connection, aliases),
    erase: (contactIds) => eraseContacts(connection, contactIds),
    resolve: async (keys) => {
      const resolved = new Map<string, string>()
      if (keys.length === 0) return resolved
      for (const { asked, live } of await connection.all(resolve, { keys })) {
        if (asked === live || !resolved.has(asked)) resolved.set(asked, live)
      }
      return resolved
    },
    aliasesOf: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(formerIds, { keys })).map((row) => row.from_id),
    scan: async ({ after = '', limit }) => (await connection.all(page, { after, limit })).map(toContact),
    count: async () => readNumber((await connection.first(count, {}))?.rows ?? 0),
  }
}

function fromContact(contact: Contact): ContactRow {
  return {
    contact_id: contact.contactId,
    fields: writeJson(contact.fields),
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
    last_seen_at: contact.lastSeenAt ?? null,
    version: contact.version,
  }
}

/** A contact of its row. */
export function toContact(row: ContactRow): Contact {
  return {
    contactId: row.contact_id,
    fields: readJson(row.fields),
    createdAt: readNumber(row.created_at),
    updatedAt: readNumber(row.updated_at),
    lastSeenAt: readOptionalNumber(row.last_seen_at),
    version: readNumber(row.version),
  }
}
