import { readFacts } from '../base/read-facts.ts'
import type { Condition } from '../conditions/ast.ts'
import { dependenciesOf } from '../conditions/dependencies.ts'
import { type Explanation, explainCondition } from '../conditions/explain.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import { needsOf } from '../engine/program.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { mustFind } from '../profile/find-contact.ts'
import { queryOf, segmentOf } from './ask.ts'

/** Why a contact is in a segment, or a condition is true of it, or not. @throws what `segments.explain` throws */
export async function explainMember(
  tx: StorageTransaction,
  kernel: Kernel,
  book: DefinitionBook,
  what: string | Condition,
  contactId: string,
  at: Instant,
): Promise<Explanation> {
  if (typeof what === 'string') segmentOf(book, what)
  else queryOf(kernel, book, what)
  const condition: Condition = typeof what === 'string' ? { segment: what } : what
  const environment = book.environment()
  const contact = await mustFind(tx, contactId)
  const needs = needsOf([dependenciesOf(condition, environment)])
  const facts = (await readFacts(tx, [contact], needs, at, kernel)).get(contact.contactId)
  if (facts === undefined) throw new TypeError('the facts of a contact were not read')
  return explainCondition(condition, facts, at, { environment })
}
