import { createHash } from 'node:crypto'
import type { QueryOptions, SqlParameter, SqlRow, SqlSession } from '@clientele/storage-sql'
import type { PostgresClient, PostgresPool } from './postgres-pool.ts'
import { stopOnAbort } from './stop-on-abort.ts'

/** Types (https://www.postgresql.org/docs/18/catalog-pg-type.html) that come as numbers: int8, int2, int4, floats. */
const NUMBERS: ReadonlySet<number> = new Set([20, 21, 23, 700, 701])

/** Numbers as numbers, everything else as the text that it is: JSON is parsed once, by whoever reads it. */
const types = {
  getTypeParser: (oid: number) => (NUMBERS.has(oid) ? Number : (text: string): string => text),
}

/**
 * Runs statements on a client; each is prepared once per connection, under a name made from its text. With a pool, a
 * signal stops a statement that is running.
 */
export function postgresSession(
  client: PostgresClient,
  nameOf: (sql: string) => string,
  pool?: () => Promise<PostgresPool>,
): SqlSession {
  const run = async (
    sql: string,
    parameters: readonly SqlParameter[],
    { once = false, signal }: QueryOptions = {},
  ): Promise<readonly SqlRow[]> => {
    const isWorthPreparing = parameters.length > 0 && !once
    const ask = (): ReturnType<PostgresClient['query']> =>
      client.query({
        name: isWorthPreparing ? nameOf(sql) : undefined,
        text: sql,
        values: parameters as unknown[],
        types,
      })
    const isStoppable = signal !== undefined && pool !== undefined
    const { rows } = await (isStoppable ? stopOnAbort({ client, pool, signal, ask }) : ask())
    return rows as readonly SqlRow[]
  }
  return {
    query: run,
    pages: async function* (sql, parameters, { size, signal }) {
      await run(`declare clientele_pages no scroll cursor for ${sql}`, parameters, { once: true, signal })
      try {
        for (;;) {
          const rows = await run(`fetch ${size} from clientele_pages`, [], { once: true, signal })
          if (rows.length > 0) yield rows
          if (rows.length < size) return
        }
      } finally {
        // After an error the transaction can only end, and the cursor with it.
        await run('close clientele_pages', [], { once: true }).catch(() => undefined)
      }
    },
    execute: async (sql, parameters) => {
      await run(sql, parameters)
    },
    bulk: async (sql, batches) => {
      for (const parameters of batches) await run(sql, parameters)
    },
  }
}

/** Names of prepared statements: the same text has the same name, whichever adapter uses the connection. */
export function statementNames(): (sql: string) => string {
  const names = new Map<string, string>()
  return (sql) => {
    let name = names.get(sql)
    if (name === undefined) {
      name = `clientele_${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`
      names.set(sql, name)
    }
    return name
  }
}
