import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ClienteleError } from '@clientele/core'
import { resultCode } from './sqlite-error.ts'
import type { SqliteHandle } from './sqlite-handle.ts'

type OpenDatabase = new (path: string) => SqliteHandle

/**
 * Opens a file with the driver that is there: `node:sqlite` where Node has it, else `libsql`.
 * @throws `STORAGE_UNAVAILABLE`, `STORAGE_READ_ONLY`, `MISSING_PEER`
 */
export async function openDatabase(path: string): Promise<SqliteHandle> {
  const Database = nodeDriver() ?? (await libsqlDriver())
  try {
    return new Database(path)
  } catch (error) {
    // A code says more than a guess; libsql has none when it cannot open a file.
    const result = resultCode(error)
    throw result === undefined || result === CANNOT_OPEN || result === 1 ? cannotOpen(path, error) : error
  }
}

/** `SQLITE_CANTOPEN`. */
const CANNOT_OPEN = 14

function cannotOpen(path: string, cause: unknown): ClienteleError {
  const folder = dirname(resolve(path))
  if (!existsSync(folder)) {
    return new ClienteleError(
      'STORAGE_UNAVAILABLE',
      `Expected to open \`${path}\`, got no folder \`${folder}\`: create it.`,
      { cause },
    )
  }
  if (!isWritable(folder) || (existsSync(path) && !isWritable(path))) {
    return new ClienteleError(
      'STORAGE_READ_ONLY',
      `Expected to open \`${path}\`, got a file or folder that may not be written: give the process the right to.`,
      { cause },
    )
  }
  return new ClienteleError(
    'STORAGE_UNAVAILABLE',
    `Expected to open \`${path}\`, got a refusal: see \`cause\`.`,
    {
      cause,
    },
  )
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function nodeDriver(): OpenDatabase | undefined {
  const builtin = process.getBuiltinModule as ((id: string) => object | undefined) | undefined
  const module = builtin?.('node:sqlite') as { readonly DatabaseSync: OpenDatabase } | undefined
  return module?.DatabaseSync
}

async function libsqlDriver(): Promise<OpenDatabase> {
  try {
    const { default: Database } = await import('libsql')
    return Database as unknown as OpenDatabase
  } catch (error) {
    throw new ClienteleError(
      'MISSING_PEER',
      'Expected an SQLite driver, got none: this Node has no `node:sqlite`, and `libsql` does not load. ' +
        'Run `npm install libsql`, or give `sqlite()` a handle of better-sqlite3.',
      { cause: error },
    )
  }
}
