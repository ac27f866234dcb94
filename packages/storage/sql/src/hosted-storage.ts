import type { Storage, StorageTransaction } from '@clientele/core'
import type { SqlConnection } from './connection.ts'
import { guardedSession } from './guarded-session.ts'
import { mutex } from './mutex.ts'
import type { SqlSession } from './session.ts'
import { sqlTransaction } from './transaction.ts'

/** What a storage inside a host's transaction is made of. */
export interface HostedStorageOptions {
  readonly storage: Storage
  readonly session: SqlSession
  readonly connect: (session: SqlSession) => SqlConnection
  readonly toError: (error: unknown) => unknown
}

/**
 * A storage inside a transaction that the host began and will end. Each piece of work is a savepoint: when it
 * fails nothing of it is left, and the host's transaction goes on.
 */
export function hostedStorage({ storage, session, connect, toError }: HostedStorageOptions): Storage {
  const oneByOne = mutex()
  const attempt = async <Result>(
    work: (transaction: StorageTransaction) => Promise<Result>,
  ): Promise<Result> => {
    const guarded = guardedSession(session, toError)
    await guarded.execute('savepoint clientele', [])
    try {
      const result = await work(sqlTransaction(connect(guarded)))
      await guarded.execute('release savepoint clientele', [])
      return result
    } catch (error) {
      await session.execute('rollback to savepoint clientele', []).catch(() => undefined)
      await session.execute('release savepoint clientele', []).catch(() => undefined)
      throw error
    } finally {
      guarded.end()
    }
  }
  return {
    ...storage,
    open: async () => undefined,
    transaction: (work) => oneByOne(() => attempt(work)),
    close: async () => undefined,
  }
}
