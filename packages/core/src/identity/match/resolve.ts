import { ClienteleError } from '../../errors.ts'
import { assembleResolution } from './assemble.ts'
import { fileRows } from './blocking.ts'
import { compareCandidates } from './candidate-pairs.ts'
import { clusterBase } from './cluster-base.ts'
import { clusterRules } from './cluster-rules.ts'
import { planColumns } from './columns.ts'
import { type MatchRecord, recordEncoder } from './encode.ts'
import { findGenericValues } from './generic-values.ts'
import { checkLinks, pinOf } from './match-link.ts'
import type { MatchProgress } from './match-progress.ts'
import { type PairScorer, pairScorer } from './pair-scorer.ts'
import { type RecordIndex, recordIndex } from './record-index.ts'
import { type RecordStore, recordStore } from './record-store.ts'
import type { IdentityResolution, RecordStream, ResolveOptions } from './resolve-types.ts'
import { scorePairs } from './score-pairs.ts'
import { type TrainedBase, trainModel } from './train-model.ts'
import { withoutGenerics } from './without-generics.ts'

/** Records read between two reports of progress. */
const SLICE = 20_000

/**
 * Resolves records into contacts and households, from nothing but the records: no labels and no settings beside the
 * kinds of the columns.
 *
 * The answer does not depend on the order of the records, nor on how often one is delivered. Work is done in slices,
 * between which other work of the process goes on; `signal` stops it there.
 *
 * @throws {@link ClienteleError} `INVALID_OPTIONS` (a mapping that cannot be), `INVALID_INPUT` (a record without
 * id), `LINK_CONFLICT`, `ABORTED`.
 *
 * @example
 * ```ts
 * const { contacts } = await resolve(
 *   [
 *     { id: 'eshop/1', first: 'Odile', last: 'Branly', email: 'odile.branly@example.org' },
 *     { id: 'till/7', first: 'Odile', last: 'BRANLY', email: 'odile.branly@example.org' },
 *   ],
 *   { columns: { id: 'id', first: 'firstName', last: 'lastName', email: 'email' } },
 * )
 * // contacts.length is 1
 * ```
 */
export async function resolve(records: RecordStream, options: ResolveOptions): Promise<IdentityResolution> {
  const base = beginBase(options)
  const count = await readAll(records, options, base)
  options.onProgress?.({ phase: 'read', done: 1, records: count })
  const steps = base.finish()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    options.onProgress?.(step.value)
    await pause(options.signal)
  }
}

async function readAll(
  records: RecordStream,
  { onProgress, signal }: ResolveOptions,
  base: BaseInProgress,
): Promise<number> {
  let count = 0
  const rest = async (): Promise<void> => {
    onProgress?.({ phase: 'read', done: 0, records: count })
    await pause(signal)
  }
  // Two loops: waiting for every record of an array would cost more than reading it.
  if (Symbol.asyncIterator in records) {
    for await (const record of records) {
      base.add(record)
      if (++count % SLICE === 0) await rest()
    }
    return count
  }
  for (const record of records) {
    base.add(record)
    if (++count % SLICE === 0) await rest()
  }
  return count
}

/** Lets other work of the process go on. */
async function pause(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((done) => setTimeout(done, 0))
  if (signal?.aborted === true) {
    throw new ClienteleError(
      'ABORTED',
      'Resolution was stopped by its signal. Start it again to resolve the records.',
      {
        cause: signal.reason,
      },
    )
  }
}

/** A base on its way: records go in, then it is finished step by step. */
interface BaseInProgress {
  add(record: MatchRecord): void
  finish(): Generator<MatchProgress, IdentityResolution>
}

function beginBase(options: ResolveOptions): BaseInProgress {
  const plan = planColumns(options.columns)
  const country = options.model?.country ?? options.country ?? 'FR'
  const links = options.links ?? []
  checkLinks(links)
  const pinned = new Set(links.flatMap(({ a, b }) => [a, b]))
  const raw = recordStore(plan)
  const frozen = options.model
  const encoder = recordEncoder(
    raw,
    { country },
    frozen?.fields.map(({ generic }) => generic),
  )
  const index = recordIndex(plan, (row) => raw.hashes.values[row] as number)
  return {
    add(record) {
      const pin = pinned.size > 0 && pinned.has(index.idOf(record)) ? pinOf(index.idOf(record)) : 0
      index.add(record, encoder.encode(record, pin))
    },
    *finish() {
      const told = withoutReplaced(raw, index)
      if (frozen !== undefined) return yield* finishFrozen(told, index, frozen, options)
      const generics = told.fields.map((field) => findGenericValues(told, field))
      const { store, rowOf } = withoutGenerics(
        told,
        generics.map(({ hashes }) => hashes),
      )
      moveRows(index, rowOf)
      const trained = yield* trainModel(store, generics, copiesOf(index, store.hashes.length), country)
      return yield* join(store, index, trained, options)
    },
  }
}

/** The store without the descriptions that only replaced deliveries of a record gave. */
function withoutReplaced(raw: RecordStore, index: RecordIndex): RecordStore {
  if (index.repeated() === 0) return raw
  const copies = copiesOf(index, raw.hashes.length)
  const { store, rowOf } = withoutGenerics(raw, [], (row) => (copies[row] as number) > 0)
  moveRows(index, rowOf)
  return store
}

function moveRows(index: RecordIndex, rowOf: Int32Array): void {
  for (let record = 0; record < index.rows.length; record++) {
    index.rows.values[record] = rowOf[index.rows.values[record] as number] as number
  }
}

function* finishFrozen(
  store: RecordStore,
  index: RecordIndex,
  model: NonNullable<ResolveOptions['model']>,
  options: ResolveOptions,
): Generator<MatchProgress, IdentityResolution> {
  yield { phase: 'block', done: 0 }
  const scorer = pairScorer(store, model)
  const comparing = compareCandidates(store.hashes.length, fileRows(store, model.rules), scorer.features)
  let step = comparing.next()
  while (step.done !== true) {
    yield { phase: 'compare', done: step.value }
    step = comparing.next()
  }
  const scores = scorePairs(step.value, scorer)
  return yield* join(store, index, { model, pairs: step.value, scores, blocking: [], generics: [] }, options)
}

function* join(
  store: RecordStore,
  index: RecordIndex,
  base: TrainedBase,
  options: ResolveOptions,
): Generator<MatchProgress, IdentityResolution> {
  yield { phase: 'join', done: 0 }
  const { model, pairs, scores } = base
  const scorer: PairScorer = pairScorer(store, model)
  const pairOf = rowPairs(index)
  const links = options.links ?? []
  const rules = clusterRules(
    store,
    model,
    scorer,
    links.filter(({ kind }) => kind === 'must').flatMap(pairOf),
    links.filter(({ kind }) => kind === 'cannot').flatMap(pairOf),
  )
  let strong = 0
  for (const weight of scores.weights) if (weight >= model.threshold) strong++
  const edges = { a: new Int32Array(strong), b: new Int32Array(strong), weights: new Float64Array(strong) }
  let next = 0
  for (let pair = 0; pair < scores.weights.length; pair++) {
    const weight = scores.weights[pair] as number
    if (weight < model.threshold) continue
    edges.a[next] = pairs.a.values[pair] as number
    edges.b[next] = pairs.b.values[pair] as number
    edges.weights[next++] = weight
  }
  const clustering = clusterBase(store.hashes.length, edges, rules)
  let step = clustering.next()
  while (step.done !== true) {
    yield { phase: 'join', done: step.value }
    step = clustering.next()
  }
  return assembleResolution({ store, index, base, scorer, groupOf: step.value, options })
}

function rowPairs(
  index: RecordIndex,
): (link: { readonly a: string; readonly b: string }) => (readonly [number, number])[] {
  return ({ a, b }) => {
    const one = index.find(a)
    const two = index.find(b)
    // A link may name a record that has not come yet, or that was erased.
    if (one === undefined || two === undefined) return []
    return [[index.rows.values[one] as number, index.rows.values[two] as number]]
  }
}

function copiesOf(index: RecordIndex, rows: number): Int32Array {
  const copies = new Int32Array(rows)
  for (let record = 0; record < index.rows.length; record++) {
    const row = index.rows.values[record] as number
    copies[row] = (copies[row] as number) + 1
  }
  return copies
}
