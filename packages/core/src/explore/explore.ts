import { type Scope, scopeOf } from '../conditions/scope.ts'
import type { Happening } from '../conditions/series.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import { ClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { askDatabase } from './ask-database.ts'
import type { CompiledExploration } from './compile-exploration.ts'
import { contactPages } from './contact-pages.ts'
import type { ExplorationCell } from './exploration.ts'
import type { Explore } from './explore-api.ts'
import { answerOf, createGroups, type Group, type Groups } from './groups.ts'
import { questionOf } from './question.ts'
import { nobodyPages } from './rows-of-nobody.ts'

/**
 * Makes what answers questions: the database groups the base where it can say exactly what the evaluator of the
 * conditions says; else every contact is looked at by that, page by page, and memory holds a page and the groups.
 */
export function createExplore(kernel: Kernel, { book }: { readonly book: DefinitionBook }): Explore {
  return async (input, { signal } = {}) => {
    const { exploration, compiled, at, environment, table, site, having } = questionOf(kernel, book, input)
    refuseAborted(signal)
    const asked = await askDatabase(kernel, exploration, compiled, { ...site, signal })
    if (asked !== undefined)
      return { at, ...answerOf(asked.groups, exploration, having), ofNobody: asked.ofNobody }
    const groups = createGroups(compiled.measures)
    // Without a dimension there is one group, also of nothing.
    if (compiled.dimensions.length === 0) groups.of([])
    if (table?.kind !== 'reference')
      for await (const facts of contactPages(kernel, { compiled, environment, at, signal }))
        for (const one of facts) countContact(compiled, groups, scopeOf(one, at))
    let ofNobody = 0
    if (table !== undefined && compiled.contacts === undefined)
      for await (const facts of nobodyPages(kernel, table.name, compiled.needs, signal))
        ofNobody += countNobody(compiled, groups, scopeOf(facts, at))
    return { at, ...answerOf(groups.all(), exploration, having), ofNobody }
  }
}

function countContact(compiled: CompiledExploration, groups: Groups, scope: Scope): void {
  const { contacts, subject, dimensions } = compiled
  if (contacts !== undefined && contacts.verdict(scope) <= 0) return
  // What is the contact's is read once, however many rows it has.
  const keys = dimensions.map((one) => (one.ofContact ? one.read(scope, undefined) : null))
  const { contactId } = scope.facts
  if (subject === undefined) addTo(compiled, groups.of(keys), scope, contactId)
  else
    for (const happening of subject.happenings(scope))
      addHappening(compiled, groups, scope, { happening, keys, contactId })
}

/** Rows of no contact: of what is the contact's, they have nothing. */
function countNobody(compiled: CompiledExploration, groups: Groups, scope: Scope): number {
  const { subject, dimensions } = compiled
  const happenings = subject?.happenings(scope) ?? []
  const keys = dimensions.map(() => null)
  for (const happening of happenings)
    addHappening(compiled, groups, scope, { happening, keys, contactId: undefined })
  return happenings.length
}

function addHappening(
  compiled: CompiledExploration,
  groups: Groups,
  scope: Scope,
  one: {
    readonly happening: Happening
    readonly keys: readonly ExplorationCell[]
    readonly contactId: string | undefined
  },
): void {
  const { subject, dimensions } = compiled
  if (subject === undefined) return
  scope.row = subject.series.values(one.happening)
  scope.rowKey = subject.series.key(one.happening)
  const keys = dimensions.map((dimension, place) =>
    dimension.ofContact ? (one.keys[place] ?? null) : dimension.read(scope, one.happening),
  )
  addTo(compiled, groups.of(keys), scope, one.contactId)
  scope.row = undefined
  scope.rowKey = undefined
}

function addTo(
  { measures }: CompiledExploration,
  group: Group,
  scope: Scope,
  contactId: string | undefined,
): void {
  for (const [place, measure] of measures.entries()) {
    if (measure.of === 'contacts' && (contactId === undefined || group.lastContact === contactId)) continue
    const value = measure.read(scope)
    if (value === undefined) continue
    refuseMixed(group, place, measure.currency?.(scope), measure.name)
    group.measures[place]?.add(value, measure.less?.(scope))
  }
  if (contactId !== undefined) group.lastContact = contactId
}

/** Amounts in several currencies are never added. @throws `MIXED_CURRENCIES` */
function refuseMixed(
  group: Group,
  place: number,
  currency: ReturnType<NonNullable<CompiledExploration['measures'][number]['currency']>>,
  name: string,
): void {
  if (currency === undefined) return
  const known = group.currencies[place]
  if (known === undefined) group.currencies[place] = currency
  else if (known !== currency)
    throw new ClienteleError(
      'MIXED_CURRENCIES',
      `Expected the amounts of \`${name}\` to be in one currency, got ${known} and ${currency} in one group; make the currency a dimension, or filter by it.`,
    )
}
