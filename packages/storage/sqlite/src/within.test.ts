import type { Storage } from '@clientele/core'
import { Kysely, SqliteDialect } from 'kysely'
import Database from 'libsql'
import { beforeEach, describe, expect, it } from 'vitest'
import { sqlite } from './sqlite.ts'

let handle: InstanceType<typeof Database>
let storage: Storage

beforeEach(async () => {
  handle = new Database(':memory:')
  handle.exec('create table shop_orders (id text)')
  storage = sqlite(handle)
  await storage.migrations.up()
  await storage.open()
})

const keep = (inside: Storage, key: string): Promise<void> =>
  inside.transaction(({ checkpoints }) => checkpoints.put(key, 1))

const kept = (key: string): Promise<unknown> => storage.transaction(({ checkpoints }) => checkpoints.get(key))

const orders = (): number => handle.prepare('select * from shop_orders').all().length

describe('sqlite, within a transaction of the host on a handle', () => {
  it('commits with it', async () => {
    handle.exec('begin')
    handle.exec("insert into shop_orders values ('o1')")
    await keep(storage.within(handle), 'ours')
    handle.exec('commit')
    expect([await kept('ours'), orders()]).toEqual([1, 1])
  })

  it('is rolled back with it', async () => {
    handle.exec('begin')
    handle.exec("insert into shop_orders values ('o1')")
    await keep(storage.within(handle), 'ours')
    handle.exec('rollback')
    expect([await kept('ours'), orders()]).toEqual([undefined, 0])
  })

  it('leaves nothing of work that fails, and the host goes on', async () => {
    handle.exec('begin')
    const inside = storage.within(handle)
    const failing = inside.transaction(async ({ checkpoints }) => {
      await checkpoints.put('ours', 1)
      throw new Error('planned')
    })
    await expect(failing).rejects.toThrow('planned')
    handle.exec("insert into shop_orders values ('o1')")
    await keep(inside, 'second')
    handle.exec('commit')
    expect([await kept('ours'), await kept('second'), orders()]).toEqual([undefined, 1, 1])
  })

  it('refuses a handle on which nothing was begun, and what is no handle', () => {
    expect(() => storage.within(handle)).toThrow(/begin/)
    expect(() => storage.within({})).toThrow(/got something else/)
  })
})

describe('sqlite, within a Kysely transaction of the host', () => {
  it('commits and rolls back with it', async () => {
    const shop = new Kysely<{ shop_orders: { id: string } }>({
      dialect: new SqliteDialect({ database: handle as never }),
    })
    await shop.transaction().execute(async (transaction) => {
      await transaction.insertInto('shop_orders').values({ id: 'o1' }).execute()
      await keep(storage.within(transaction), 'first')
    })
    const failing = shop.transaction().execute(async (transaction) => {
      await transaction.insertInto('shop_orders').values({ id: 'o2' }).execute()
      await keep(storage.within(transaction), 'second')
      throw new Error('planned')
    })
    await expect(failing).rejects.toThrow('planned')
    expect([await kept('first'), await kept('second'), orders()]).toEqual([1, undefined, 1])
  })
})
