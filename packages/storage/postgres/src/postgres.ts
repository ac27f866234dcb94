import { ClienteleError, type Storage } from '@clientele/core'
import {
  checkSchemaVersion,
  connector,
  hostedStorage,
  isKyselyTransaction,
  kyselySession,
  type SqlSession,
  schemaVersion,
  sqlMigrations,
  sqlTransaction,
} from '@clientele/storage-sql'
import { askPostgres } from './ask-postgres.ts'
import { openPool } from './open-pool.ts'
import { openView } from './open-view.ts'
import { postgresDialect } from './postgres-dialect.ts'
import { postgresError } from './postgres-error.ts'
import { type PostgresOptions, parsePostgresOptions } from './postgres-options.ts'
import { isPostgresClient, type PostgresPool } from './postgres-pool.ts'
import { postgresSession, statementNames } from './postgres-session.ts'
import { transact } from './transact.ts'

/**
 * Storage in PostgreSQL (13 or later): for production, with many workers at once.
 *
 * Transactions are READ COMMITTED; contacts that are read are locked until the end, and due timers and messages
 * that another worker is at are skipped. After a conflict or a lost connection the work runs again, three times at
 * most. Through PgBouncer in transaction mode, let it keep prepared statements (`max_prepared_statements`).
 *
 * @param target a connection string, or a pool of `pg`. A pool stays the host's: `close()` leaves it open.
 * @throws `INVALID_OPTIONS`
 *
 * @example
 * ```ts
 * const storage = postgres('postgres://shop@localhost/shop', { schema: 'clientele' })
 * await storage.migrations.up()
 * await storage.open()
 * ```
 */
export function postgres(target: string | PostgresPool, options: PostgresOptions = {}): Storage {
  const settings = parsePostgresOptions(options)
  const dialect = postgresDialect(settings.schema)
  const connect = connector(dialect)
  const nameOf = statementNames()
  let opening: Promise<PostgresPool> | undefined
  let isOpen = false

  const pool = (): Promise<PostgresPool> => {
    opening ??= poolOf(target, settings).catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }
  const run = <Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> =>
    transact({ pool, nameOf }, work)

  const storage: Storage = {
    id: 'postgres',
    capabilities: { durable: true, multiWorker: true, select: true },
    migrations: sqlMigrations({ dialect, read: run, transact: run }),
    open: async () => {
      await run(async (session) => {
        checkSchemaVersion(await schemaVersion(dialect, session))
        await checkWritable(session)
      })
      isOpen = true
    },
    transaction: async (work) => {
      if (!isOpen) throw notOpen()
      return run((session) => work(sqlTransaction(connect(session))))
    },
    view: async () => {
      if (!isOpen) throw notOpen()
      const { session, end } = await openView({ pool, nameOf })
      return { transaction: sqlTransaction(connect(session)), end }
    },
    sql: async (text, questionOptions) => {
      if (!isOpen) throw notOpen()
      return askPostgres(pool, settings.schema)(text, questionOptions)
    },
    within: (hostTransaction) =>
      hostedStorage({
        storage,
        session: hostSession(hostTransaction, nameOf),
        connect,
        toError: postgresError,
      }),
    close: async () => {
      isOpen = false
      const closing = opening
      opening = undefined
      if (typeof target === 'string') await (await closing)?.end()
    },
  }
  return storage
}

async function poolOf(
  target: string | PostgresPool,
  settings: ReturnType<typeof parsePostgresOptions>,
): Promise<PostgresPool> {
  const pool = typeof target === 'string' ? await openPool(target, settings) : target
  // An idle client that loses its connection is replaced by the pool; unheard, its error would end the process. One
  // ear a pool is enough, however many storages a host opens on it.
  if (!heard.has(pool)) pool.on('error', () => undefined)
  heard.add(pool)
  return pool
}

const heard = new WeakSet<PostgresPool>()

async function checkWritable(session: SqlSession): Promise<void> {
  const [row] = await session.query("select current_setting('transaction_read_only') as read_only", [])
  if (row?.read_only !== 'on') return
  throw new ClienteleError(
    'STORAGE_READ_ONLY',
    'Expected a database that may be written, got a read-only one: connect to the primary server.',
  )
}

function hostSession(hostTransaction: unknown, nameOf: (sql: string) => string): SqlSession {
  if (isKyselyTransaction(hostTransaction)) return kyselySession(hostTransaction)
  if (
    isPostgresClient(hostTransaction) &&
    !('connect' in hostTransaction && 'totalCount' in hostTransaction)
  ) {
    return postgresSession(hostTransaction, nameOf)
  }
  throw new ClienteleError(
    'INVALID_OPTIONS',
    'Expected a client of `pg` on which a transaction was begun, or a Kysely transaction, got something else: begin it before `within`.',
  )
}

function notOpen(): ClienteleError {
  return new ClienteleError(
    'CLOSED',
    'Expected an open storage, got one that is closed: call `open()` first.',
  )
}
