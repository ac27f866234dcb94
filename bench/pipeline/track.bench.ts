import { readArguments } from './arguments.ts'
import { printRace, sqliteRace } from './sqlite-race.ts'

/**
 * S1: `track` in batches of 500 through the whole pipeline, beside the same rows written by hand. `--full`: 200,000
 * contacts and a million events; `--contacts`, `--events`, `--batch`, `--cache`.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number, flag } = readArguments(args)
  const contacts = number('contacts', flag('full') ? 200_000 : 20_000)
  const events = number('events', flag('full') ? 1_000_000 : 100_000)
  const batch = number('batch', 500)
  const cacheSize = number('cache', 10_000)
  printRace(
    `S1 ${contacts.toLocaleString('en')} contacts, batches of ${batch}`,
    events,
    await sqliteRace({ contacts, events, batch, cacheSize }),
  )
}
