import { readFacts } from '../base/read-facts.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { ContactFacts } from '../conditions/facts.ts'
import type { Kernel } from '../kernel.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import type { CompiledExploration } from './compile-exploration.ts'

/** Contacts that are in memory at a time. */
const PAGE = 500

/** What is read of every contact. */
export interface ContactWalk {
  readonly compiled: CompiledExploration
  readonly environment: ConditionEnvironment
  readonly at: number
  readonly signal: AbortSignal | undefined
}

/** Every contact's facts, page by page, as far as a question needs them. */
export async function* contactPages(
  { storage, defaultZone }: Kernel,
  { compiled, environment, at, signal }: ContactWalk,
): AsyncGenerator<Iterable<ContactFacts>> {
  const { tables, events } = environment
  const settings = { defaultZone, tables, events }
  let after: string | undefined
  for (;;) {
    refuseAborted(signal)
    const page = { after, limit: PAGE }
    const { contacts, facts } = await storage.transaction(async (tx) => {
      const found = await tx.contacts.scan(page)
      return { contacts: found, facts: await readFacts(tx, found, compiled.needs, at, settings) }
    })
    yield facts.values()
    if (contacts.length < PAGE) return
    after = contacts.at(-1)?.contactId
    await yieldTurn()
  }
}
