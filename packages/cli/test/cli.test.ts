import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
// Inside the repository, so that the configuration finds the packages.
const folder = join(root, 'node_modules/.cache', `clientele-cli-${process.pid}`)

interface Outcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

function clientele(...args: readonly string[]): Promise<Outcome> {
  const command = ['--conditions=@clientele/source', join(root, 'packages/cli/src/main.ts'), ...args]
  return new Promise((resolve) => {
    execFile(join(root, 'node_modules/.bin/tsx'), command, { cwd: folder }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

describe('clientele, as a process', () => {
  beforeAll(() => mkdirSync(folder, { recursive: true }))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('answers an unknown command with its help and status 2', async () => {
    const { status, stderr } = await clientele('nope')
    expect(status).toBe(2)
    expect(stderr).toContain('There is no command `nope`')
  })

  it('says what to do where there is no configuration', async () => {
    const { status, stderr } = await clientele('count')
    expect(status).toBe(1)
    expect(stderr).toContain('run `clientele init`')
    expect(stderr).not.toContain('    at ')
  })

  it('goes from init to people, and changes nothing when the same file comes again', async () => {
    expect((await clientele('init')).status).toBe(0)
    const first = JSON.parse((await clientele('import', '--json')).stdout)
    expect(first['files:files']).toMatchObject({ accepted: 3, rejectedRows: 0 })
    const again = JSON.parse((await clientele('import', '--from-start', '--json')).stdout)
    expect(again['files:files']).toMatchObject({ accepted: 0, duplicates: 3 })
    expect(JSON.parse((await clientele('count', '--json')).stdout)).toMatchObject({ contacts: 2 })
  }, 60_000)

  it('matches the people of the base, step by step, and says what is wrong with a step', async () => {
    const unknown = await clientele('identity', 'guess')
    expect(unknown.status).toBe(1)
    expect(unknown.stderr).toContain('train, preview, apply')
    const trained = JSON.parse((await clientele('identity', 'train', '--json')).stdout)
    expect(trained).toMatchObject({ version: 1 })
    const previewed = JSON.parse((await clientele('identity', 'preview', '--json')).stdout)
    const applied = JSON.parse((await clientele('identity', 'apply', '--json')).stdout)
    expect(applied.contacts).toBe(previewed.contacts.after)
    const report = await clientele('identity', 'report')
    expect(report.stdout).toContain('model 1 in force')
  }, 60_000)

  it('answers a question as JSON and as CSV, and says what is wrong with one', async () => {
    const question = '{"dimensions":{"name":{"field":"firstName"}},"measures":{"people":{"of":"count"}}}'
    writeFileSync(join(folder, 'question.json'), question)
    const { stdout } = await clientele('query', 'question.json', '--out', 'answer.csv', '--json')
    const { groups } = JSON.parse(stdout)
    expect(groups.reduce((sum: number, { people }: { people: number }) => sum + people, 0)).toBe(2)
    expect(readFileSync(join(folder, 'answer.csv'), 'utf8')).toMatch(/^name,people\r\n/)
    const { status, stderr } = await clientele('query', '{"measures":{}}')
    expect(status).toBe(1)
    expect(stderr).toContain('one measure or more')
  }, 60_000)

  it('refuses a mapping that does not fit, by the column and without a stack', async () => {
    const mapping = readFileSync(join(folder, 'mapping.json'), 'utf8')
    writeFileSync(join(folder, 'mapping.json'), mapping.replaceAll('"first_name"', '"First Name"'))
    const { status, stderr } = await clientele('import', '--from-start')
    writeFileSync(join(folder, 'mapping.json'), mapping)
    expect(status).toBe(1)
    expect(stderr).toContain('did you mean `first_name`?')
    expect(stderr).not.toContain('    at ')
  }, 60_000)

  it('writes a report, and finds the people of a file without a base', async () => {
    expect((await clientele('report', '--out', 'page.html')).status).toBe(0)
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain('</html>')
    const columns = 'id=id,first_name=firstName,last_name=lastName,email=email'
    const { stdout } = await clientele(
      'resolve',
      'exports/customers.csv',
      '--columns',
      columns,
      '--out',
      'people.csv',
    )
    expect(stdout).toContain('3 records')
    expect(existsSync(join(folder, 'people.csv'))).toBe(true)
  }, 60_000)
})
