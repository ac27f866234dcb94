import { type GuardedSession, guardedSession } from '@clientele/storage-sql'
import { postgresError } from './postgres-error.ts'
import { postgresSession } from './postgres-session.ts'
import { lend, type TransactOptions } from './transact.ts'

/** A session that sees the base as it was when it was opened, and its end. */
export interface OpenView {
  readonly session: GuardedSession
  readonly end: () => Promise<void>
}

/** Begins a read-only transaction of one snapshot on a client of its own. */
export async function openView({ pool, nameOf }: TransactOptions): Promise<OpenView> {
  const client = await lend(pool)
  let broken: Error | undefined
  const noteBroken = (error: Error): void => {
    broken = error
  }
  client.on('error', noteBroken)
  const session = guardedSession(postgresSession(client, nameOf, pool), postgresError)
  const end = async (): Promise<void> => {
    await session.execute('rollback', []).catch(noteBroken)
    session.end()
    client.removeListener('error', noteBroken)
    client.release(broken)
  }
  try {
    await session.execute('begin transaction isolation level repeatable read read only', [])
  } catch (error) {
    await end()
    throw error
  }
  return { session, end }
}
