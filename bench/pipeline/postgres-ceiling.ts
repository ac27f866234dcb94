import pg from 'pg'
import type { Write } from './recorder.ts'
import { type HandWrite, handRows } from './rows.ts'

/** The least that can be done with `pg`: rows written by `unnest`, nothing read or checked. */
export interface PostgresCeiling {
  /** Writes what one transaction wrote. */
  readonly write: (writes: readonly Write[]) => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens a connection of its own. */
export async function postgresCeiling(url: string): Promise<PostgresCeiling> {
  const client = new pg.Client(url)
  // The server stops before a race that failed has closed it.
  client.on('error', () => undefined)
  await client.connect()
  return {
    write: async (writes) => {
      await client.query('begin')
      for (const one of writes)
        for (const { write, rows } of handRows(one)) {
          const values = write.columns.map((_, column) => rows.map((cells) => cells[column]))
          await client.query({ name: `${write.table} ${write.updates ?? false}`, text: sqlOf(write), values })
        }
      await client.query('commit')
    },
    close: () => client.end(),
  }
}

function sqlOf({ table, columns, key, updates }: HandWrite): string {
  const names = columns.map(([name]) => name)
  const source = `unnest(${columns.map(([, type], place) => `$${place + 1}::${type}[]`).join(', ')})`
  const changed = names.filter((name) => key?.includes(name) !== true)
  if (updates === true) {
    const set = changed.map((name) => `${name} = n.${name}`).join(', ')
    return `update ${table} as t set ${set} from ${source} as n(${names.join(', ')}) where t.${key?.join()} = n.${key?.join()}`
  }
  const insert = `insert into ${table} (${names.join(', ')}) select * from ${source}`
  if (key === undefined) return insert
  return `${insert} on conflict (${key.join(', ')}) do update set ${changed.map((name) => `${name} = excluded.${name}`).join(', ')}`
}
