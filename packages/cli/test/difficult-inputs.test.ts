import { chmodSync, chownSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClientele } from '@clientele/core'
import { sqlite } from '@clientele/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../storage/sqlite/src/open-database.ts'
import { clientele, config, folders, HEADER, mapping } from './process.ts'

const folderOf = folders()
const LEA = '1;Léa;lea@example.com;Lyon;2026-01-02T00:00:00Z\n'
const TOM = '2;Tom;tom@example.com;Lille;2026-01-03T00:00:00Z\n'
const LEA_LATER = '3;;LEA@example.com;Nantes;2026-02-01T00:00:00Z\n'

function shop(files: { readonly [name: string]: string }, columns = {}): string {
  const exports = Object.entries(files).map(([name, content]) => [`exports/${name}`, content])
  return folderOf({
    'clientele.config.mjs': config,
    'mapping.json': mapping(columns),
    ...Object.fromEntries(exports),
  })
}

async function imported(folder: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = await clientele({ folder }, 'import', '--json', ...args)
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(stdout)['files:files']
}

/** The contacts without their ids, which say in what order they came. */
async function contactsOf(folder: string): Promise<unknown> {
  await using base = await createClientele({
    storage: sqlite(join(folder, 'clientele.db')),
    sources: ['eshop'],
    timeZone: 'Europe/Paris',
  })
  const contacts = []
  for await (const { contact, records } of base.base.contacts({ records: true }))
    contacts.push({
      fields: contact.fields,
      records: records.map(({ recordId }) => recordId).sort(),
    })
  return contacts.sort((a, b) => (a.records.join() < b.records.join() ? -1 : 1))
}

describe('clientele import, as a process', () => {
  it('refuses a mapping that names a column that is not there, by the column and without a stack', async () => {
    const folder = shop({ 'customers.csv': HEADER + LEA }, { email: 'E-mail' })
    const { status, stderr, stdout } = await clientele({ folder }, 'import')
    expect(status).toBe(1)
    expect(stderr).toContain('MAPPING_INVALID')
    expect(stderr).toContain('did you mean `email`?')
    expect(stderr).not.toContain('    at ')
    expect(stdout).toBe('')
  })

  it('takes what is whole of a file cut in the middle of a row, names the line, and the rest when it is there', async () => {
    const folder = shop({ 'customers.csv': HEADER + LEA + TOM.slice(0, 20) })
    const { status, stdout } = await clientele({ folder }, 'import')
    expect(status).toBe(0)
    expect(stdout).toContain('customers.csv:3')
    expect(stdout).not.toContain('Tom')
    expect(await contactsOf(folder)).toHaveLength(1)
    writeFileSync(join(folder, 'exports/customers.csv'), HEADER + LEA + TOM)
    expect(await imported(folder)).toMatchObject({ accepted: 1, duplicates: 1, rejectedRows: 0 })
    expect(await contactsOf(folder)).toHaveLength(2)
  }, 30_000)

  it('makes the same contacts with a byte-order mark, and with the files in either order', async () => {
    const one = shop({
      'customers-a.csv': `\uFEFF${HEADER}${LEA}${TOM}`,
      'customers-b.csv': HEADER + LEA_LATER,
    })
    const other = shop({ 'customers-a.csv': HEADER + LEA_LATER, 'customers-b.csv': HEADER + TOM + LEA })
    expect(await imported(one)).toMatchObject({ accepted: 3 })
    expect(await imported(other)).toMatchObject({ accepted: 3 })
    const contacts = await contactsOf(one)
    expect(contacts).toMatchObject([
      {
        fields: { firstName: { value: 'Léa' }, city: { value: 'NANTES' } },
        records: ['eshop/1', 'eshop/3'],
      },
      { records: ['eshop/2'] },
    ])
    expect(await contactsOf(other)).toEqual(contacts)
  }, 30_000)

  it('changes nothing when the same file comes twice, under its name or another', async () => {
    const folder = shop({ 'customers-a.csv': HEADER + LEA + TOM })
    await imported(folder)
    const before = await contactsOf(folder)
    expect(await imported(folder)).toMatchObject({ accepted: 0, duplicates: 0 })
    writeFileSync(join(folder, 'exports/customers-b.csv'), HEADER + LEA + TOM)
    expect(await imported(folder)).toMatchObject({ accepted: 0, duplicates: 2 })
    expect(await contactsOf(folder)).toEqual(before)
  }, 30_000)
})

describe('a composition that cannot stand, as a process', () => {
  it('names a plugin that needs another one, and opens nothing', async () => {
    const folder = shop({ 'customers.csv': HEADER + LEA })
    const needs = `{ id: 'loyalty', kind: 'scorer', needs: ['points'], setup: () => ({}) }`
    writeFileSync(
      join(folder, 'clientele.config.mjs'),
      config.replace("mapping: 'mapping.json' })]", `mapping: 'mapping.json' }), ${needs}]`),
    )
    const { status, stderr } = await clientele({ folder }, 'count')
    expect(status).toBe(1)
    expect(stderr).toContain('PLUGIN_NEED_MISSING')
    expect(stderr).toContain('`points`')
    expect(stderr).not.toContain('    at ')
    expect(existsSync(join(folder, 'clientele.db'))).toBe(false)
  })

  it('refuses a folder that may not be written, and says so', async () => {
    const folder = shop({ 'customers.csv': HEADER + LEA })
    chmodSync(folder, 0o555)
    // The administrator may write anywhere: there, another user tries.
    const isRoot = process.getuid?.() === 0
    const { status, stderr } = await clientele({ folder, uid: isRoot ? 65_534 : undefined }, 'import')
    expect(stderr).toContain('STORAGE_READ_ONLY')
    expect(stderr).not.toContain('    at ')
    expect(status).toBe(1)
    expect(existsSync(join(folder, 'clientele.db'))).toBe(false)
    chmodSync(folder, 0o755)
    if (isRoot) chownSync(folder, 0, 0)
    expect(await imported(folder)).toMatchObject({ accepted: 1 })
  }, 30_000)

  it('leaves a database of a newer schema alone, whatever is asked of it', async () => {
    const folder = shop({ 'customers.csv': HEADER + LEA })
    await imported(folder)
    const path = join(folder, 'clientele.db')
    const handle = await openDatabase(path)
    handle.exec('insert into clientele_schema select max(version) + 1, name from clientele_schema')
    const before = contentOf(handle)
    expect(before.length).toBeGreaterThan(5)
    handle.close()
    for (const command of ['import', 'count', 'doctor', 'migrate']) {
      const { status, stdout, stderr } = await clientele({ folder }, command)
      expect([command, status]).toEqual([command, 1])
      expect(stdout + stderr).toContain('STORAGE_SCHEMA_NEWER')
    }
    const after = await openDatabase(path)
    expect(contentOf(after)).toEqual(before)
    after.close()
  }, 30_000)

  /** Every table with its statement and its rows. */
  function contentOf(handle: Awaited<ReturnType<typeof openDatabase>>): readonly unknown[] {
    const tables = handle
      .prepare("select name, sql from sqlite_master where type = 'table' order by name")
      .all()
    return (tables as readonly { name: string; sql: string }[]).map(({ name, sql }) => [
      sql,
      handle.prepare(`select * from "${name}"`).all(),
    ])
  }
})

describe('clientele doctor and migrate, as processes', () => {
  it('print the schema without making it, make it, and find everything well', async () => {
    const folder = shop({ 'customers.csv': HEADER + LEA })
    const printed = await clientele({ folder }, 'migrate', '--print')
    expect(printed.status).toBe(0)
    expect(printed.stdout).toMatch(/create table.*"?contacts"?/i)
    expect((await clientele({ folder }, 'doctor')).stdout).toContain('nothing there yet')
    const { status, stdout } = await clientele({ folder }, 'doctor', '--json')
    expect(status).toBe(0)
    const { findings } = JSON.parse(stdout)
    expect(findings.map(({ check, ok }: { check: string; ok: boolean }) => [check, ok])).toEqual(
      [
        'Node',
        'configuration',
        'schema',
        'instance',
        'connectors',
        'dead letter',
        'messages in doubt',
        'closing',
      ].map((check) => [check, true]),
    )
    expect((await clientele({ folder }, 'migrate', '--print')).stdout).toContain('nothing to do')
  }, 30_000)

  it('finds what is wrong, says which check it was, and ends with status 1', async () => {
    const folder = shop({ 'customers.csv': HEADER + LEA })
    writeFileSync(
      join(folder, 'clientele.db'),
      'this is no database, and was never meant to be one. '.repeat(100),
    )
    const { status, stdout } = await clientele({ folder }, 'doctor')
    expect(status).toBe(1)
    expect(stdout).toMatch(/✗ schema: STORAGE_CORRUPT/)
  })
})
