import { MAX_INSTANT, type Score, type ScoreRepository } from '@clientele/core'
import { sql } from 'kysely'
import { readJson, readNumber, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type ScoreRow, scores } from '../schema/scores.ts'
import { type Slots, statement } from '../statement.ts'

const latestOf = statement(
  (_, $: Slots<{ readonly keys: readonly string[] }>) =>
    sql<ScoreRow>`select s.* from ${$.table('clientele_scores')} as s
      where ${$.among('s.contact_id', 'keys')} and not exists (
        select 1 from ${$.table('clientele_scores')} as n
        where n.contact_id = s.contact_id and n.scorer_id = s.scorer_id and n.at > s.at)`,
)

const page = statement(
  (
    db,
    $: Slots<{
      readonly scorer: string
      readonly at: number
      readonly after: string
      readonly limit: number
    }>,
  ) =>
    db
      .selectFrom('clientele_scores')
      .selectAll()
      .where('scorer_id', '=', $.value('scorer'))
      .where('at', '=', $.value('at'))
      .where('contact_id', '>', $.value('after'))
      .orderBy('contact_id')
      .limit($.value('limit')),
)

/** The date before another one: dates are few and scores are many, so they are found one by one. */
const dateBefore = statement((db, $: Slots<{ readonly scorer: string; readonly at: number }>) =>
  db
    .selectFrom('clientele_scores')
    .select('at')
    .where('scorer_id', '=', $.value('scorer'))
    .where('at', '<', $.value('at'))
    .orderBy('at', 'desc')
    .limit(sql.lit(1)),
)

export function scoreRepository(connection: SqlConnection): ScoreRepository {
  return {
    put: (changed) => connection.write(scores, changed.map(fromScore), 'replace'),
    latestOf: async (keys) =>
      keys.length === 0 ? [] : (await connection.all(latestOf, { keys })).map(toScore),
    scan: async (scorer, at, { after = '', limit }) =>
      (await connection.all(page, { scorer, at, after, limit })).map(toScore),
    dates: async (scorer) => {
      const dates: number[] = []
      for (let before = MAX_INSTANT + 1; ; before = dates.at(-1)!) {
        const found = await connection.first(dateBefore, { scorer, at: before })
        if (found === undefined) return dates
        dates.push(readNumber(found.at))
      }
    },
  }
}

function fromScore(score: Score): ScoreRow {
  return {
    contact_id: score.contactId,
    scorer_id: score.scorerId,
    at: score.at,
    data: writeJson(score.values),
  }
}

function toScore(row: ScoreRow): Score {
  return {
    scorerId: row.scorer_id,
    contactId: row.contact_id,
    at: readNumber(row.at),
    values: readJson(row.data),
  }
}
