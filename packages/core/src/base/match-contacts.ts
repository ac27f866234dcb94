import type { Condition } from '../conditions/ast.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import { needsOf } from '../engine/program.ts'
import type { Contact } from '../model/contact.ts'
import type { Instant } from '../model/instant.ts'
import type { Storage } from '../ports/storage.ts'
import type { FactStore } from '../profile/facts.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import { compileSegment } from '../segments/compile.ts'
import { readFacts } from './read-facts.ts'

/** Contacts that are in memory at a time. */
const PAGE = 500

/** A contact for whom a condition is true. */
export interface MatchedContact {
  readonly contact: Contact
  readonly facts: FactStore
}

/** What a condition is asked of. */
export interface MatchQuery {
  readonly where: Condition
  readonly at: Instant
  readonly environment: ConditionEnvironment
  readonly defaultZone: string
  /** Only contacts whose ids come after this one. */
  readonly after?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The contacts for whom a condition is true at an instant, page by page in the order of their ids: evaluated in this
 * process with bounded memory, by the same evaluator as everywhere.
 */
export async function* matchContacts(
  storage: Storage,
  query: MatchQuery,
): AsyncGenerator<readonly MatchedContact[]> {
  const segment = compileSegment({ id: 'asked', where: query.where }, 0, query.environment)
  const needs = needsOf([segment.dependencies])
  const { tables, events } = query.environment
  const settings = { defaultZone: query.defaultZone, tables, events }
  let { after } = query
  for (;;) {
    refuseAborted(query.signal)
    const page = await storage.transaction(async (tx) => {
      const contacts = await tx.contacts.scan({ after, limit: PAGE })
      return { contacts, facts: await readFacts(tx, contacts, needs, query.at, settings) }
    })
    const matched: MatchedContact[] = []
    for (const contact of page.contacts) {
      const facts = page.facts.get(contact.contactId)
      if (facts !== undefined && segment.test(facts, query.at) > 0) matched.push({ contact, facts })
    }
    if (matched.length > 0) yield matched
    const last = page.contacts.at(-1)
    if (last === undefined || page.contacts.length < PAGE) return
    after = last.contactId
    await yieldTurn()
  }
}
