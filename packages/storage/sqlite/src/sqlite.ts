import { ClienteleError, type Storage } from '@clientele/core'
import {
  checkSchemaVersion,
  connector,
  guardedSession,
  hostedStorage,
  isKyselyTransaction,
  kyselySession,
  mutex,
  type SqlSession,
  schemaVersion,
  sqlMigrations,
  sqlTransaction,
} from '@clientele/storage-sql'
import { askSqlite } from './ask-sqlite.ts'
import { checkWritable } from './check-writable.ts'
import { openDatabase } from './open-database.ts'
import { openView } from './open-view.ts'
import { prepareDatabase } from './prepare-database.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { sqliteError } from './sqlite-error.ts'
import { isInTransaction, isSqliteHandle, type SqliteHandle } from './sqlite-handle.ts'
import { parseSqliteOptions, type SqliteOptions } from './sqlite-options.ts'
import { sqliteSession } from './sqlite-session.ts'
import { type Writer, writer } from './writer.ts'

/** A handle with what works on it. */
interface Connection {
  readonly handle: SqliteHandle
  readonly session: SqlSession
  readonly writer: Writer
}

/**
 * Storage in one SQLite file: the embedded default.
 *
 * One writer at a time: transactions of one adapter wait for each other, those of several adapters or processes
 * wait for the file. A transaction opened inside another one would wait for ever. Every committed transaction
 * survives the death of the process.
 *
 * @param target a path, `':memory:'`, or an open handle of `node:sqlite`, `better-sqlite3` or `libsql`. A handle
 *   stays the host's: its settings are not touched and `close()` leaves it open.
 * @throws `INVALID_OPTIONS`
 *
 * @example
 * ```ts
 * const storage = sqlite('clientele.db')
 * await storage.migrations.up()
 * await storage.open()
 * ```
 */
export function sqlite(target: string | SqliteHandle, options: SqliteOptions = {}): Storage {
  const settings = parseSqliteOptions(options)
  const connect = connector(sqliteDialect)
  const exclusively = mutex()
  let connection: Promise<Connection> | undefined
  let isOpen = false

  const connected = (): Promise<Connection> => {
    connection ??= connectTo(target, settings).catch((error: unknown) => {
      connection = undefined
      throw sqliteError(error)
    })
    return connection
  }

  const transact = <Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> =>
    exclusively(async () => {
      const { session, writer } = await connected()
      const guarded = guardedSession(session, sqliteError)
      try {
        await writer.begin()
        const result = await work(guarded)
        await writer.commit()
        return result
      } catch (error) {
        writer.rollback()
        throw sqliteError(error)
      } finally {
        guarded.end()
      }
    })

  const read = <Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> =>
    exclusively(async () => {
      const { session } = await connected()
      return work(guardedSession(session, sqliteError))
    })

  const storage: Storage = {
    id: 'sqlite',
    capabilities: { durable: target !== ':memory:', multiWorker: false, select: true },
    migrations: sqlMigrations({ dialect: sqliteDialect, transact, read }),
    open: async () => {
      const current = await read((session) => schemaVersion(sqliteDialect, session))
      checkSchemaVersion(current)
      await exclusively(async () => checkWritable((await connected()).handle))
      isOpen = true
    },
    transaction: async (work) => {
      if (!isOpen) throw notOpen()
      return transact((session) => work(sqlTransaction(connect(session))))
    },
    view: isFile(target)
      ? async () => {
          if (!isOpen) throw notOpen()
          const { session, end } = await openView(target)
          return { transaction: sqlTransaction(connect(session)), end }
        }
      : undefined,
    sql: isFile(target)
      ? async (text, questionOptions) => {
          if (!isOpen) throw notOpen()
          return askSqlite(target)(text, questionOptions)
        }
      : undefined,
    within: (hostTransaction) =>
      hostedStorage({
        storage,
        session: hostSession(hostTransaction),
        connect,
        toError: sqliteError,
      }),
    close: () =>
      exclusively(async () => {
        isOpen = false
        const closing = connection
        connection = undefined
        if (typeof target === 'string') closeDatabase((await closing)?.handle)
      }),
  }
  return storage
}

/** Another connection can be opened to a file only. */
function isFile(target: string | SqliteHandle): target is string {
  return typeof target === 'string' && target !== ':memory:' && target !== ''
}

async function connectTo(
  target: string | SqliteHandle,
  settings: Required<SqliteOptions>,
): Promise<Connection> {
  const handle = typeof target === 'string' ? await openDatabase(target) : target
  if (typeof target === 'string') prepareDatabase(handle, settings)
  return { handle, session: sqliteSession(handle), writer: writer(handle, settings.busyTimeoutMs) }
}

/** Copies the log into the file first, so that what is left is one file. */
function closeDatabase(handle: SqliteHandle | undefined): void {
  if (handle === undefined) return
  try {
    handle.exec('pragma wal_checkpoint(truncate)')
  } catch {
    // Another connection is reading, or the file is in a bad way: the log is kept, and nothing is lost.
  }
  handle.close()
}

function hostSession(hostTransaction: unknown): SqlSession {
  if (isKyselyTransaction(hostTransaction)) return kyselySession(hostTransaction)
  if (isSqliteHandle(hostTransaction) && isInTransaction(hostTransaction) !== false) {
    return sqliteSession(hostTransaction)
  }
  throw new ClienteleError(
    'INVALID_OPTIONS',
    'Expected an SQLite handle on which a transaction was begun, or a Kysely transaction, got something else: begin it before `within`.',
  )
}

function notOpen(): ClienteleError {
  return new ClienteleError(
    'CLOSED',
    'Expected an open storage, got one that is closed: call `open()` first.',
  )
}
