import { ClienteleError } from '@clientele/core'
import type { SqlSession } from './session.ts'

/** A session that can be ended, and that hands out errors as Clientele's. */
export interface GuardedSession extends SqlSession {
  /** From now on every call is refused: a write that nobody waited for must not land outside its transaction. */
  readonly end: () => void
}

/** @param toError what a driver's error is in Clientele's words. */
export function guardedSession(session: SqlSession, toError: (error: unknown) => unknown): GuardedSession {
  const { pages } = session
  let isOver = false
  const fail = (error: unknown): never => {
    throw toError(error)
  }
  const guard = <Result>(call: () => Promise<Result>): Promise<Result> =>
    isOver ? Promise.reject(ended()) : call().catch(fail)
  return {
    query: (sql, parameters, options) => guard(() => session.query(sql, parameters, options)),
    execute: (sql, parameters) => guard(() => session.execute(sql, parameters)),
    bulk: (sql, batches) => guard(() => session.bulk(sql, batches)),
    pages:
      pages &&
      async function* (sql, parameters, options) {
        const all = pages(sql, parameters, options)[Symbol.asyncIterator]()
        try {
          for (;;) {
            const next = await guard(() => all.next())
            if (next.done === true) return
            yield next.value
          }
        } finally {
          await all.return?.()
        }
      },
    end: () => {
      isOver = true
    },
  }
}

function ended(): ClienteleError {
  return new ClienteleError(
    'CLOSED',
    'Expected an open transaction, got one that has ended: wait for every call inside `transaction(work)`.',
  )
}
