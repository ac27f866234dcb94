import type { Storage } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { postgres } from '@clientele/storage-postgres'
import { sqlite } from '@clientele/storage-sqlite'
import { compareConditions } from '@clientele/testing'
import { startPostgres } from '../../packages/storage/postgres/test/support/start-postgres.ts'
import { readArguments } from '../pipeline/arguments.ts'

/** The three adapters, each empty and open, and how it is put away. */
const ADAPTERS: {
  readonly [name: string]: () => Promise<{ readonly storage: Storage; readonly stop?: () => Promise<void> }>
} = {
  memory: async () => ({ storage: memory() }),
  sqlite: async () => ({ storage: sqlite(':memory:') }),
  postgres: async () => {
    const server = await startPostgres({ settings: { jit: 'off' } })
    return { storage: postgres(server.url), stop: server.stop }
  },
}

/**
 * T4: random (condition, population, instant) triples, asked of the database and of core's evaluator.
 * `[memory] [sqlite] [postgres] --triples 100000 --seed 1`; without a name, all three.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const named = Object.keys(ADAPTERS).filter((name) => args.includes(name))
  for (const name of named.length > 0 ? named : Object.keys(ADAPTERS)) {
    const start = performance.now()
    const { storage, stop } = await (ADAPTERS[name] as (typeof ADAPTERS)[string])()
    try {
      await storage.migrations.up()
      await storage.open()
      const seed = args.includes('--seed') ? number('seed', 1) : undefined
      const { triples, contacts, members } = await compareConditions({
        storage,
        numRuns: number('triples', 100_000),
        seed,
      })
      const took = ((performance.now() - start) / 1000).toFixed(0)
      console.log(
        `${name}: ${triples} triples, ${contacts} answers (${members} true), 0 disagreements, ${took} s`,
      )
    } finally {
      await storage.close()
      await stop?.()
    }
  }
}
