import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadOnlySql, Storage } from '@clientele/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqlite } from './sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'clientele-ask-'))
let storage: Storage
let ask: ReadOnlySql

beforeAll(async () => {
  storage = sqlite(join(folder, 'base.db'))
  await storage.migrations.up()
  await storage.open()
  await storage.transaction(async ({ checkpoints }) => {
    for (let key = 0; key < 5; key++) await checkpoints.put(`k${key}`, key)
  })
  ask = storage.sql as ReadOnlySql
})
afterAll(async () => {
  await storage.close()
  rmSync(folder, { recursive: true, force: true })
})

const keys = 'select key from clientele_checkpoints order by key'

describe('the read-only door of an SQLite file', () => {
  it('answers what is committed, with parameters, as JSON', async () => {
    expect(await ask(`${keys};`)).toEqual({
      rows: ['k0', 'k1', 'k2', 'k3', 'k4'].map((key) => ({ key })),
      truncated: false,
    })
    const { rows } = await ask("with t as (select ? as a, ? as b, x'ff' as c, null as d) select * from t", {
      parameters: ['é', 1.5],
    })
    expect(rows).toEqual([{ a: 'é', b: 1.5, c: 'ff', d: null }])
  })

  it('keeps to a limit and says that there is more', async () => {
    expect(await ask(keys, { limit: 2 })).toEqual({ rows: [{ key: 'k0' }, { key: 'k1' }], truncated: true })
    expect((await ask(keys, { limit: 5 })).truncated).toBe(false)
  })

  it('refuses to write, however it is asked', async () => {
    for (const sql of [
      'delete from clientele_checkpoints',
      'pragma query_only = off',
      "attach 'x.db' as x",
      '',
    ])
      await expect(ask(sql)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(
      ask("with gone as (select 1) delete from clientele_checkpoints where key in (select 'k0')"),
    ).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' })
    await ask('select 1; delete from clientele_checkpoints').catch(() => undefined)
    expect((await ask(keys)).rows).toHaveLength(5)
  })

  it('ends what takes too long, and leaves this process free meanwhile', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 10)
    const endless =
      'with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) as c from n'
    await expect(ask(endless, { timeoutMs: 400 })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })

  it('passes on what the database has to say against it', async () => {
    await expect(ask('select nothing from nowhere')).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    await expect(ask(keys, { limit: 0 })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('is not there for a base in memory, and closed with its storage', async () => {
    expect(sqlite(':memory:').sql).toBeUndefined()
    const closed = sqlite(join(folder, 'base.db'))
    await expect(closed.sql?.(keys)).rejects.toMatchObject({ code: 'CLOSED' })
  })
})
