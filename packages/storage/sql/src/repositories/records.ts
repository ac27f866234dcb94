import type { Claim, ContactRecord, RecordRepository } from '@clientele/core'
import { sql } from 'kysely'
import { readJson, readNumber, readOptionalFlag, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type ClaimRow, claims, type RecordRow, records } from '../schema/records.ts'
import { type RelationRows, type Slots, type Statement, statement } from '../statement.ts'
import { countAll, deleteAmong, selectAmong, selectPage } from './statements.ts'

type Keys = { readonly keys: readonly string[] }
type Moves = { readonly moves: RelationRows }

const byIds = selectAmong('clientele_records', 'record_id')
const ofContacts = selectAmong('clientele_records', 'contact_id')
const page = selectPage('clientele_records', 'record_id')
const count = countAll('clientele_records')
const forgetClaims = deleteAmong('clientele_claims', 'record_id')

const contactsOf = statement((db, $: Slots<Keys>) =>
  db.selectFrom('clientele_records').select(['record_id', 'contact_id']).where($.among('record_id', 'keys')),
)

const claiming = statement((db, $: Slots<{ readonly identifiers: RelationRows }>) =>
  db
    .selectFrom($.relation('identifiers', 'i', { type: 'text', value: 'text' }))
    .innerJoin('clientele_claims as c', (join) =>
      join.onRef('c.type', '=', 'i.type').onRef('c.value', '=', 'i.value'),
    )
    .selectAll('c'),
)

const moveRecords = statement(
  (_, $: Slots<Moves>) =>
    sql`update ${$.table('clientele_records')} as t set contact_id = m.contact_id
      from ${movesOf($)} where t.record_id = m.record_id`,
)

const moveClaims = statement(
  (_, $: Slots<Moves>) =>
    sql`update ${$.table('clientele_claims')} as t set contact_id = m.contact_id
      from ${movesOf($)} where t.record_id = m.record_id`,
)

/** What follows a record has the contact of the record, by which it is found. */
function moveFollowers(table: Follower): Statement<Moves, unknown> {
  return statement(
    (_, $: Slots<Moves>) =>
      sql`update ${$.table(table)} as t set contact_id = m.contact_id
        from ${movesOf($)} inner join ${$.table('clientele_records')} as r on r.record_id = m.record_id
        where t.contact_id = r.contact_id and t.record_id = m.record_id`,
  )
}

function removeFollowers(table: Follower): Statement<Keys, unknown> {
  return statement(
    (_, $: Slots<Keys>) =>
      sql`delete from ${$.table(table)} where contact_id is not null and (contact_id, record_id) in
        (select contact_id, record_id from ${$.table('clientele_records')} where ${$.among('record_id', 'keys')})`,
  )
}

function movesOf($: Slots<Moves>): ReturnType<Slots<Moves>['relation']> {
  return $.relation('moves', 'm', { record_id: 'text', contact_id: 'text' })
}

type Follower = 'clientele_events' | 'clientele_rows' | 'clientele_consents'
const FOLLOWERS: readonly Follower[] = ['clientele_events', 'clientele_rows', 'clientele_consents']
const moves = FOLLOWERS.map(moveFollowers)
const removals = [
  ...FOLLOWERS.map(removeFollowers),
  deleteAmong('clientele_links', 'a'),
  deleteAmong('clientele_links', 'b'),
  forgetClaims,
  deleteAmong('clientele_records', 'record_id'),
]

export function recordRepository(connection: SqlConnection): RecordRepository {
  return {
    byIds: async (keys) => (keys.length === 0 ? [] : (await connection.all(byIds, { keys })).map(toRecord)),
    contactsOf: async (keys) => {
      if (keys.length === 0) return new Map()
      const found = await connection.all(contactsOf, { keys })
      return new Map(found.map((row) => [row.record_id, row.contact_id]))
    },
    ofContacts: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(ofContacts, { keys })).map(toRecord),
    claiming: async (identifiers) => {
      if (identifiers.length === 0) return []
      const asked = new Map(
        identifiers.map(({ type, value }) => [JSON.stringify([type, value]), [type, value]]),
      )
      return (await connection.all(claiming, { identifiers: [...asked.values()] })).map(toClaim)
    },
    put: async (changed) => {
      if (changed.length === 0) return
      await connection.run(forgetClaims, { keys: changed.map(({ recordId }) => recordId) })
      const latest = [...new Map(changed.map((record) => [record.recordId, record])).values()]
      await connection.write(records, latest.map(fromRecord), 'replace')
      await connection.write(claims, latest.flatMap(claimsOf), 'replace')
    },
    reassign: async (given) => {
      if (given.length === 0) return
      const last = new Map(given.map(({ recordId, contactId }) => [recordId, contactId]))
      for (const move of [...moves, moveClaims, moveRecords]) await connection.run(move, { moves: [...last] })
    },
    remove: async (keys) => {
      if (keys.length === 0) return
      for (const removal of removals) await connection.run(removal, { keys })
    },
    scan: async ({ after = '', limit }) => (await connection.all(page, { after, limit })).map(toRecord),
    count: async () => readNumber((await connection.first(count, {}))?.rows ?? 0),
  }
}

function fromRecord(record: ContactRecord): RecordRow {
  return {
    contact_id: record.contactId,
    record_id: record.recordId,
    source: record.source,
    source_key: record.sourceKey,
    founded_id: record.foundedId ?? null,
    first_seen_at: record.firstSeenAt,
    observed_at: record.observedAt,
    received_at: record.receivedAt,
    identifiers: writeJson(record.identifiers),
    said_at: writeJson(record.saidAt),
    raw: writeJson(record.raw),
    normalised: writeJson(record.values),
  }
}

function toRecord(row: RecordRow): ContactRecord {
  return {
    recordId: row.record_id,
    contactId: row.contact_id,
    source: row.source,
    sourceKey: row.source_key,
    foundedId: row.founded_id ?? undefined,
    firstSeenAt: readNumber(row.first_seen_at),
    observedAt: readNumber(row.observed_at),
    receivedAt: readNumber(row.received_at),
    identifiers: readJson(row.identifiers),
    saidAt: readJson(row.said_at),
    raw: readJson(row.raw),
    values: readJson(row.normalised),
  }
}

function claimsOf({ contactId, recordId, identifiers }: ContactRecord): readonly ClaimRow[] {
  return identifiers.map(({ type, value, verified }) => ({
    contact_id: contactId,
    record_id: recordId,
    type,
    value,
    verified: verified === undefined ? null : Number(verified),
  }))
}

function toClaim(row: ClaimRow): Claim {
  return {
    type: row.type,
    value: row.value,
    verified: readOptionalFlag(row.verified),
    recordId: row.record_id,
    contactId: row.contact_id,
  }
}
