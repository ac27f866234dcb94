import type { Storage } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { postgres } from '@clientele/storage-postgres'
import { sqlite } from '@clientele/storage-sqlite'
import { compareConditions, conditionTally, conditionWorld } from '@clientele/testing'
import { startPostgres } from '../../packages/storage/postgres/test/support/start-postgres.ts'
import { readArguments } from '../pipeline/arguments.ts'
import { parityTable } from './parity-table.ts'

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

/** Between two lines that say how far it is, in ms. */
const PROGRESS = 30_000
/** So many disagreements say that something is broken; there is no use in finding more of them. */
const ENOUGH = 20

/**
 * T4: random (condition, population, instant) triples, asked of the database and of core's evaluator.
 * `[memory] [sqlite] [postgres] --triples 100000 --seed 1 --from 0 --contacts 6`; without a name, all three. Triple I
 * of a seed is the same one whatever `--from` and `--triples` are: shards of a run are `--from 0 --triples 50000` and
 * `--from 50000 --triples 50000`, and `--from I --triples 1` asks one again. Without `--contacts`, populations are of
 * up to 6 contacts and now and then of 20 to 60. The table says how often each kind of part was true and false; a
 * disagreement makes the exit code 1.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const named = Object.keys(ADAPTERS).filter((name) => args.includes(name))
  const seed = number('seed', Math.floor(Math.random() * 2 ** 31))
  const [from, triples] = [number('from', 0), number('triples', 100_000)]
  const maxContacts = args.includes('--contacts') ? number('contacts', 6) : undefined
  for (const name of named.length > 0 ? named : Object.keys(ADAPTERS))
    await prove(name, { seed, from, triples, maxContacts })
}

interface Proof {
  readonly seed: number
  readonly from: number
  readonly triples: number
  readonly maxContacts: number | undefined
}

async function prove(name: string, { seed, from, triples, maxContacts }: Proof): Promise<void> {
  const start = performance.now()
  const seconds = (): string => ((performance.now() - start) / 1000).toFixed(0)
  const { storage, stop } = await (ADAPTERS[name] as (typeof ADAPTERS)[string])()
  const world = conditionWorld()
  const tally = conditionTally(world)
  let [agreed, disagreed, said] = [0, 0, start]
  const progress = (): void => {
    if (performance.now() - said < PROGRESS) return
    said = performance.now()
    console.error(
      `${name}: ${agreed + disagreed} of ${triples} triples, ${disagreed} disagreements, ${seconds()} s`,
    )
  }
  try {
    await storage.migrations.up()
    await storage.open()
    const { contacts, members } = await compareConditions({
      storage,
      world,
      seed,
      from,
      numRuns: triples,
      size: maxContacts === undefined ? undefined : { maxContacts, maxRows: Math.max(4, maxContacts) },
      onAgreement: (question) => {
        agreed++
        tally.add(question)
        progress()
      },
      onDisagreement: (place, message) => {
        disagreed++
        process.exitCode = 1
        console.error(`${name}: the two disagree on triple ${place} of seed ${seed}\n${message}`)
        if (disagreed >= ENOUGH)
          throw new Error(`Expected agreement, got ${disagreed} disagreements; stopped`)
      },
    })
    console.log(parityTable(tally.counts(), agreed))
    console.log(
      `${name}: ${agreed + disagreed} triples from ${from} of seed ${seed}, ${contacts} answers (${members} true), ${disagreed} disagreements, ${seconds()} s`,
    )
  } finally {
    await storage.close()
    await stop?.()
  }
}
