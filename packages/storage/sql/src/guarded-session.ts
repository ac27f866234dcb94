import { ClienteleError } from '@clientele/core'
import type { SqlSession } from './session.ts'

/** A session that can be ended, and that hands out errors as Clientele's. */
export interface GuardedSession extends SqlSession {
  /** From now on every call is refused: a write that nobody waited for must not land outside its transaction. */
  readonly end: () => void
}

/** @param toError what a driver's error is in Clientele's words. */
export function guardedSession(session: SqlSession, toError: (error: unknown) => unknown): GuardedSession {
  let isOver = false
  const guard = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (isOver) {
      throw new ClienteleError(
        'CLOSED',
        'Expected an open transaction, got one that has ended: wait for every call inside `transaction(work)`.',
      )
    }
    try {
      return await call()
    } catch (error) {
      throw toError(error)
    }
  }
  return {
    query: (sql, parameters) => guard(() => session.query(sql, parameters)),
    execute: (sql, parameters) => guard(() => session.execute(sql, parameters)),
    bulk: (sql, batches) => guard(() => session.bulk(sql, batches)),
    end: () => {
      isOver = true
    },
  }
}
