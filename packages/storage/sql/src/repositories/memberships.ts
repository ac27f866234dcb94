import type { Membership, MembershipChange, MembershipRepository } from '@clientele/core'
import { sql } from 'kysely'
import { readNumber, readOptionalNumber } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import {
  type MembershipChangeRow,
  type MembershipRow,
  membershipChanges,
  memberships,
} from '../schema/memberships.ts'
import type { WrittenRow } from '../schema/shape.ts'
import { type Slots, statement } from '../statement.ts'
import { type DueStatement, dueContacts } from './due.ts'
import { freeContact } from './free-contact.ts'
import { selectAmong, selectEach } from './statements.ts'

interface MembersPage {
  readonly segment: string
  readonly after: string
  readonly limit: number
}

const ofContacts = selectEach('clientele_memberships', 'contact_id')
const changesOf = selectAmong('clientele_membership_changes', 'contact_id')

const due: DueStatement = statement(
  (_, $: Slots<{ readonly at: number; readonly limit: number }>) =>
    sql<{ readonly contact_id: string }>`select t.contact_id from ${$.table('clientele_memberships')} as t
      ${freeContact($)} and t.valid_until is not null and t.valid_until <= ${$.value('at')}
      order by t.valid_until, t.contact_id limit ${$.value('limit')}`,
)

const nextDue = statement((db) =>
  db
    .selectFrom('clientele_memberships')
    .select((eb) => eb.fn.min('valid_until').as('at'))
    .where('valid_until', 'is not', null),
)

const members = statement((db, $: Slots<MembersPage>) =>
  db
    .selectFrom('clientele_memberships')
    .select('contact_id')
    .where('segment_id', '=', $.value('segment'))
    .where('member', '=', 1)
    .where('contact_id', '>', $.value('after'))
    .orderBy('contact_id')
    .limit($.value('limit')),
)

const count = statement((db, $: Slots<{ readonly segment: string }>) =>
  db
    .selectFrom('clientele_memberships')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .where('segment_id', '=', $.value('segment'))
    .where('member', '=', 1),
)

/** Whose last change up to the instant is an entry. */
const membersAt = statement(
  (_, $: Slots<MembersPage & { readonly at: number }>) =>
    sql<{ readonly contact_id: string }>`select c.contact_id
      from ${$.table('clientele_membership_changes')} as c
      where c.segment_id = ${$.value('segment')} and c.contact_id > ${$.value('after')}
      and c.at <= ${$.value('at')} and c.entered = 1 and not exists (
        select 1 from ${$.table('clientele_membership_changes')} as n
        where n.segment_id = c.segment_id and n.contact_id = c.contact_id
        and n.at <= ${$.value('at')} and (n.at, n.seq) > (c.at, c.seq))
      order by c.contact_id limit ${$.value('limit')}`,
)

const drop = statement((db, $: Slots<{ readonly segment: string }>) =>
  db.deleteFrom('clientele_memberships').where('segment_id', '=', $.value('segment')),
)

export function membershipRepository(connection: SqlConnection): MembershipRepository {
  return {
    ofContacts: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(ofContacts, { keys })).map(toMembership),
    put: (changed) => connection.write(memberships, changed.map(fromMembership), 'replace'),
    appendChanges: (changes) => connection.write(membershipChanges, changes.map(fromChange), 'fail'),
    due: (at, limit) => dueContacts(connection, due, at, limit),
    nextDue: async () => readOptionalNumber((await connection.first(nextDue, {}))?.at ?? null),
    members: async (segment, { after = '', limit }) =>
      (await connection.all(members, { segment, after, limit })).map((row) => row.contact_id),
    count: async (segment) => readNumber((await connection.first(count, { segment }))?.rows ?? 0),
    membersAt: async (segment, at, { after = '', limit }) =>
      (await connection.all(membersAt, { segment, at, after, limit })).map((row) => row.contact_id),
    changesOf: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(changesOf, { keys })).map(toChange),
    drop: (segment) => connection.run(drop, { segment }),
  }
}

function fromMembership(membership: Membership): MembershipRow {
  return {
    contact_id: membership.contactId,
    segment_id: membership.segmentId,
    member: Number(membership.member),
    since: membership.since,
    valid_until: membership.validUntil ?? null,
    definition_version: membership.definitionVersion,
  }
}

function toMembership(row: MembershipRow): Membership {
  return {
    segmentId: row.segment_id,
    contactId: row.contact_id,
    member: readNumber(row.member) === 1,
    since: readNumber(row.since),
    validUntil: readOptionalNumber(row.valid_until),
    definitionVersion: readNumber(row.definition_version),
  }
}

function fromChange(change: MembershipChange): WrittenRow<MembershipChangeRow> {
  return {
    contact_id: change.contactId,
    segment_id: change.segmentId,
    entered: Number(change.entered),
    at: change.at,
    definition_version: change.definitionVersion,
  }
}

function toChange(row: MembershipChangeRow): MembershipChange {
  return {
    segmentId: row.segment_id,
    contactId: row.contact_id,
    entered: readNumber(row.entered) === 1,
    at: readNumber(row.at),
    definitionVersion: readNumber(row.definition_version),
  }
}
