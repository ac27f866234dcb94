import Database from 'libsql'
import type { Write } from './recorder.ts'
import { type HandWrite, handRows } from './rows.ts'

/** The least that can be done with the same driver: rows written by prepared statements, nothing read or checked. */
export interface SqliteCeiling {
  /** Writes what one transaction wrote. */
  readonly write: (writes: readonly Write[]) => void
  readonly close: () => void
}

/** Opens a file with the settings of the adapter. */
export function sqliteCeiling(path: string): SqliteCeiling {
  const db = new Database(path)
  for (const setting of [
    'journal_mode = wal',
    'synchronous = normal',
    'wal_autocheckpoint = 8000',
    'cache_size = -65536',
    'temp_store = memory',
  ])
    db.exec(`pragma ${setting}`)
  const prepared = new Map<HandWrite, Database.Statement>()
  const statementOf = (write: HandWrite): Database.Statement => {
    let statement = prepared.get(write)
    if (statement === undefined) {
      statement = db.prepare(sqlOf(write))
      prepared.set(write, statement)
    }
    return statement
  }
  return {
    write: (writes) => {
      db.exec('begin immediate')
      for (const one of writes)
        for (const { write, rows } of handRows(one)) {
          const statement = statementOf(write)
          for (const cells of rows) statement.run(...cells)
        }
      db.exec('commit')
    },
    close: () => db.close(),
  }
}

function sqlOf({ table, columns, key, updates }: HandWrite): string {
  const names = columns.map(([name]) => name)
  const changed = names.filter((name) => key?.includes(name) !== true)
  if (updates === true)
    return `update ${table} set ${changed.map((name) => `${name} = ?`).join(', ')} where ${key?.join()} = ?`
  const insert = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`
  if (key === undefined) return insert
  const set = changed.map((name) => `${name} = excluded.${name}`).join(', ')
  return `${insert} on conflict (${key.join(', ')}) do update set ${set}`
}
