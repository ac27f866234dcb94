import type { Contact } from '../model/contact.ts'
import type { Page } from '../ports/page.ts'
import type { ContactQuery, ContactSelect, StorageTransaction } from '../ports/storage.ts'
import { contactMatcher } from './contact-matcher.ts'

/** Contacts that are in memory at a time. */
const PAGE = 500

/**
 * Answers conditions by reading every contact, page by page, with the evaluator of core: right on every input, in
 * bounded memory, and as slow as that is. For adapters whose database cannot be asked.
 *
 * @example
 * ```ts
 * const count = (transaction: StorageTransaction, query: ContactQuery) => scanSelect(transaction).count(query)
 * ```
 */
export function scanSelect(transaction: StorageTransaction): ContactSelect {
  return {
    count: async (query) => {
      let count = 0
      for await (const matched of matchedPages(transaction, query, undefined)) count += matched.length
      return count
    },
    ids: async (query, page) => {
      const ids: string[] = []
      if (page.limit <= 0) return ids
      for await (const matched of matchedPages(transaction, query, page.after)) {
        for (const { contactId } of matched) ids.push(contactId)
        if (ids.length >= page.limit) break
      }
      return ids.slice(0, page.limit)
    },
  }
}

async function* matchedPages(
  transaction: StorageTransaction,
  query: ContactQuery,
  from: Page['after'],
): AsyncGenerator<readonly Contact[]> {
  const matching = contactMatcher(query)
  let after = from
  for (;;) {
    const contacts = await transaction.contacts.scan({ after, limit: PAGE })
    yield await matching(transaction, contacts)
    const last = contacts.at(-1)
    if (last === undefined || contacts.length < PAGE) return
    after = last.contactId
  }
}
