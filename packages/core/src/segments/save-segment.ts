import { compileProgram } from '../engine/compile-program.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import {
  DEFINITIONS_LOCK,
  type StoredDefinitions,
  sameDefinition,
  saveDefinition,
} from '../engine/definitions.ts'
import { noteSweep } from '../engine/sweeps.ts'
import { ClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import type { DefinitionKind } from '../model/definition.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { SegmentDefinition } from './definition.ts'
import type { StoredSegment } from './segments-api.ts'

/** How a segment is saved. */
export interface SaveSegment {
  readonly by: string
  readonly expectedVersion?: number | undefined
  readonly replayEntries?: boolean | undefined
}

/**
 * Saves a segment inside a transaction, if it says something else than what is stored, and notes the walk that
 * evaluates it, and those that stand on it, over the base.
 *
 * @throws what a condition that does not compile throws; `DEFINITION_CYCLE`; `VERSION_CONFLICT`.
 */
export async function saveSegment(
  tx: StorageTransaction,
  kernel: Kernel,
  book: DefinitionBook,
  definition: SegmentDefinition,
  options: SaveSegment,
): Promise<StoredSegment> {
  await tx.lock([DEFINITIONS_LOCK])
  const stored = await book.read(tx)
  const latest = await latestVersion(tx, 'segment', definition.id)
  refuseStale('segment', definition.id, latest, options.expectedVersion)
  const current = stored.segments.find((one) => one.definition.id === definition.id)
  refuseLabel(current)
  const isSame = current !== undefined && sameDefinition(current.definition, definition)
  if (isSame && !options.replayEntries) return current

  const next: StoredSegment = isSame
    ? current
    : { definition, version: latest + 1, savedAt: kernel.clock.now(), savedBy: options.by }
  const program = compileProgram(withSegment(stored, next), book.settings)
  const dependent = program.segments.filter((one) => one.dependencies.segments.has(definition.id))
  if (!isSame) {
    const { version, savedAt: at, savedBy: by } = next
    await saveDefinition(tx, 'segment', definition, { version, at, by, auditId: kernel.nextId() })
    await tx.definitions.setState('segment', definition.id, 'active')
  }
  await noteSweep(tx, {
    kind: 'evaluate',
    id: kernel.nextId(),
    segments: [definition.id, ...dependent.map((one) => one.id)],
    replay: options.replayEntries === true ? [definition.id] : [],
  })
  return next
}

/** @throws `INVALID_DEFINITION` for the segment of a label: it stands and falls with its segmentation. */
export function refuseLabel(segment: StoredSegment | undefined): void {
  if (segment?.segmentation === undefined) return
  const { definition, segmentation } = segment
  throw new ClienteleError(
    'INVALID_DEFINITION',
    `Expected a segment of its own, got \`${definition.id}\`, a label of the segmentation \`${segmentation}\`; change the segmentation.`,
    { details: { id: definition.id, segmentation } },
  )
}

/** The newest version that was ever saved; 0 for none. */
export async function latestVersion(
  tx: StorageTransaction,
  kind: DefinitionKind,
  id: string,
): Promise<number> {
  return (await tx.definitions.latest(kind)).find((one) => one.id === id)?.version ?? 0
}

/** @throws `VERSION_CONFLICT` when somebody saved since the version that the caller edited. */
export function refuseStale(
  kind: DefinitionKind,
  id: string,
  latest: number,
  expected: number | undefined,
): void {
  if (expected === undefined || expected === latest) return
  throw new ClienteleError(
    'VERSION_CONFLICT',
    `Expected version ${expected} of the ${kind} \`${id}\` to be the newest, which is ${latest}; read it, bring your change in and save again.`,
    { details: { id, expected, latest } },
  )
}

function withSegment(stored: StoredDefinitions, next: StoredSegment): StoredDefinitions {
  const others = stored.segments.filter((one) => one.definition.id !== next.definition.id)
  return { ...stored, segments: [...others, next] }
}
