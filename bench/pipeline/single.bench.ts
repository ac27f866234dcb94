import { readArguments } from './arguments.ts'
import { printRace, sqliteRace } from './sqlite-race.ts'

/** S2: one event per call, beside the same rows written by hand in a transaction each. `--contacts`, `--events`. */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const contacts = number('contacts', 20_000)
  const events = number('events', 30_000)
  const cacheSize = number('cache', 10_000)
  printRace(
    `S2 ${contacts.toLocaleString('en')} contacts, one event per call`,
    events,
    await sqliteRace({ contacts, events, batch: 1, cacheSize }),
  )
}
