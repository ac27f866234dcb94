import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Bundle, bundle } from './bundle.ts'

let built: Bundle

beforeAll(async () => {
  built = await bundle()
}, 60_000)
afterAll(() => built.remove())

/** As `npm install` would: a package into a project. */
export function install(name: string, folder: string): void {
  built.install(name, folder)
}

/** How a process ended. */
export interface Outcome {
  /** Its exit status; a process that never had one makes {@link clientele} fail. */
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** How a process is run. */
export interface ProcessOptions {
  readonly folder: string
  readonly env?: { readonly [name: string]: string } | undefined
  /** Runs it as another user of the machine. */
  readonly uid?: number | undefined
  /** Sends SIGINT as soon as standard error holds this text. */
  readonly interruptAt?: string | undefined
}

/** Runs the command line as a process of its own; a spawn that failed, or a death by a signal, is no outcome. */
export function clientele(options: ProcessOptions, ...args: readonly string[]): Promise<Outcome> {
  return node(options, built.main, ...args)
}

/** The same for any process of Node. */
export function node(options: ProcessOptions, ...args: readonly string[]): Promise<Outcome> {
  const { folder, env, uid, interruptAt } = options
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, ...env },
      uid,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    let isInterrupted = false
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      if (isInterrupted || interruptAt === undefined || !stderr.includes(interruptAt)) return
      isInterrupted = true
      child.kill('SIGINT')
    })
    child.once('error', reject)
    child.once('close', (status, signal) => {
      if (status === null) reject(new Error(`the process died of ${signal}: ${stderr}`))
      else resolve({ status, stdout, stderr })
    })
  })
}

/** Makes folders of projects, with the packages installed; they go after the tests. */
export function folders(): (files?: { readonly [name: string]: string }) => string {
  const made: string[] = []
  afterAll(() => {
    for (const folder of made) {
      chmodSync(folder, 0o755)
      rmSync(folder, { recursive: true, force: true })
    }
  })
  return (files = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'clientele-cli-'))
    made.push(folder)
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    for (const name of ['@clientele/connector-files', '@clientele/storage-sqlite']) install(name, folder)
    return folder
  }
}

/** A configuration over `exports/customers*.csv`. */
export const config: string = `import { files } from '@clientele/connector-files'
import { sqlite } from '@clientele/storage-sqlite'

export default {
  storage: sqlite('clientele.db'),
  timeZone: 'Europe/Paris',
  plugins: [files({ folder: 'exports', mapping: 'mapping.json' })],
}
`

/** Its mapping; columns can be named otherwise. */
export function mapping(columns: { readonly email?: string } = {}): string {
  return JSON.stringify({
    source: 'eshop',
    files: [
      {
        file: 'customers*.csv',
        targets: [
          {
            type: 'record',
            sourceKey: 'id',
            observedAt: 'seen',
            identifiers: { email: columns.email ?? 'email' },
            fields: { firstName: 'name', city: 'city' },
          },
        ],
      },
    ],
  })
}

/** The header of its files. */
export const HEADER = 'id;name;email;city;seen\n'
