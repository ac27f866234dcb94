import { memory } from '@clientele/storage-memory'
import { postgres } from '@clientele/storage-postgres'
import { sqlite } from '@clientele/storage-sqlite'
import pg from 'pg'
import { historyModel } from '../../packages/core/test/identity/histories/history-model.ts'
import { playHistory } from '../../packages/core/test/identity/histories/play-history.ts'
import { emptyTables } from '../../packages/storage/postgres/test/support/empty-tables.ts'
import { startPostgres } from '../../packages/storage/postgres/test/support/start-postgres.ts'

/**
 * R5: random histories (first argument, 10,000) of ingestion, merges, unmerges, undos, decisions, erasures and new
 * models on each adapter (second argument: one of them, or all), with the laws checked after each; prints what fails.
 * The third argument is the seed of the first one: a run that was stopped goes on after the last that it told of.
 */
export async function run([count = '10000', only = 'all', from = '1']: readonly string[]): Promise<void> {
  const model = await historyModel()
  const first = Number(from)
  const last = first + Number(count) - 1
  for (const [name, make] of Object.entries(ADAPTERS)) {
    if (only !== 'all' && only !== name) continue
    const adapter = await make()
    const started = Date.now()
    let failures = 0
    for (let seed = first; seed <= last; seed++) {
      const faults = await playHistory(seed, await adapter.open(), model).catch((error: unknown) => [
        String(error),
      ])
      if (faults.length > 0) failures++
      for (const fault of faults) console.log(`${name}, history ${seed}: ${fault}`)
      const seconds = (Date.now() - started) / 1000
      if (seed === last || (seed - first + 1) % TOLD_EVERY === 0)
        console.log(
          `${name}: histories ${first} to ${seed}, ${failures} with a fault, ${seconds.toFixed(0)} s, ${((seed - first + 1) / seconds).toFixed(1)} a second`,
        )
    }
    await adapter.close()
    if (failures > 0) process.exitCode = 1
  }
}

/** Histories after which it is said how far the run is. */
const TOLD_EVERY = 250

const nothing = async (): Promise<void> => undefined

const ADAPTERS = {
  memory: async () => ({ open: async () => memory(), close: nothing }),
  sqlite: async () => ({
    open: async () => {
      const storage = sqlite(':memory:')
      await storage.migrations.up()
      return storage
    },
    close: nothing,
  }),
  postgres: async () => {
    const server = await startPostgres()
    const pool = new pg.Pool({ connectionString: server.url })
    await postgres(pool).migrations.up()
    return {
      open: async () => {
        await emptyTables(pool)
        return postgres(pool)
      },
      close: async () => {
        await pool.end()
        await server.stop()
      },
    }
  },
}
