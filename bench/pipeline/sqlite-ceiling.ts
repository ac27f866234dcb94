import Database from 'libsql'
import type { Write } from './recorder.ts'
import { type HandWrite, handRows } from './rows.ts'

/** Columns up to which many rows in one run are cheaper than a run per row, as measured. */
const NARROW = 12

/**
 * The least that can be done with the same driver: rows written by prepared statements, narrow ones many in one run,
 * nothing read or checked.
 */
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
  const together = new Map<HandWrite, Database.Statement>()
  const statementOf = (write: HandWrite, isMany: boolean): Database.Statement => {
    const known = isMany ? together : prepared
    let statement = known.get(write)
    if (statement === undefined) {
      statement = db.prepare(sqlOf(write, isMany))
      known.set(write, statement)
    }
    return statement
  }
  return {
    write: (writes) => {
      db.exec('begin immediate')
      for (const one of writes)
        for (const { write, rows } of handRows(one)) {
          const isMany = rows.length > 1 && write.columns.length <= NARROW
          if (isMany) statementOf(write, isMany).run(JSON.stringify(rows))
          else for (const cells of rows) statementOf(write, isMany).run(...cells)
        }
      db.exec('commit')
    },
    close: () => db.close(),
  }
}

function sqlOf({ table, columns, key, updates }: HandWrite, isMany: boolean): string {
  const names = columns.map(([name]) => name)
  const changed = names.filter((name) => key?.includes(name) !== true)
  const cells = names.map((name, place) => `value ->> ${place} as ${name}`).join(', ')
  if (updates === true && isMany)
    return `update ${table} as t set ${changed.map((name) => `${name} = n.${name}`).join(', ')}
      from (select ${cells} from json_each(?)) as n where t.${key?.join()} = n.${key?.join()}`
  if (updates === true)
    return `update ${table} set ${changed.map((name) => `${name} = ?`).join(', ')} where ${key?.join()} = ?`
  const source = isMany
    ? `select ${cells} from json_each(?) where true`
    : `values (${names.map(() => '?').join(', ')})`
  const insert = `insert into ${table} (${names.join(', ')}) ${source}`
  if (key === undefined) return insert
  const set = changed.map((name) => `${name} = excluded.${name}`).join(', ')
  return `${insert} on conflict (${key.join(', ')}) do update set ${set}`
}
