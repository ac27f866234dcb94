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
import type { CompiledSegment } from './compiled-segment.ts'
import type { SegmentDefinition } from './definition.ts'
import type { StoredSegment } from './segments-api.ts'

/** How segments are saved. */
export interface SaveSegment {
  readonly by: string
  readonly expectedVersion?: number | undefined
  readonly replayEntries?: boolean | undefined
}

/**
 * Saves segments inside a transaction, those that say something else than what is stored, and notes the one walk that
 * evaluates them, and those that stand on them, over the base. They are checked together: they may name each other.
 *
 * @throws what a condition that does not compile throws; `DEFINITION_CYCLE`; `VERSION_CONFLICT`.
 */
export async function saveSegments(
  tx: StorageTransaction,
  kernel: Kernel,
  book: DefinitionBook,
  definitions: readonly SegmentDefinition[],
  options: SaveSegment,
): Promise<readonly StoredSegment[]> {
  await tx.lock([DEFINITIONS_LOCK])
  const stored = await book.read(tx)
  const known = new Map(stored.segments.map((one) => [one.definition.id, one]))
  const versions = new Map((await tx.definitions.latest('segment')).map(({ id, version }) => [id, version]))
  const saved: StoredSegment[] = []
  const changed: StoredSegment[] = []
  for (const definition of definitions) {
    const latest = versions.get(definition.id) ?? 0
    refuseStale('segment', definition.id, latest, options.expectedVersion)
    const current = known.get(definition.id)
    refuseLabel(current)
    if (current !== undefined && sameDefinition(current.definition, definition)) saved.push(current)
    else {
      const next = { definition, version: latest + 1, savedAt: kernel.clock.now(), savedBy: options.by }
      saved.push(next)
      changed.push(next)
    }
  }
  const evaluated = options.replayEntries === true ? saved : changed
  if (evaluated.length === 0) return saved
  const program = compileProgram(withSegments(stored, changed), book.settings)
  for (const { definition, version, savedAt: at, savedBy: by } of changed) {
    await saveDefinition(tx, 'segment', definition, { version, at, by, auditId: kernel.nextId() })
    await tx.definitions.setState('segment', definition.id, 'active')
  }
  const own = new Set(evaluated.map((one) => one.definition.id))
  const standsOnThem = (one: CompiledSegment): boolean =>
    [...one.dependencies.segments].some((id) => own.has(id))
  await noteSweep(tx, {
    kind: 'evaluate',
    id: kernel.nextId(),
    segments: [...new Set([...own, ...program.segments.filter(standsOnThem).map((one) => one.id)])],
    replay: options.replayEntries === true ? [...own] : [],
  })
  return saved
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

function withSegments(stored: StoredDefinitions, changed: readonly StoredSegment[]): StoredDefinitions {
  const ids = new Set(changed.map((one) => one.definition.id))
  const others = stored.segments.filter((one) => !ids.has(one.definition.id))
  return { ...stored, segments: [...others, ...changed] }
}
