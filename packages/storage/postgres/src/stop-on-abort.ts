import { refuseAborted } from '@clientele/core'
import type { PostgresClient, PostgresPool } from './postgres-pool.ts'

/** A statement that a signal may stop, and where. */
export interface StoppableStatement<Answer> {
  readonly client: PostgresClient
  /** Lends the connection over which the server is told to stop. */
  readonly pool: () => Promise<PostgresPool>
  readonly signal: AbortSignal
  readonly ask: () => Promise<Answer>
}

/**
 * Runs a statement that the server ends when the signal fires; its connection is as good as before. The order goes over
 * another connection of the pool: while none is free, the statement runs on.
 *
 * @throws `ABORTED`
 */
export async function stopOnAbort<Answer>(statement: StoppableStatement<Answer>): Promise<Answer> {
  const { client, pool, signal, ask } = statement
  refuseAborted(signal)
  const backend = await backendOf(client)
  refuseAborted(signal)
  let isOver = false
  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    const other = await (await pool()).connect()
    let broken: Error | undefined
    const noteBroken = (error: Error): void => {
      broken = error
    }
    other.on('error', noteBroken)
    try {
      // By now the statement may have ended, and its connection belong to somebody else.
      if (isOver) return
      stopping = other
        .query({ text: 'select pg_cancel_backend($1)', values: [backend] })
        .then(() => undefined, noteBroken)
      await stopping
    } finally {
      other.removeListener('error', noteBroken)
      other.release(broken)
    }
  }
  const onAbort = (): void => {
    // A server that cannot be told lets the statement run to its end.
    stop().catch(() => undefined)
  }
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await ask()
  } catch (error) {
    refuseAborted(signal, error)
    throw error
  } finally {
    isOver = true
    signal.removeEventListener('abort', onAbort)
    // An order on its way must not hit what the connection does next.
    await stopping
  }
}

async function backendOf(client: PostgresClient): Promise<number> {
  const { rows } = await client.query({ text: 'select pg_backend_pid() as pid' })
  return Number((rows[0] as { readonly pid: number | string }).pid)
}
