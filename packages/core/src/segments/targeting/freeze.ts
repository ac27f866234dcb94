import type { DefinitionBook } from '../../engine/definition-book.ts'
import { sameDefinition } from '../../engine/definitions.ts'
import { ClienteleError } from '../../errors.ts'
import { compareText } from '../../identity/compare-text.ts'
import type { Kernel } from '../../kernel.ts'
import type { JsonValue } from '../../model/json.ts'
import type { ContactQuery, StorageTransaction } from '../../ports/storage.ts'
import { refuseAborted } from '../../runtime/refuse-aborted.ts'
import { idPagesOf } from '../crossing/id-pages.ts'
import { countSteps, type JudgedContact, judgePages } from '../pre-count.ts'
import { readHead, readTargeting, saveTargeting, type TargetingHead } from './stored-targeting.ts'
import { writeTargeted } from './targeting-rows.ts'
import type { FreezeOptions, Targeting } from './targetings-api.ts'

/** How far a freeze has come: kept with every slice, so that a cut one goes on where it stopped. */
interface Progress {
  readonly after: string | undefined
  readonly tookMs: number
  readonly counts: { readonly [step: string]: number }
  readonly reasons: { readonly [rule: string]: number }
}

const NOTHING: Progress = { after: undefined, tookMs: 0, counts: {}, reasons: {} }

/** Freezes a targeting slice by slice, each in one transaction with how far it has come. */
export async function freezeTargeting(
  kernel: Kernel,
  book: DefinitionBook,
  targetingId: string,
  asked: Omit<TargetingHead, 'at' | 'by' | 'note'>,
  options: FreezeOptions,
): Promise<Targeting> {
  const head = await begin(kernel, targetingId, asked, options)
  const query: ContactQuery = {
    ...book.environment(),
    where: head.definition,
    at: head.at,
    defaultZone: kernel.defaultZone,
  }
  for (;;) {
    const frozen = await pass(kernel, book, targetingId, head, query, options)
    if (frozen !== undefined) return frozen
  }
}

/** Writes the head, or finds the one that a cut freeze left. */
async function begin(
  kernel: Kernel,
  targetingId: string,
  asked: Omit<TargetingHead, 'at' | 'by' | 'note'>,
  { by, note }: FreezeOptions,
): Promise<TargetingHead> {
  return kernel.storage.transaction(async (tx) => {
    await tx.lock([slotOf(targetingId)])
    if ((await readTargeting(tx, targetingId)) !== undefined)
      throw conflict(targetingId, 'is frozen already and never changes')
    const begun = await readHead(tx, targetingId)
    if (begun !== undefined) {
      const { at: _at, by: _by, note: _note, ...before } = begun
      if (sameDefinition(before, asked)) return begun
      throw conflict(targetingId, 'was begun with another definition, version or message')
    }
    const at = kernel.clock.now()
    const head = { ...asked, at, by, note }
    await saveTargeting(tx, targetingId, 1, head, { at, auditId: kernel.nextId() })
    return head
  })
}

/** Goes on from what is stored; `undefined` when somebody else has gone on with it meanwhile. */
async function pass(
  kernel: Kernel,
  book: DefinitionBook,
  targetingId: string,
  head: TargetingHead,
  query: ContactQuery,
  { signal, onProgress }: FreezeOptions,
): Promise<Targeting | undefined> {
  let progress = await kernel.storage.transaction((tx) => readProgress(tx, targetingId))
  const done = await kernel.storage.transaction((tx) => readTargeting(tx, targetingId))
  if (done !== undefined) return done
  let turn = kernel.clock.now()
  for await (const page of judgedPages(kernel, book, query, head, signal)) {
    const { after } = progress
    const judged = page.filter(({ contactId }) => after === undefined || compareText(contactId, after) > 0)
    if (judged.length === 0) continue
    refuseAborted(signal)
    const next = advance(progress, judged, kernel.clock.now() - turn)
    const isOurs = await kernel.storage.transaction(async (tx) => {
      await tx.lock([slotOf(targetingId)])
      if ((await readProgress(tx, targetingId)).after !== after) return false
      await writeTargeted(tx, targetingId, head.at, judged)
      await tx.checkpoints.put(slotOf(targetingId), JSON.parse(JSON.stringify(next)) as JsonValue)
      return true
    })
    if (!isOurs) return undefined
    progress = next
    turn = kernel.clock.now()
    onProgress?.({ contacts: next.counts.matched ?? 0 })
  }
  return finish(kernel, targetingId, head, progress)
}

async function* judgedPages(
  kernel: Kernel,
  book: DefinitionBook,
  query: ContactQuery,
  { target }: TargetingHead,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly JudgedContact[]> {
  if (target !== undefined) {
    yield* judgePages(kernel, book, query, target, signal)
    return
  }
  for await (const ids of idPagesOf(kernel, book, query.where, { at: query.at, signal }))
    yield ids.map((contactId) => ({ contactId, passed: [], stopped: undefined }))
}

function advance(before: Progress, judged: readonly JudgedContact[], tookMs: number): Progress {
  const counts = { ...before.counts }
  const reasons = { ...before.reasons }
  let { after } = before
  const count = (step: string) => {
    counts[step] = (counts[step] ?? 0) + 1
  }
  for (const { contactId, passed, stopped } of judged) {
    count('matched')
    passed.forEach(count)
    count(stopped === undefined ? 'included' : 'leftOut')
    if (stopped !== undefined) reasons[stopped.rule] = (reasons[stopped.rule] ?? 0) + 1
    if (after === undefined || compareText(contactId, after) > 0) after = contactId
  }
  return { after, tookMs: before.tookMs + tookMs, counts, reasons }
}

async function finish(
  kernel: Kernel,
  targetingId: string,
  head: TargetingHead,
  progress: Progress,
): Promise<Targeting | undefined> {
  const { counts, reasons, tookMs } = progress
  const { included = 0, leftOut = 0, matched = 0 } = counts
  const steps =
    head.target === undefined
      ? [{ step: 'matched', contacts: matched }]
      : countSteps()
          .finish()
          .steps.map(({ step }) => ({ step, contacts: (step === 'sendable' ? included : counts[step]) ?? 0 }))
  return kernel.storage.transaction(async (tx) => {
    await tx.lock([slotOf(targetingId)])
    const frozen = await readTargeting(tx, targetingId)
    if (frozen !== undefined) return frozen
    if ((await readProgress(tx, targetingId)).after !== progress.after) return undefined
    const body = { ...head, included, leftOut, steps, reasons, tookMs }
    await saveTargeting(tx, targetingId, 2, body, { at: kernel.clock.now(), auditId: kernel.nextId() })
    await tx.checkpoints.remove(slotOf(targetingId))
    return readTargeting(tx, targetingId)
  })
}

async function readProgress(tx: StorageTransaction, targetingId: string): Promise<Progress> {
  return ((await tx.checkpoints.get(slotOf(targetingId))) as Progress | undefined) ?? NOTHING
}

function slotOf(targetingId: string): string {
  return `clientele/targeting/${targetingId}`
}

function conflict(targetingId: string, what: string): ClienteleError {
  return new ClienteleError(
    'VERSION_CONFLICT',
    `Expected the id of a targeting that is new, got \`${targetingId}\`, which ${what}; give this one another id.`,
    { details: { targetingId } },
  )
}
