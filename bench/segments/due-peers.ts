import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Storage } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { postgres } from '@clientele/storage-postgres'
import { sqlite } from '@clientele/storage-sqlite'
import Database from 'libsql'
import pg from 'pg'
import { startPostgres } from '../../packages/storage/postgres/test/support/start-postgres.ts'
import { prepareDatabase } from '../../packages/storage/sqlite/src/prepare-database.ts'

/** Memberships that the hand-written SQL turns in one transaction, as the engine does. */
const BATCH = 500

/** What the database says that it did, since it was opened. */
export interface Work {
  /** Rows that were read one after the other, without an index. */
  readonly scanned: number
  /** Steps of the virtual machine (SQLite), blocks of tables and indexes (PostgreSQL). */
  readonly units: number
}

/** A base in one engine. */
export interface OpenBase {
  readonly storage: Storage
  readonly work: () => Promise<Work>
  /** How the database finds the memberships that are due at an instant: the plan of the adapter's own statement. */
  readonly plan: (at: number) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/** Hand-written SQL that turns every membership that is due at an instant. */
export interface ByHand {
  readonly turn: (at: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** One engine under measurement. */
export interface DuePeer {
  /** What {@link Work.units} are; absent where nobody counts them. */
  readonly unit?: string | undefined
  readonly open: (name: string) => Promise<OpenBase>
  /** Copies a base that is closed; absent where there is no SQL. */
  readonly byHand?: ((name: string) => Promise<ByHand>) | undefined
  readonly close: () => Promise<void>
}

/** The engines by name. */
export const DUE_PEERS: { readonly [name: string]: () => Promise<DuePeer> } = {
  sqlite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clientele-time-alone-'))
    const fileOf = (name: string): string => join(folder, `${name}.db`)
    return {
      unit: 'steps of the virtual machine',
      open: async (name) => openSqlite(fileOf(name)),
      byHand: async (name) => {
        copyFileSync(fileOf(name), fileOf('by-hand'))
        return sqliteByHand(fileOf('by-hand'))
      },
      close: async () => rmSync(folder, { recursive: true, force: true }),
    }
  },
  postgres: async () => {
    const server = await startPostgres({ settings: { shared_buffers: '1GB', max_wal_size: '8GB' } })
    const admin = new pg.Pool({ connectionString: server.url, max: 1 })
    const urlOf = (name: string): string => server.url.replace(/\/postgres$/, `/${name}`)
    const known = new Set<string>()
    return {
      unit: 'blocks',
      open: async (name) => {
        if (!known.has(name)) await admin.query(`create database ${name}`)
        known.add(name)
        return openPostgres(urlOf(name))
      },
      byHand: async (name) => {
        await admin.query(`create database by_hand template ${name} strategy file_copy`)
        return postgresByHand(urlOf('by_hand'))
      },
      close: async () => {
        await admin.end()
        await server.stop()
      },
    }
  },
  memory: async () => {
    const bases = new Map<string, Storage>()
    return {
      open: async (name) => {
        const storage = bases.get(name) ?? memory()
        bases.set(name, storage)
        return {
          storage,
          work: async () => ({ scanned: 0, units: 0 }),
          plan: async () => [],
          close: async () => undefined,
        }
      },
      close: async () => undefined,
    }
  },
}

function openSqlite(file: string): OpenBase {
  const db = new Database(file)
  prepareDatabase(db as never, { durability: 'normal' } as never)
  const all = (sql: string, ...values: readonly unknown[]): readonly Record<string, unknown>[] =>
    db.prepare(sql).all(...values) as Record<string, unknown>[]
  return {
    storage: sqlite(db as never),
    work: async () => {
      // https://www.sqlite.org/stmt.html
      const [sum] = all(
        "select sum(nscan) as s, sum(nstep) as n from sqlite_stmt where sql not like '%sqlite_stmt%'",
      )
      return { scanned: Number(sum?.s), units: Number(sum?.n) }
    },
    plan: async (at) => {
      const [found] = all(
        "select sql from sqlite_stmt where sql like '%clientele_memberships%' and sql like '%order by t.valid_until%' and sql not like '%sqlite_stmt%'",
      )
      return all(`explain query plan ${String(found?.sql)}`, at, BATCH).map(({ detail }) => String(detail))
    },
    close: async () => {
      db.exec('pragma wal_checkpoint(truncate)')
      db.close()
    },
  }
}

function sqliteByHand(file: string): ByHand {
  const db = new Database(file)
  prepareDatabase(db as never, { durability: 'normal' } as never)
  const due = `from clientele_memberships where valid_until is not null and valid_until <= ?
    order by valid_until, contact_id limit ${BATCH}`
  const note = db.prepare(`insert into clientele_membership_changes
      (contact_id, segment_id, entered, at, definition_version)
    select contact_id, segment_id, 0, valid_until, definition_version ${due}`)
  const leave =
    db.prepare(`update clientele_memberships set member = 0, since = valid_until, valid_until = null
    where (contact_id, segment_id) in (select contact_id, segment_id ${due})`)
  return {
    turn: async (at) => {
      for (;;) {
        db.exec('begin immediate')
        const { changes } = note.run(at)
        if (changes > 0) leave.run(at)
        db.exec('commit')
        if (changes === 0) return
      }
    },
    close: async () => void db.close(),
  }
}

function openPostgres(url: string): OpenBase {
  // One connection, so that its statistics and its prepared statements are those of the engine.
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  return {
    storage: postgres(pool),
    work: async () => {
      await pool.query('select pg_stat_force_next_flush()')
      const { rows } = await pool.query<{ scanned: string; units: string }>(`
        select coalesce(sum(seq_tup_read), 0) as scanned, (select sum(heap_blks_hit + heap_blks_read
          + coalesce(idx_blks_hit, 0) + coalesce(idx_blks_read, 0)) from pg_statio_user_tables) as units
        from pg_stat_user_tables`)
      return { scanned: Number(rows[0]?.scanned), units: Number(rows[0]?.units) }
    },
    plan: async (at) => {
      const { rows } = await pool.query<{ name: string }>(
        "select name from pg_prepared_statements where statement like '%clientele_memberships%order by t.valid_until%'",
      )
      const { rows: lines } = await pool.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, buffers, costs off, timing off, summary off) execute ${rows[0]?.name}(${at}, ${BATCH})`,
      )
      return lines.map((line) => line['QUERY PLAN'])
    },
    close: () => pool.end(),
  }
}

async function postgresByHand(url: string): Promise<ByHand> {
  const client = new pg.Client(url)
  await client.connect()
  const text = `with due as materialized (
      select contact_id, segment_id, valid_until from clientele_memberships
      where valid_until is not null and valid_until <= $1
      order by valid_until, contact_id limit ${BATCH} for update skip locked),
    gone as (update clientele_memberships as m set member = 0, since = m.valid_until, valid_until = null from due
      where m.contact_id = due.contact_id and m.segment_id = due.segment_id
      returning m.contact_id, m.segment_id, m.since, m.definition_version)
    insert into clientele_membership_changes (contact_id, segment_id, entered, at, definition_version)
    select contact_id, segment_id, 0, since, definition_version from gone`
  return {
    turn: async (at) => {
      for (;;) {
        const { rowCount } = await client.query({ name: 'turn', text, values: [at] })
        if (rowCount === 0) return
      }
    },
    close: () => client.end(),
  }
}
