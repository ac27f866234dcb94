import { ClienteleError, isClienteleError, type JsonValue, type ReadOnlySql } from '@clientele/core'
import { questionTimedOut, readOnlyQuestion } from '@clientele/storage-sql'
import { postgresError } from './postgres-error.ts'
import type { PostgresPool } from './postgres-pool.ts'

/** How the types (https://www.postgresql.org/docs/18/catalog-pg-type.html) are answered; others are text. */
const READERS: { readonly [oid: number]: (text: string) => JsonValue } = {
  16: (text) => text === 't',
  20: numberOrText,
  21: Number,
  23: Number,
  114: (text) => JSON.parse(text) as JsonValue,
  700: numberOrText,
  701: numberOrText,
  3802: (text) => JSON.parse(text) as JsonValue,
}

const types = { getTypeParser: (oid: number) => READERS[oid] ?? ((text: string): JsonValue => text) }

/** Whole numbers beyond 2^53 stay text, and so do `NaN` and `Infinity`. */
function numberOrText(text: string): JsonValue {
  const number = Number(text)
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
    ? number
    : text
}

/**
 * Makes the read-only door of a pool: each question runs in a read-only transaction of its own, with a time-out of the
 * server's, and is rolled back. The extended protocol takes one statement only.
 */
export function askPostgres(pool: () => Promise<PostgresPool>, schema: string | undefined): ReadOnlySql {
  return async (text, options) => {
    const { sql, parameters, limit, timeoutMs } = readOnlyQuestion(text, options)
    const client = await (await pool()).connect().catch((error: unknown) => {
      throw postgresError(error)
    })
    let broken: Error | undefined
    try {
      await client.query({ text: 'begin transaction read only' })
      await client.query({ text: `set local statement_timeout = ${timeoutMs}` })
      if (schema !== undefined) await client.query({ text: `set local search_path = "${schema}", public` })
      const { rows } = await client.query({
        // A line of its own: a comment at the end of the question must not swallow the bracket.
        text: `select * from (${sql}\n) as question limit ${limit + 1}`,
        values: [...parameters],
        queryMode: 'extended',
        types,
      })
      const found = rows as readonly { readonly [column: string]: JsonValue }[]
      return { rows: found.slice(0, limit), truncated: found.length > limit }
    } catch (error) {
      throw refused(postgresError(error), timeoutMs)
    } finally {
      await client.query({ text: 'rollback' }).catch((error: Error) => {
        broken = error
      })
      client.release(broken)
    }
  }
}

function refused(error: unknown, timeoutMs: number): unknown {
  if (!isClienteleError(error)) return error
  const state = error.details?.sqlState
  if (state === '57014') return questionTimedOut(timeoutMs)
  if (state !== '25006') return error
  return new ClienteleError(
    'STORAGE_READ_ONLY',
    'Expected a question that only reads, got one that would write; this door refuses it.',
    { cause: error },
  )
}
