import type { Run, RunRepository } from '@clientele/core'
import { sql } from 'kysely'
import { readJson, readNumber, readOptionalNumber, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type RunRow, runs } from '../schema/runs.ts'
import { type Slots, statement } from '../statement.ts'
import { type DueStatement, dueContacts } from './due.ts'
import { freeContact } from './free-contact.ts'
import { rowsOfEach, selectAmong } from './statements.ts'

type Keys = { readonly keys: readonly string[] }

const byIds = selectAmong('clientele_runs', 'run_id')
const ofContacts = selectAmong('clientele_runs', 'contact_id')

const liveOf = statement((db, $: Slots<Keys>) =>
  db
    .selectFrom('clientele_runs')
    .selectAll()
    .where($.among('contact_id', 'keys'))
    .where('state', '=', sql.lit('live')),
)

const standingOf = statement(
  (_, $: Slots<Keys>) =>
    sql<RunRow>`select * from (select r.*, row_number() over (
        partition by contact_id, scenario_id, run_key order by started_at desc, run_id desc) as place
      from ${rowsOfEach($, 'clientele_runs', 'contact_id')} as r) as ranked where place = 1 or state = 'live'`,
)

const due: DueStatement = statement(
  (_, $: Slots<{ readonly at: number; readonly limit: number }>) =>
    sql<{ readonly contact_id: string }>`select t.contact_id from ${$.table('clientele_runs')} as t
      ${freeContact($)} and t.state = 'live' and t.wake_at is not null and t.wake_at <= ${$.value('at')}
      order by t.wake_at, t.contact_id limit ${$.value('limit')}`,
)

const nextDue = statement((db) =>
  db
    .selectFrom('clientele_runs')
    .select((eb) => eb.fn.min('wake_at').as('at'))
    .where('state', '=', sql.lit('live'))
    .where('wake_at', 'is not', null),
)

const liveOfScenario = statement(
  (db, $: Slots<{ readonly scenario: string; readonly after: string; readonly limit: number }>) =>
    db
      .selectFrom('clientele_runs')
      .selectAll()
      .where('scenario_id', '=', $.value('scenario'))
      .where('state', '=', 'live')
      .where('run_id', '>', $.value('after'))
      .orderBy('run_id')
      .limit($.value('limit')),
)

const counts = statement(
  (_, $: Slots<{ readonly scenario: string }>) =>
    sql<{ readonly state: Run['state']; readonly place: string; readonly runs: number }>`
      select state, place, count(*) as runs from (
        select state, case when state = 'live' then node else coalesce(end_reason, '') end as place
        from ${$.table('clientele_runs')} where scenario_id = ${$.value('scenario')}) as placed
      group by state, place`,
)

export function runRepository(connection: SqlConnection): RunRepository {
  return {
    byIds: async (keys) => (keys.length === 0 ? [] : (await connection.all(byIds, { keys })).map(toRun)),
    liveOf: async (keys) => (keys.length === 0 ? [] : (await connection.all(liveOf, { keys })).map(toRun)),
    standingOf: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(standingOf, { keys })).map(toRun),
    ofContacts: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(ofContacts, { keys })).map(toRun),
    put: (changed) => connection.write(runs, endedFirst(changed).map(fromRun), 'replace'),
    due: (at, limit) => dueContacts(connection, due, at, limit),
    nextDue: async () => readOptionalNumber((await connection.first(nextDue, {}))?.at ?? null),
    liveOfScenario: async (scenario, { after = '', limit }) =>
      (await connection.all(liveOfScenario, { scenario, after, limit })).map(toRun),
    counts: async (scenario) => {
      const found = await connection.all(counts, { scenario })
      return found.map((row) => ({ state: row.state, at: row.place, runs: readNumber(row.runs) }))
    },
  }
}

/** A run that ends makes room for the one that starts in the same write. */
function endedFirst(changed: readonly Run[]): readonly Run[] {
  const last = [...new Map(changed.map((run) => [run.runId, run])).values()]
  return last.sort((a, b) => Number(a.state === 'live') - Number(b.state === 'live'))
}

function fromRun(run: Run): RunRow {
  return {
    contact_id: run.contactId,
    run_id: run.runId,
    scenario_id: run.scenarioId,
    scenario_version: run.scenarioVersion,
    run_key: run.runKey,
    state: run.state,
    node: run.node,
    started_at: run.startedAt,
    node_since: run.nodeSince,
    wake_at: run.wakeAt ?? null,
    trigger_data: writeJson(run.trigger),
    arms: writeJson(run.arms),
    sent: writeJson(run.sent),
    step: run.step,
    ended_at: run.endedAt ?? null,
    end_reason: run.endReason ?? null,
  }
}

function toRun(row: RunRow): Run {
  return {
    runId: row.run_id,
    scenarioId: row.scenario_id,
    scenarioVersion: readNumber(row.scenario_version),
    contactId: row.contact_id,
    runKey: row.run_key,
    state: row.state as Run['state'],
    node: row.node,
    startedAt: readNumber(row.started_at),
    nodeSince: readNumber(row.node_since),
    wakeAt: readOptionalNumber(row.wake_at),
    trigger: readJson(row.trigger_data),
    arms: readJson(row.arms),
    sent: readJson(row.sent),
    step: readNumber(row.step),
    endedAt: readOptionalNumber(row.ended_at),
    endReason: row.end_reason ?? undefined,
  }
}
