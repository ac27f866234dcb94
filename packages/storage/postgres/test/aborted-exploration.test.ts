import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop, order } from '../../../core/test/explore/shop.ts'
import { postgres } from '../src/postgres.ts'
import { type PostgresServer, startPostgres } from './support/start-postgres.ts'

let server: PostgresServer
let watcher: pg.Client

beforeAll(async () => {
  server = await startPostgres()
  watcher = new pg.Client({ connectionString: server.url })
  await watcher.connect()
})

afterAll(async () => {
  await watcher?.end()
  await server?.stop()
})

const question = { over: { rows: 'orders' }, measures: { orders: { of: 'count' } } } as const

/** Backends of a shop that wait for a lock. */
async function waiting(application: string): Promise<readonly number[]> {
  const { rows } = await watcher.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`,
    [application],
  )
  return rows.map(({ pid }) => pid)
}

async function untilWaiting(application: string): Promise<number> {
  for (;;) {
    const [pid] = await waiting(application)
    if (pid !== undefined) return pid
  }
}

/** A shop whose orders somebody else holds, so that a question about them runs for ever. */
async function stuckShop(application: string, max: number) {
  const pool = new pg.Pool({ connectionString: server.url, max, application_name: application })
  const storage = postgres(pool, { schema: application })
  await storage.migrations.up()
  const { clientele } = await openShop(storage)
  await watcher.query('begin')
  await watcher.query(`lock table ${application}.clientele_rows in access exclusive mode`)
  return { pool, clientele, storage, free: () => watcher.query('rollback') }
}

describe('a question to PostgreSQL that is aborted', () => {
  it('ends in the server, and its connection is as good as before', async () => {
    const { pool, clientele, free } = await stuckShop('stopped', 2)
    const abort = new AbortController()
    const asked = clientele.query(question, { signal: abort.signal })
    const refused = expect(asked).rejects.toMatchObject({ code: 'ABORTED' })
    const backend = await untilWaiting('stopped')
    abort.abort()
    await refused
    expect(await waiting('stopped')).toEqual([])
    await free()
    const { rows } = await watcher.query(
      `select state from pg_stat_activity where pid = $1 and application_name = 'stopped'`,
      [backend],
    )
    expect(rows).toEqual([{ state: 'idle' }])
    expect((await clientele.query(question, { signal: new AbortController().signal })).groups).toEqual([
      { orders: 7 },
    ])
    expect([pool.totalCount, pool.idleCount]).toEqual([2, 2])
    await clientele.close()
    await pool.end()
  })

  it('runs on while the pool has no other connection, and is refused then', async () => {
    const { pool, clientele, free } = await stuckShop('alone', 1)
    const abort = new AbortController()
    const asked = clientele.query(question, { signal: abort.signal })
    const refused = expect(asked).rejects.toMatchObject({ code: 'ABORTED' })
    await untilWaiting('alone')
    abort.abort()
    await free()
    await refused
    expect((await clientele.query(question)).groups).toEqual([{ orders: 7 }])
    await clientele.close()
    await pool.end()
  })

  it('is not asked at all when its signal has fired before', async () => {
    const { pool, clientele, free } = await stuckShop('before', 2)
    await expect(clientele.query(question, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    })
    expect(await waiting('before')).toEqual([])
    await free()
    await clientele.close()
    await pool.end()
  })
})

describe('groups that PostgreSQL hands out page by page', () => {
  const byCategory = { ...question, dimensions: { category: { property: 'category' } } } as const

  it('are of one instant, beside whoever writes, and leave the pool as it was', async () => {
    const pool = new pg.Pool({ connectionString: server.url, max: 3 })
    const storage = postgres(pool, { schema: 'streamed' })
    await storage.migrations.up()
    const { clientele } = await openShop(storage)
    const seen: unknown[] = []
    for await (const group of clientele.queryGroups(byCategory)) {
      seen.push(group)
      await clientele.put(order(`new-${seen.length}`, 'ann', '2026-06-01', { total: 1, category: 'garden' }))
    }
    expect(new Set(seen.map((group) => JSON.stringify(group)))).toEqual(
      new Set(
        [
          { category: 'linen', orders: 4 },
          { category: 'table', orders: 2 },
          { category: null, orders: 1 },
        ].map((group) => JSON.stringify(group)),
      ),
    )
    for await (const _group of clientele.queryGroups(byCategory)) break
    expect(pool.idleCount).toBe(pool.totalCount)
    await clientele.close()
    await pool.end()
  })

  it('end in the server when their signal fires', async () => {
    const { pool, clientele, free } = await stuckShop('pages', 3)
    const abort = new AbortController()
    const first = clientele.queryGroups(byCategory, { signal: abort.signal })[Symbol.asyncIterator]().next()
    const refused = expect(first).rejects.toMatchObject({ code: 'ABORTED' })
    await untilWaiting('pages')
    abort.abort()
    await refused
    await free()
    expect(pool.idleCount).toBe(pool.totalCount)
    await clientele.close()
    await pool.end()
  })
})
