import type { Contact, Storage } from '@clientele/core'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cuttingProxy } from '../test/support/cutting-proxy.ts'
import { emptyTables } from '../test/support/empty-tables.ts'
import { pendingMessage } from '../test/support/pending-message.ts'
import { type PostgresServer, startPostgres } from '../test/support/start-postgres.ts'
import { postgres } from './postgres.ts'

let server: PostgresServer
let pool: pg.Pool
let storage: Storage

beforeAll(async () => {
  server = await startPostgres({ settings: { deadlock_timeout: '100ms' } })
  pool = new pg.Pool({ connectionString: server.url })
  storage = postgres(pool)
  await storage.migrations.up()
  await storage.open()
  await pool.query('create table shop_orders (id text)')
})

beforeEach(async () => {
  await emptyTables(pool)
  await pool.query('delete from shop_orders')
})

afterAll(async () => {
  await pool?.end()
  await server?.stop()
})

const keep = (inside: Storage, key: string): Promise<void> =>
  inside.transaction(({ checkpoints }) => checkpoints.put(key, 1))
const kept = (key: string): Promise<unknown> => storage.transaction(({ checkpoints }) => checkpoints.get(key))
const orders = async (): Promise<number> => (await pool.query('select * from shop_orders')).rows.length

const contact = (contactId: string): Contact => ({
  contactId,
  fields: {},
  createdAt: 1,
  updatedAt: 1,
  version: 1,
})

/** Ends every connection but the one that asks. */
const cutAll = (): Promise<unknown> =>
  pool.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()')

describe('postgres, when connections are cut', () => {
  it('runs the work again from the start, and nothing of the first time is left', async () => {
    let runs = 0
    await storage.transaction(async ({ checkpoints, deadLetters }) => {
      runs++
      await checkpoints.put(`run ${runs}`, 1)
      if (runs === 1) await cutAll()
      await deadLetters.count()
    })
    expect(runs).toBe(2)
    expect([await kept('run 1'), await kept('run 2')]).toEqual([undefined, 1])
  })

  it('says STORAGE_UNAVAILABLE when they are cut every time, and works afterwards', async () => {
    let runs = 0
    const failing = storage.transaction(async ({ checkpoints }) => {
      runs++
      await checkpoints.put('never', 1)
      await cutAll()
      await checkpoints.get('never')
    })
    await expect(failing).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true })
    expect(runs).toBe(3)
    expect(await kept('never')).toBeUndefined()
  })

  it('survives that idle connections of the pool are cut', async () => {
    await Promise.all(Array.from({ length: 5 }, (_, i) => keep(storage, `k${i}`)))
    await cutAll()
    await keep(storage, 'after')
    expect(await kept('after')).toBe(1)
  })

  it('says that nobody knows whether a commit was done when the answer to it is cut', async () => {
    const proxy = await cuttingProxy(server.port)
    const far = postgres(`postgres://postgres@127.0.0.1:${proxy.port}/postgres`, { poolSize: 1 })
    await far.open()
    let runs = 0
    const committing = far.transaction(async ({ checkpoints }) => {
      runs++
      await checkpoints.put('doubt', runs)
      proxy.cutAtNext('commit')
    })
    await expect(committing).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      retryable: true,
      details: { commit: 'unknown' },
    })
    expect(runs).toBe(1)
    await keep(far, 'after')
    expect(await kept('after')).toBe(1)
    await far.close()
    await proxy.close()
  })

  it('says STORAGE_UNAVAILABLE when there is no server', async () => {
    const nobody = postgres('postgres://postgres@127.0.0.1:1/postgres')
    await expect(nobody.open()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true })
    await nobody.close()
  })
})

describe('postgres, with several workers', () => {
  it('runs the work of a deadlock again, and both come through', async () => {
    let started = 0
    let bothStarted = (): void => undefined
    const both = new Promise<void>((resolve) => {
      bothStarted = resolve
    })
    const work = (first: string, second: string): Promise<void> =>
      storage.transaction(async ({ checkpoints }) => {
        await checkpoints.put(first, 1)
        if (++started >= 2) bothStarted()
        await both
        await checkpoints.put(second, 1)
      })
    await keep(storage, 'a')
    await keep(storage, 'b')
    await Promise.all([work('a', 'b'), work('b', 'a')])
    expect(started).toBeGreaterThan(2)
  })

  it('hands a due contact to one of them, and skips one that a transaction is at', async () => {
    await storage.transaction(async ({ contacts, memberships }) => {
      await contacts.put([contact('c1'), contact('c2'), contact('c3')])
      const due = (contactId: string, validUntil: number) =>
        ({ segmentId: 's', contactId, member: true, since: 0, validUntil, definitionVersion: 1 }) as const
      await memberships.put([due('c1', 1), due('c2', 2), due('c3', 3)])
    })
    await storage.transaction(async ({ contacts }) => {
      await contacts.byIds(['c2'])
      await storage.transaction(async ({ memberships }) => {
        expect(await memberships.due(10, 1)).toEqual(['c1'])
        const others = await storage.transaction((other) => other.memberships.due(10, 5))
        expect(others).toEqual(['c3'])
      })
    })
  })

  it('gives each pending message to one of four', async () => {
    const keys = Array.from({ length: 40 }, (_, i) => `m${String(i).padStart(2, '0')}`)
    await storage.transaction(({ messages }) => messages.insertNew(keys.map(pendingMessage)))
    const claims = await Promise.all(
      Array.from({ length: 4 }, () => storage.transaction(({ messages }) => messages.claim(10, 10, 99))),
    )
    expect(
      claims
        .flat()
        .map(({ messageKey }) => messageKey)
        .sort(),
    ).toEqual(keys)
  })

  it('sees the message of another worker after both inserted it at once', async () => {
    const insert = (): Promise<boolean> =>
      storage.transaction(async ({ events }) => {
        if ((await events.known(['m1'])).has('m1')) return false
        await new Promise((resolve) => setImmediate(resolve))
        await events.insert([
          {
            contactId: 'c1',
            messageId: 'm1',
            name: 'Order Completed',
            occurredAt: 1,
            receivedAt: 1,
            source: 'eshop',
            recordId: 'eshop/1',
            properties: {},
          },
        ])
        return true
      })
    const inserted = await Promise.all([insert(), insert(), insert()])
    expect(inserted.filter(Boolean)).toHaveLength(1)
  })

  it('does not call a rollback a commit when an error was caught on the way', async () => {
    const swallowing = storage.transaction(async ({ checkpoints, definitions }) => {
      await checkpoints.put('lost', 1)
      await definitions.setState('segment', null as never, 'live').catch(() => undefined)
    })
    await expect(swallowing).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    expect(await kept('lost')).toBeUndefined()
  })
})

describe('postgres, with text that it refuses', () => {
  it('keeps it in keys and in values', async () => {
    const given = {
      contactId: 'c\0 1',
      messageId: 'm\uD800 1',
      name: 'Order\uE000 Completed',
      occurredAt: 1,
      receivedAt: 1,
      source: 'eshop',
      recordId: 'eshop/\0',
      properties: { 'a\0': 'b\uDC00', c: '\\u0000\uE000\uE001' },
    }
    await storage.transaction(async ({ events }) => {
      await events.insert([given])
      expect([...(await events.known([given.messageId, 'm\uFFFD 1']))]).toEqual([given.messageId])
      expect(await events.find({ contactIds: [given.contactId], names: [given.name] })).toEqual([given])
    })
  })
})

describe('postgres, the schema', () => {
  it('lives in a schema of its own when one is named, and goes with `down`', async () => {
    const own = postgres(pool, { schema: 'crm' })
    await expect(own.open()).rejects.toMatchObject({ code: 'STORAGE_NOT_MIGRATED' })
    await own.migrations.up()
    await own.open()
    await keep(own, 'in crm')
    expect(await kept('in crm')).toBeUndefined()
    await own.migrations.down(0)
    const left = await pool.query("select * from pg_tables where schemaname = 'crm'")
    expect(left.rows).toEqual([])
  })

  it('stays as it was when a migration is cut in the middle', async () => {
    await pool.query('create schema cut; create table cut.clientele_tombstones (mine text)')
    const own = postgres(pool, { schema: 'cut' })
    await expect(own.migrations.up()).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    const tables = await pool.query("select tablename from pg_tables where schemaname = 'cut'")
    expect(tables.rows).toEqual([{ tablename: 'clientele_tombstones' }])
    await pool.query('drop table cut.clientele_tombstones')
    await Promise.all([own.migrations.up(), postgres(pool, { schema: 'cut' }).migrations.up()])
    await own.open()
  })

  it('of a newer version, or of a read-only server, is refused', async () => {
    await pool.query("insert into clientele_schema values (999, 'later')")
    await expect(postgres(pool).open()).rejects.toMatchObject({ code: 'STORAGE_SCHEMA_NEWER' })
    await pool.query('delete from clientele_schema where version = 999')
    const readOnly = postgres(`${server.url}?options=-c%20default_transaction_read_only%3Don`)
    await expect(readOnly.open()).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' })
    await readOnly.close()
  })
})

describe('postgres, within a transaction of the host', () => {
  it('commits and rolls back with it on a client, and work that fails leaves the host going on', async () => {
    const client = await pool.connect()
    const order = (): Promise<unknown> => client.query("insert into shop_orders values ('o')")
    await client.query('begin')
    await order()
    await keep(storage.within(client), 'first')
    await client.query('commit')
    await client.query('begin')
    await order()
    await keep(storage.within(client), 'second')
    await client.query('rollback')
    await client.query('begin')
    const failing = storage.within(client).transaction(async ({ definitions }) => {
      await definitions.setState('segment', null as never, 'live')
    })
    await expect(failing).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    await order()
    await client.query('commit')
    await expect(keep(storage.within(client), 'third')).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
    client.release()
    expect([await kept('first'), await kept('second'), await orders()]).toEqual([1, undefined, 2])
    expect(() => storage.within(pool)).toThrow(/got something else/)
  })

  it('commits and rolls back with a Kysely transaction, and reads through the types of the host', async () => {
    const shop = new Kysely<{ shop_orders: { id: string } }>({ dialect: new PostgresDialect({ pool }) })
    await shop.transaction().execute(async (transaction) => {
      await transaction.insertInto('shop_orders').values({ id: 'o1' }).execute()
      await storage.within(transaction).transaction(async ({ contacts }) => {
        const given = {
          ...contact('c1'),
          fields: { a: { value: 'b', recordId: 'r', rule: 'oldest', at: 7 } },
        }
        await contacts.put([given])
        expect(await contacts.byIds(['c1'])).toEqual([{ ...given, lastSeenAt: undefined }])
        expect(await contacts.count()).toBe(1)
      })
    })
    const failing = shop.transaction().execute(async (transaction) => {
      await keep(storage.within(transaction), 'second')
      throw new Error('planned')
    })
    await expect(failing).rejects.toThrow('planned')
    expect([await kept('second'), await orders()]).toEqual([undefined, 1])
  })
})
