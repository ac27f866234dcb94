import { setTimeout as pause } from 'node:timers/promises'
import { ClienteleError } from '@clientele/core'
import type { SqlSession } from '@clientele/storage-sql'
import { borrowClient, type ClientSource } from './borrow-client.ts'
import { isConflict, isConnectionLoss, postgresError } from './postgres-error.ts'
import type { PooledClient } from './postgres-pool.ts'

const ATTEMPTS = 3
/** Before the next attempt, growing with each. */
const PAUSE_MS = 20

/**
 * Runs work in a transaction of a client of its own. After a conflict with another worker, or a connection that
 * was lost before the commit was sent, the work runs again from the start: three times at most.
 */
export async function transact<Result>(
  options: ClientSource,
  work: (session: SqlSession) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(options, work)
    } catch (error) {
      const mayRunAgain = isConflict(error) || (isConnectionLoss(error) && !isInDoubt(error))
      if (!mayRunAgain || attempt === ATTEMPTS) throw error
    }
    await pause(PAUSE_MS * attempt)
  }
}

async function attemptOnce<Result>(
  options: ClientSource,
  work: (session: SqlSession) => Promise<Result>,
): Promise<Result> {
  const { client, session, noteBroken, giveBack } = await borrowClient(options)
  try {
    await session.execute('begin isolation level read committed', [])
    const result = await work(session)
    await commit(client)
    return result
  } catch (error) {
    if (isConnectionLoss(error)) noteBroken(error as Error)
    else await session.execute('rollback', []).catch(noteBroken)
    throw error
  } finally {
    giveBack()
  }
}

async function commit(client: PooledClient): Promise<void> {
  let command: string
  try {
    command = (await client.query({ text: 'commit' })).command
  } catch (error) {
    if (!isConnectionLoss(error)) throw postgresError(error)
    throw new ClienteleError(
      'STORAGE_UNAVAILABLE',
      'Expected an answer to a commit, got a lost connection: nobody knows whether it was done. Every write is harmless when repeated: try again.',
      { cause: error, retryable: true, details: { commit: 'unknown' } },
    )
  }
  // A commit after a failed statement is a rollback, and PostgreSQL does not call that an error.
  if (command === 'COMMIT') return
  throw new ClienteleError(
    'STORAGE_FAILED',
    'Expected a commit, got a rollback: a statement of the transaction had failed and its error was caught. Let it through.',
  )
}

function isInDoubt(error: unknown): boolean {
  return (error as ClienteleError).details?.commit === 'unknown'
}
