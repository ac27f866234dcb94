import { type GuardedSession, guardedSession } from '@clientele/storage-sql'
import { openDatabase } from './open-database.ts'
import { sqliteError } from './sqlite-error.ts'
import { sqliteSession } from './sqlite-session.ts'

/** A session that sees the base as it was when it was first read, and its end. */
export interface OpenView {
  readonly session: GuardedSession
  readonly end: () => Promise<void>
}

/** Begins to read on a connection of its own: the log lets others write meanwhile. */
export async function openView(path: string): Promise<OpenView> {
  const handle = await openDatabase(path)
  handle.exec('pragma query_only = on')
  handle.exec('begin')
  const session = guardedSession(sqliteSession(handle), sqliteError)
  return {
    session,
    end: async () => {
      session.end()
      handle.close()
    },
  }
}
