import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Storage } from '@clientele/core'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqlite } from './sqlite.ts'

let folder: string
let file: string
const opened: Storage[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clientele-sqlite-'))
  file = join(folder, 'base.db')
})

afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close()
  rmSync(folder, { recursive: true, force: true })
})

function at(...args: Parameters<typeof sqlite>): Storage {
  const storage = sqlite(...args)
  opened.push(storage)
  return storage
}

async function migrated(...args: Parameters<typeof sqlite>): Promise<Storage> {
  const storage = at(...args)
  await storage.migrations.up()
  await storage.open()
  return storage
}

const letter = (id: string, input: string) => ({
  id,
  kind: 'row' as const,
  reason: '',
  code: 'INVALID_INPUT',
  source: 'eshop',
  receivedAt: 1,
  input,
  attempts: 0,
})

const keep = (storage: Storage, key: string): Promise<void> =>
  storage.transaction(({ checkpoints }) => checkpoints.put(key, 1))

describe('sqlite, the schema', () => {
  it('is not made by open, which says what to run', async () => {
    await expect(at(file).open()).rejects.toMatchObject({
      code: 'STORAGE_NOT_MIGRATED',
      message: expect.stringContaining('clientele migrate'),
    })
    expect((await at(file).migrations.plan()).current).toBe(0)
  })

  it('of a newer version is refused by open and by the migrations', async () => {
    await (await migrated(file)).close()
    const handle = new Database(file)
    handle.exec("insert into clientele_schema (version, name) values (999, 'later')")
    handle.close()
    await expect(at(file).open()).rejects.toMatchObject({ code: 'STORAGE_SCHEMA_NEWER' })
    await expect(at(file).migrations.up()).rejects.toMatchObject({ code: 'STORAGE_SCHEMA_NEWER' })
  })

  it('stays as it was when a migration is cut in the middle, and the next one works', async () => {
    const handle = new Database(file)
    handle.exec('create table clientele_tombstones (mine text)')
    const storage = at(file)
    await expect(storage.migrations.up()).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    expect((await storage.migrations.plan()).current).toBe(0)
    expect(tablesOf(handle)).toEqual(['clientele_tombstones'])
    handle.exec('drop table clientele_tombstones')
    handle.close()
    await storage.migrations.up()
    await storage.open()
  })

  it('is printed as SQL that makes and unmakes the same by hand', async () => {
    const plan = await at(file).migrations.plan()
    const handle = new Database(file)
    for (const { up } of plan.steps) for (const sql of up) handle.exec(sql)
    await at(file).open()
    for (const { down } of plan.steps) for (const sql of down) handle.exec(sql)
    expect(tablesOf(handle)).toEqual([])
    handle.close()
  })
})

describe('sqlite, when the file is in a bad way', () => {
  it('a full disk is STORAGE_FULL, nothing of the transaction is left, and the next one works', async () => {
    const handle = new Database(file)
    const storage = await migrated(handle)
    await keep(storage, 'before')
    const [{ page_count: pages }] = handle.prepare('pragma page_count').all() as [{ page_count: number }]
    handle.exec(`pragma max_page_count = ${pages + 2}`)
    const filling = storage.transaction(async ({ deadLetters, checkpoints }) => {
      await checkpoints.put('half', 1)
      await deadLetters.put(Array.from({ length: 50 }, (_, i) => letter(`l${i}`, 'x'.repeat(4000))))
    })
    await expect(filling).rejects.toMatchObject({
      code: 'STORAGE_FULL',
      retryable: true,
      cause: expect.anything(),
    })
    handle.exec('pragma max_page_count = 1000000')
    await storage.transaction(async ({ deadLetters, checkpoints }) => {
      expect(await deadLetters.count()).toBe(0)
      expect(await checkpoints.get('half')).toBeUndefined()
      expect(await checkpoints.get('before')).toBe(1)
      await deadLetters.put([letter('l', 'x')])
    })
  })

  it('a file that is no database is STORAGE_CORRUPT', async () => {
    writeFileSync(file, 'this is a letter to my aunt and not a database '.repeat(100))
    await expect(at(file).open()).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' })
  })

  it('a damaged file is STORAGE_CORRUPT', async () => {
    const storage = await migrated(file)
    await storage.transaction(({ deadLetters }) =>
      deadLetters.put(Array.from({ length: 500 }, (_, i) => letter(`l${i}`, 'x'.repeat(1000)))),
    )
    await storage.close()
    const damaged = join(folder, 'damaged.db')
    copyFileSync(file, damaged)
    truncateSync(damaged, Math.floor(statSync(file).size / 8192) * 4096)
    const reading = async (): Promise<void> => {
      const second = at(damaged)
      await second.open()
      await second.transaction(({ deadLetters }) => deadLetters.list({ limit: 1000 }))
    }
    await expect(reading()).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' })
  })

  it('a missing folder is STORAGE_UNAVAILABLE', async () => {
    await expect(at(join(folder, 'none', 'base.db')).open()).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    })
  })

  it('a read-only handle is STORAGE_READ_ONLY', async () => {
    await (await migrated(file)).close()
    const handle = new Database(file)
    handle.exec('pragma query_only = 1')
    await expect(at(handle).open()).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' })
    handle.close()
  })

  it.skipIf(process.platform === 'win32')('a file that may not be written is STORAGE_READ_ONLY', async () => {
    await (await migrated(file)).close()
    chmodSync(file, 0o444)
    chmodSync(folder, 0o555)
    expect(openAsNobody(folder, file)).toBe('STORAGE_READ_ONLY')
    chmodSync(folder, 0o755)
  })
})

describe('sqlite, with others at the same file', () => {
  it('waits for a writer and then says STORAGE_BUSY', async () => {
    const storage = await migrated(file, { busyTimeoutMs: 30 })
    const other = new Database(file)
    other.exec('begin immediate')
    await expect(keep(storage, 'a')).rejects.toMatchObject({ code: 'STORAGE_BUSY', retryable: true })
    other.exec('commit')
    other.close()
    await keep(storage, 'a')
  })

  it('two adapters of one process wait for each other without blocking the thread', async () => {
    const left = await migrated(file)
    const right = at(file)
    await right.open()
    const count = async (storage: Storage): Promise<void> => {
      for (let i = 0; i < 10; i++) {
        await storage.transaction(async ({ checkpoints }) => {
          const value = ((await checkpoints.get('n')) as number | undefined) ?? 0
          await new Promise((resolve) => setImmediate(resolve))
          await checkpoints.put('n', value + 1)
        })
      }
    }
    await Promise.all([count(left), count(right)])
    expect(await left.transaction(({ checkpoints }) => checkpoints.get('n'))).toBe(20)
  })
})

describe('sqlite, when a transaction is over', () => {
  it('refuses a write that nobody waited for', async () => {
    const storage = await migrated(':memory:')
    const late = await storage.transaction(async ({ checkpoints }) => checkpoints)
    await expect(late.put('late', 1)).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('refuses options that it does not know', () => {
    expect(() => sqlite(file, { durability: 'some' } as never)).toThrow(/durability/)
  })
})

function tablesOf(handle: InstanceType<typeof Database>): readonly string[] {
  const rows = handle.prepare("select name from sqlite_master where type = 'table' order by name").all()
  return (rows as { name: string }[]).map(({ name }) => name)
}

/** Opens the base in a process without the right to write, and answers the code of the error. */
function openAsNobody(folder: string, path: string): string {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  if (nobody.uid !== undefined) chownSync(folder, 0, 0)
  const script = `
    import('${new URL('./index.ts', import.meta.url)}').then(({ sqlite }) => sqlite(${JSON.stringify(path)}).open())
      .then(() => console.log('opened'), (error) => console.log(error.code ?? String(error)))`
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--conditions=@clientele/source',
      '--import',
      import.meta.resolve('tsx'),
      '--input-type=module',
      '-e',
      script,
    ],
    { ...nobody, encoding: 'utf8', env: { ...process.env, HOME: tmpdir() } },
  )
  return stdout.trim() || stderr
}
