import { setTimeout as pause } from 'node:timers/promises'
import { isBusy } from './sqlite-error.ts'
import { isInTransaction, type SqliteHandle } from './sqlite-handle.ts'

const LONGEST_PAUSE_MS = 50

/**
 * Begins and ends write transactions on a handle. Waiting for another writer is done here and not by SQLite's busy
 * handler, which would block the thread, and with it a writer of this very process.
 */
export interface Writer {
  readonly begin: () => Promise<void>
  readonly commit: () => Promise<void>
  /** Leaves nothing of the transaction; never throws. */
  readonly rollback: () => void
}

export function writer(handle: SqliteHandle, busyTimeoutMs: number): Writer {
  const untilFree = async (sql: string): Promise<void> => {
    const deadline = performance.now() + busyTimeoutMs
    for (let wait = 1; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        handle.exec(sql)
        return
      } catch (error) {
        if (!isBusy(error) || performance.now() >= deadline) throw error
      }
      await pause(wait)
    }
  }
  return {
    // `immediate`: whoever begins has the right to write, so no later statement can find the file locked.
    begin: () => untilFree('begin immediate'),
    commit: () => untilFree('commit'),
    rollback: () => {
      // SQLite has rolled back by itself after some errors, such as a full disk.
      if (isInTransaction(handle) === false) return
      try {
        handle.exec('rollback')
      } catch {
        // Nothing was open.
      }
    },
  }
}
