import type { Condition } from '../../conditions/ast.ts'
import type { DefinitionBook } from '../../engine/definition-book.ts'
import { ClienteleError } from '../../errors.ts'
import type { Kernel } from '../../kernel.ts'
import { membershipRule } from '../../lists/membership-rule.ts'
import { nameSchema } from '../../model/identifier.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import { queryOf, segmentOf } from '../ask.ts'
import { compileSegment } from '../compile.ts'
import { freezeTargeting } from './freeze.ts'
import { readTargeting, readTargetings, type TargetingHead } from './stored-targeting.ts'
import { type TargetingOutcome, targetedPage } from './targeting-rows.ts'
import type { FreezeOptions, Targeting, TargetingsApi } from './targetings-api.ts'

/** Makes the door of the targetings. */
export function createTargetingsApi(
  kernel: Kernel,
  { book }: { readonly book: DefinitionBook },
): TargetingsApi {
  const { storage } = kernel
  const pageOf =
    (outcome: TargetingOutcome): TargetingsApi['included'] =>
    (targetingId, page) =>
      storage.transaction(async (tx) => {
        await mustRead(tx, targetingId)
        return targetedPage(tx, targetingId, outcome, page)
      })
  return {
    freeze: (targetingId, what, options) => {
      refuseBadId(targetingId)
      return freezeTargeting(kernel, book, targetingId, askedOf(kernel, book, what, options), options)
    },
    get: (targetingId) => storage.transaction((tx) => mustRead(tx, targetingId)),
    list: () => storage.transaction(readTargetings),
    included: pageOf('included'),
    leftOut: pageOf('leftOut'),
  }
}

async function mustRead(tx: StorageTransaction, targetingId: string): Promise<Targeting> {
  const targeting = await readTargeting(tx, targetingId)
  if (targeting !== undefined) return targeting
  throw new ClienteleError(
    'UNKNOWN_DEFINITION',
    `Expected the id of a frozen targeting, got \`${targetingId}\`; freeze it to its end first, or list what is there.`,
    { details: { targetingId } },
  )
}

function refuseBadId(targetingId: string): void {
  if (nameSchema.safeParse(targetingId).success) return
  throw new ClienteleError(
    'INVALID_INPUT',
    'Expected an id that begins with a letter and holds letters, digits, _ . : - (100 at most), got another text.',
  )
}

/** What is asked, with the versions of everything that it stands on. */
function askedOf(
  kernel: Kernel,
  book: DefinitionBook,
  what: string | Condition,
  { for: target }: FreezeOptions,
): Omit<TargetingHead, 'at' | 'by' | 'note'> {
  const stored = typeof what === 'string' ? segmentOf(book, what) : undefined
  const definition =
    stored === undefined ? queryOf(kernel, book, what as Condition).where : membershipRule(stored.definition)
  const { dependencies } = compileSegment({ id: 'asked', where: definition }, 0, book.environment())
  const standsOn = book
    .stored()
    .segments.filter((one) => dependencies.segments.has(one.definition.id))
    .map(({ definition: { id }, version }) => ({ id, version }))
  const segment = stored && { id: stored.definition.id, version: stored.version }
  return { segment, definition, standsOn, target }
}
