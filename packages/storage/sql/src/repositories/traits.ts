import type { TraitChange, TraitRepository, TraitValue } from '@clientele/core'
import { sql } from 'kysely'
import { readJson, readNumber, readOptionalNumber, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import type { WrittenRow } from '../schema/shape.ts'
import { type TraitChangeRow, type TraitRow, traitChanges, traits } from '../schema/traits.ts'
import { type Slots, statement } from '../statement.ts'
import { type DueStatement, dueContacts } from './due.ts'
import { freeContact } from './free-contact.ts'
import { selectEach } from './statements.ts'

const ofContacts = selectEach('clientele_traits', 'contact_id')

const changesOf = statement(
  (_, $: Slots<{ readonly keys: readonly string[] }>) =>
    sql<TraitChangeRow>`select * from ${$.table('clientele_trait_changes')}
      where ${$.among('contact_id', 'keys')} order by at, seq`,
)

const due: DueStatement = statement(
  (_, $: Slots<{ readonly at: number; readonly limit: number }>) =>
    sql<{ readonly contact_id: string }>`select t.contact_id from ${$.table('clientele_traits')} as t
      ${freeContact($)} and t.valid_until is not null and t.valid_until <= ${$.value('at')}
      order by t.valid_until, t.contact_id limit ${$.value('limit')}`,
)

const nextDue = statement((db) =>
  db
    .selectFrom('clientele_traits')
    .select((eb) => eb.fn.min('valid_until').as('at'))
    .where('valid_until', 'is not', null),
)

const drop = statement((db, $: Slots<{ readonly trait: string }>) =>
  db.deleteFrom('clientele_traits').where('trait_id', '=', $.value('trait')),
)

export function traitRepository(connection: SqlConnection): TraitRepository {
  return {
    ofContacts: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(ofContacts, { keys })).map(toValue),
    put: (changed) => connection.write(traits, changed.map(fromValue), 'replace'),
    appendChanges: (changes) => connection.write(traitChanges, changes.map(fromChange), 'fail'),
    due: (at, limit) => dueContacts(connection, due, at, limit),
    nextDue: async () => readOptionalNumber((await connection.first(nextDue, {}))?.at ?? null),
    changesOf: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(changesOf, { keys })).map(toChange),
    drop: (trait) => connection.run(drop, { trait }),
  }
}

function fromValue(value: TraitValue): TraitRow {
  return {
    contact_id: value.contactId,
    trait_id: value.traitId,
    value: writeJson(value.value),
    since: value.since,
    valid_until: value.validUntil ?? null,
    definition_version: value.definitionVersion,
  }
}

function toValue(row: TraitRow): TraitValue {
  return {
    traitId: row.trait_id,
    contactId: row.contact_id,
    value: readJson(row.value),
    since: readNumber(row.since),
    validUntil: readOptionalNumber(row.valid_until),
    definitionVersion: readNumber(row.definition_version),
  }
}

function fromChange(change: TraitChange): WrittenRow<TraitChangeRow> {
  return {
    contact_id: change.contactId,
    trait_id: change.traitId,
    value: writeJson(change.value),
    at: change.at,
    definition_version: change.definitionVersion,
  }
}

function toChange(row: TraitChangeRow): TraitChange {
  return {
    traitId: row.trait_id,
    contactId: row.contact_id,
    value: readJson(row.value),
    at: readNumber(row.at),
    definitionVersion: readNumber(row.definition_version),
  }
}
