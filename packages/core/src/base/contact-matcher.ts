import { compileCondition } from '../conditions/compile.ts'
import { dependenciesOf } from '../conditions/dependencies.ts'
import { needsOf } from '../engine/program.ts'
import type { Contact } from '../model/contact.ts'
import type { ContactQuery, StorageTransaction } from '../ports/storage.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import { readFacts } from './read-facts.ts'

/** Those of some stored contacts for whom a condition is true, in the order given. */
export type ContactMatcher = (
  transaction: StorageTransaction,
  contacts: readonly Contact[],
) => Promise<readonly Contact[]>

/**
 * Compiles a query for the evaluator of core, which reads what it needs of the contacts in bulk: what a storage
 * adapter decides with where its database cannot.
 *
 * @throws `INVALID_CONDITION`, `DEFINITION_CYCLE`
 */
export function contactMatcher(query: ContactQuery): ContactMatcher {
  const { where, at } = query
  const test = compileCondition(where, query)
  const needs = needsOf([dependenciesOf(where, query)])
  const settings = {
    defaultZone: query.defaultZone ?? 'UTC',
    tables: query.tables,
    events: query.events,
  }
  return async (transaction, contacts) => {
    if (contacts.length === 0) return []
    // A base is many batches: the process has its turn between two.
    await yieldTurn()
    const facts = await readFacts(transaction, contacts, needs, at, settings)
    return contacts.filter(({ contactId }) => {
      const own = facts.get(contactId)
      return own !== undefined && test(own, at) > 0
    })
  }
}
