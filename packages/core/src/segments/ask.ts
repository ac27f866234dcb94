import { matchContacts } from '../base/match-contacts.ts'
import type { Condition } from '../conditions/ast.ts'
import { dependenciesOf } from '../conditions/dependencies.ts'
import { conditionSchema } from '../conditions/schema.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import { ClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { issuesOf } from '../model/issues-of.ts'
import type { ContactQuery } from '../ports/storage.ts'
import { inlineTraits } from '../traits/inline.ts'
import { compileSegment } from './compile.ts'
import type { StoredSegment } from './segments-api.ts'

/** A stored segment. @throws `UNKNOWN_DEFINITION` */
export function segmentOf(book: DefinitionBook, segmentId: string): StoredSegment {
  const stored = book.stored().segments.find((one) => one.definition.id === segmentId)
  if (stored !== undefined) return stored
  throw unknownSegment(segmentId)
}

/** The error for an id that is no stored segment's. */
export function unknownSegment(segmentId: string): ClienteleError {
  return new ClienteleError(
    'UNKNOWN_DEFINITION',
    `Expected the id of a stored segment, got \`${segmentId}\`; save it first, or list what is there.`,
    { details: { segmentId } },
  )
}

/** A condition asked of the whole base, now. @throws `INVALID_CONDITION` */
export function queryOf(kernel: Kernel, book: DefinitionBook, what: Condition): ContactQuery {
  const parsed = conditionSchema.safeParse(what)
  if (!parsed.success)
    throw new ClienteleError('INVALID_CONDITION', `The condition is not valid: ${issuesOf(parsed.error)}.`)
  const environment = book.environment()
  compileSegment({ id: 'asked', where: parsed.data }, 0, environment)
  return {
    ...environment,
    // What the condition language says itself of traits is said so, for databases that know none.
    where: inlineTraits(parsed.data, environment),
    segments: new Map([...environment.segments].map(([id, one]) => [id, inlineTraits(one, environment)])),
    at: kernel.clock.now(),
    defaultZone: kernel.defaultZone,
  }
}

/** Can the database answer the query? It knows no trait but those that {@link queryOf} could write out. */
export function isForDatabase(kernel: Kernel, query: ContactQuery): boolean {
  return kernel.storage.capabilities.select && dependenciesOf(query.where, query).traits.size === 0
}

/** The matches of a query, evaluated in this process. */
export function matchesOf(
  kernel: Kernel,
  book: DefinitionBook,
  { where, at }: ContactQuery,
  after: string | undefined,
  signal: AbortSignal | undefined,
): ReturnType<typeof matchContacts> {
  const { defaultZone } = kernel
  return matchContacts(kernel.storage, {
    where,
    at,
    environment: book.environment(),
    defaultZone,
    after,
    signal,
  })
}
