import type { GuardedSession } from '@clientele/storage-sql'
import { borrowClient, type ClientSource } from './borrow-client.ts'

/** A session that sees the base as it was when it was opened, and its end. */
export interface OpenView {
  readonly session: GuardedSession
  readonly end: () => Promise<void>
}

/** Begins a read-only transaction of one snapshot on a client of its own. */
export async function openView(options: ClientSource): Promise<OpenView> {
  const { session, noteBroken, giveBack } = await borrowClient(options)
  const end = async (): Promise<void> => {
    await session.execute('rollback', []).catch(noteBroken)
    giveBack()
  }
  try {
    await session.execute('begin transaction isolation level repeatable read read only', [])
  } catch (error) {
    await end()
    throw error
  }
  return { session, end }
}
