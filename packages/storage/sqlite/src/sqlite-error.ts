import { ClienteleError, type ClienteleErrorCode, isClienteleError } from '@clientele/core'

/** Primary result codes of SQLite (https://sqlite.org/rescode.html) that have a meaning of their own here. */
const CODES: {
  readonly [code: number]: {
    readonly name: string
    readonly code: ClienteleErrorCode
    readonly advice: string
  }
} = {
  5: {
    name: 'SQLITE_BUSY',
    code: 'STORAGE_BUSY',
    advice: 'another connection is writing: try again, or raise `busyTimeoutMs`',
  },
  6: { name: 'SQLITE_LOCKED', code: 'STORAGE_BUSY', advice: 'another statement holds the table: try again' },
  8: {
    name: 'SQLITE_READONLY',
    code: 'STORAGE_READ_ONLY',
    advice: 'give the process the right to write the file and its folder',
  },
  11: {
    name: 'SQLITE_CORRUPT',
    code: 'STORAGE_CORRUPT',
    advice: 'the file is damaged: restore a backup, or try `.recover` of the sqlite3 shell on a copy',
  },
  13: {
    name: 'SQLITE_FULL',
    code: 'STORAGE_FULL',
    advice: 'nothing was written: free some space and try again',
  },
  14: {
    name: 'SQLITE_CANTOPEN',
    code: 'STORAGE_UNAVAILABLE',
    advice: 'check that the folder exists and may be written to',
  },
  26: {
    name: 'SQLITE_NOTADB',
    code: 'STORAGE_CORRUPT',
    advice: 'the file is not an SQLite database: check the path, or restore a backup',
  },
}

/** An error of any SQLite driver in Clientele's words; errors that are not SQLite's stay as they are. */
export function sqliteError(error: unknown): unknown {
  if (isClienteleError(error)) return error
  const result = resultCode(error)
  if (result === undefined) return error
  const known = CODES[result]
  const code = known?.code ?? 'STORAGE_FAILED'
  const retryable = code === 'STORAGE_BUSY' || code === 'STORAGE_FULL'
  return new ClienteleError(
    code,
    `Expected SQLite to do its work, got ${known?.name ?? `result code ${result}`}: ` +
      `${known?.advice ?? 'see `cause`'}.`,
    { cause: error, retryable },
  )
}

/** Is this the answer that somebody else is writing? */
export function isBusy(error: unknown): boolean {
  const result = resultCode(error)
  return result === 5 || result === 6
}

/** The primary result code: `rawCode` of libsql, `errcode` of node:sqlite, or by the name that `code` is. */
export function resultCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { rawCode, errcode, code } = error as { rawCode?: unknown; errcode?: unknown; code?: unknown }
  for (const value of [rawCode, errcode]) if (typeof value === 'number') return value & 0xff
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return undefined
  const named = Object.entries(CODES).find(([, { name }]) => code === name || code.startsWith(`${name}_`))
  return named === undefined ? 1 : Number(named[0])
}
