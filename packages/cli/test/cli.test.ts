import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { folders, install, node, clientele as run } from './process.ts'

const folderOf = folders()

describe('the runner of these tests', () => {
  it('does not take a death by a signal, or a process that never began, for a status', async () => {
    const folder = folderOf()
    await expect(node({ folder }, '-e', 'process.kill(process.pid, "SIGKILL")')).rejects.toThrow('SIGKILL')
    await expect(node({ folder: join(folder, 'nowhere') }, '-e', '0')).rejects.toThrow('ENOENT')
    expect(await node({ folder }, '-e', 'process.exit(3)')).toMatchObject({ status: 3 })
  })
})

describe('clientele, as a process', () => {
  it('answers an unknown command with its help and status 2', async () => {
    const { status, stderr } = await run({ folder: folderOf() }, 'nope')
    expect(status).toBe(2)
    expect(stderr).toContain('There is no command `nope`')
  })

  it('says what to do where there is no configuration', async () => {
    const { status, stderr } = await run({ folder: folderOf() }, 'count')
    expect(status).toBe(1)
    expect(stderr).toContain('run `clientele init`')
    expect(stderr).not.toContain('    at ')
  })
})

describe('a project that `clientele init` has begun, far from this repository', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-init-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const clientele = (...args: readonly string[]) => run({ folder }, ...args)

  it('runs with the packages that it says to install and no others', async () => {
    const { status, stdout } = await clientele('init')
    expect(status).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['clientele.config.mjs', 'exports', 'mapping.json'])
    const packages = /npm install (.+)$/m.exec(stdout)?.[1]?.split(' ') ?? []
    expect(packages).toContain('clientele')
    for (const name of packages) install(name, folder)
    expect((await clientele('doctor')).stdout).toContain('✓ instance: 0 contacts')
    const first = JSON.parse((await clientele('import', '--json')).stdout)
    expect(first['files:files']).toMatchObject({ accepted: 3, rejectedRows: 0 })
    expect(JSON.parse((await clientele('count', '--json')).stdout)).toMatchObject({
      contacts: 2,
      segments: { reachable: 2 },
    })
  }, 60_000)

  it('changes nothing when the same file comes again', async () => {
    const again = JSON.parse((await clientele('import', '--from-start', '--json')).stdout)
    expect(again['files:files']).toMatchObject({ accepted: 0, duplicates: 3 })
  }, 60_000)

  it('writes a report, and finds the people of a file without a base', async () => {
    expect((await clientele('report', '--out', 'page.html')).status).toBe(0)
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain('</html>')
    const columns = 'id=id,first_name=firstName,last_name=lastName,email=email'
    const args = ['exports/customers.csv', '--columns', columns, '--out', 'people.csv']
    expect((await clientele('resolve', ...args)).stdout).toContain('Records: 3.')
    expect(existsSync(join(folder, 'people.csv'))).toBe(true)
  }, 60_000)

  it('answers a question as a table, and writes every group of it as CSV', async () => {
    const question = JSON.stringify({
      dimensions: { city: { field: 'city' } },
      measures: { people: { of: 'count' } },
    })
    const shown = await clientele('query', question)
    expect(shown.stdout).toContain('people')
    const { stdout } = await clientele('query', question, '--out', 'cities.csv')
    const [header, ...lines] = readFileSync(join(folder, 'cities.csv'), 'utf8').trim().split(/\r?\n/)
    expect(header).toBe('city,people')
    expect(stdout).toContain(`wrote ${lines.length} groups to cities.csv`)
    expect(lines.reduce((sum, line) => sum + Number(line.split(',').at(-1)), 0)).toBe(2)
    const ordered = JSON.stringify({
      ...JSON.parse(question),
      orderBy: [{ by: 'people', descending: true }],
      limit: 1,
    })
    expect((await clientele('query', ordered, '--out', 'first.csv')).stdout).toContain('wrote 1 of')
  }, 60_000)

  it('says why a contact is in a segment, or is not', async () => {
    const { stdout } = await clientele(
      'query',
      '{"dimensions":{"id":{"field":"email"}},"measures":{"n":{"of":"count"}}}',
    )
    expect(stdout).toContain('n')
    const base = await import('@clientele/storage-sqlite')
    const storage = base.sqlite(join(folder, 'clientele.db'))
    await storage.open()
    const [contact] = await storage.transaction((tx) => tx.contacts.scan({ limit: 1 }))
    await storage.close()
    const why = await clientele('explain', 'reachable', contact?.contactId ?? '')
    expect(why.stdout).toMatch(/^[✓✗] is in the segment “reachable”/)
    expect(
      JSON.parse((await clientele('explain', 'reachable', contact?.contactId ?? '', '--json')).stdout),
    ).toMatchObject({
      condition: { segment: 'reachable' },
    })
    expect((await clientele('explain', 'reachable', 'nobody')).stderr).toContain('Expected')
    expect((await clientele('explain', '{"field":')).status).not.toBe(0)
  }, 60_000)

  it('is not overwritten by a second init', async () => {
    const { status, stderr } = await clientele('init')
    expect(status).toBe(1)
    expect(stderr).toContain('--force')
  })
})
