import { type GuardedSession, guardedSession } from '@clientele/storage-sql'
import { postgresError } from './postgres-error.ts'
import type { PooledClient, PostgresPool } from './postgres-pool.ts'
import { postgresSession } from './postgres-session.ts'

/** Where clients come from, and how their statements are named. */
export interface ClientSource {
  readonly pool: () => Promise<PostgresPool>
  readonly nameOf: (sql: string) => string
}

/** A client of the pool that nobody else uses, until it is given back. */
export interface BorrowedClient {
  readonly client: PooledClient
  readonly session: GuardedSession
  /** Notes that its connection is not to be used again. */
  readonly noteBroken: (error: Error) => void
  /** Ends the session, and gives the client back to the pool, to be thrown away if it is broken. */
  readonly giveBack: () => void
}

/** Borrows a client; a connection that breaks meanwhile is noted, and takes nothing down. */
export async function borrowClient({ pool, nameOf }: ClientSource): Promise<BorrowedClient> {
  const client = await connect(pool)
  let broken: Error | undefined
  const noteBroken = (error: Error): void => {
    broken ??= error
  }
  client.on('error', noteBroken)
  const session = guardedSession(postgresSession(client, nameOf, pool), postgresError)
  return {
    client,
    session,
    noteBroken,
    giveBack: () => {
      session.end()
      client.removeListener('error', noteBroken)
      client.release(broken)
    },
  }
}

async function connect(pool: ClientSource['pool']): Promise<PooledClient> {
  try {
    return await (await pool()).connect()
  } catch (error) {
    throw postgresError(error)
  }
}
