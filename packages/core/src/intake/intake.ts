import type { Kernel } from '../kernel.ts'
import type { DeadLetter } from '../model/dead-letter.ts'
import type { Instant } from '../model/instant.ts'
import type { Storage, StorageTransaction } from '../ports/storage.ts'
import { tellAll } from '../profile/life-event.ts'
import { keepStates } from '../profile/write-states.ts'
import { type BatchOutcome, ingestBatch } from './ingest-batch.ts'
import type { Abortable, IntakeApi, IntakeResult } from './intake-api.ts'
import { type RawItem, rawItem } from './raw-item.ts'
import { type ReadItem, readItem } from './read-item.ts'
import { createOwnerReader } from './read-owner.ts'
import { resultOf } from './result-of.ts'
import { stopIfAsked } from './stop-if-asked.ts'

/** How inputs are taken. */
export interface TakeOptions extends Abortable {
  /** A first load: everything is evaluated, nothing fires. @default false */
  readonly initialLoad?: boolean | undefined
  /** The dead letter that is put in again. */
  readonly replayed?: DeadLetter | undefined
  /** Writes what belongs to the same transaction: a checkpoint. All items are then taken in one. */
  readonly alongside?: ((tx: StorageTransaction, result: IntakeResult) => Promise<void>) | undefined
}

/** The intake of an instance: its public doors, and the one that connectors and replays use. */
export interface Intake {
  readonly api: IntakeApi
  readonly take: (items: readonly RawItem[], options?: TakeOptions) => Promise<IntakeResult>
  /** Forgets what is remembered of identifiers: somebody was erased. */
  readonly forget: () => void
}

/** Items that are worked on together; without a need for more, also those of one transaction. */
const BATCH = 500

/**
 * Makes the intake on the kernel's storage, or on the same storage inside a transaction of the host's. Of the latter
 * nobody knows whether it will be committed: nothing of it is cached, and listeners are told when its part is done.
 */
export function createIntake(kernel: Kernel, hosted?: Storage | undefined): Intake {
  const owners = createOwnerReader(kernel)
  const context: Kernel = hosted === undefined ? kernel : { ...kernel, storage: hosted }

  /** One transaction, in slices of bounded memory. */
  const takeTogether = async (items: readonly RawItem[], options: TakeOptions): Promise<IntakeResult> => {
    const now = kernel.now()
    const read = items.map(({ kind, input }) => readItem(kind, input, kernel, owners, now))
    const done = await context.storage.transaction(async (tx) => {
      const outcomes = await ingestSlices(tx, read, context, now, options)
      const result = resultOf(outcomes)
      await options.alongside?.(tx, result)
      return { outcomes, result }
    })
    for (const { states, told } of done.outcomes) {
      if (hosted === undefined) keepStates(states, kernel)
      tellAll(told, kernel.emit)
    }
    return done.result
  }

  const take = async (items: readonly RawItem[], options: TakeOptions = {}): Promise<IntakeResult> => {
    stopIfAsked(kernel.signal, options.signal)
    if (items.length <= BATCH || options.alongside !== undefined) {
      if (items.length === 0 && options.alongside === undefined) return resultOf([])
      return takeTogether(items, options)
    }
    const parts: IntakeResult[] = []
    for (let start = 0; start < items.length; start += BATCH) {
      stopIfAsked(kernel.signal, options.signal)
      parts.push(await takeTogether(items.slice(start, start + BATCH), options))
    }
    return joinResults(parts)
  }

  const takeAll = (
    kind: DeadLetter['kind'],
    given: unknown,
    options: TakeOptions | undefined,
  ): Promise<IntakeResult> =>
    take(
      (Array.isArray(given) ? given : [given]).map((input: unknown) => ({ kind, input })),
      options,
    )

  return {
    take,
    forget: owners.forget,
    api: {
      track: (events, options) => takeAll('event', events, options),
      upsert: (records, options) => takeAll('record', records, options),
      put: (rows, options) => takeAll('row', rows, options),
      ingest: (items, options) => take(items.map(rawItem), options),
    },
  }
}

async function ingestSlices(
  tx: StorageTransaction,
  items: readonly ReadItem[],
  kernel: Kernel,
  now: Instant,
  options: TakeOptions,
): Promise<readonly BatchOutcome[]> {
  const { initialLoad: isSilent = false, replayed } = options
  const outcomes: BatchOutcome[] = []
  for (let start = 0; start < items.length; start += BATCH)
    outcomes.push(
      await ingestBatch(tx, items.slice(start, start + BATCH), kernel, { now, isSilent, replayed }),
    )
  return outcomes
}

/** Puts the results of the pieces of one call together, once: a call may be of millions. */
function joinResults(parts: readonly IntakeResult[]): IntakeResult {
  let accepted = 0
  let duplicates = 0
  const rejected: IntakeResult['rejected'][number][] = []
  const faulty: IntakeResult['faulty'][number][] = []
  const contactIds: (string | undefined)[] = []
  for (const part of parts) {
    const offset = contactIds.length
    accepted += part.accepted
    duplicates += part.duplicates
    for (const one of part.rejected) rejected.push({ ...one, index: one.index + offset })
    for (const one of part.faulty) faulty.push({ ...one, index: one.index + offset })
    for (const contactId of part.contactIds) contactIds.push(contactId)
  }
  return { accepted, duplicates, rejected, faulty, contactIds }
}
