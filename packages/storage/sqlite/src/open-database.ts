import { ClienteleError } from '@clientele/core'
import type { SqliteHandle } from './sqlite-handle.ts'

type OpenDatabase = new (path: string) => SqliteHandle

/** Opens a file with the driver that is there: `node:sqlite` where Node has it, else `libsql`. */
export async function openDatabase(path: string): Promise<SqliteHandle> {
  const Database = nodeDriver() ?? (await libsqlDriver())
  return new Database(path)
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
