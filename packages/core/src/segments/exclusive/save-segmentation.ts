import { compileProgram } from '../../engine/compile-program.ts'
import type { DefinitionBook } from '../../engine/definition-book.ts'
import {
  DEFINITIONS_LOCK,
  REMOVED,
  type StoredDefinitions,
  sameDefinition,
  saveDefinition,
  segmentsOfLabels,
} from '../../engine/definitions.ts'
import { noteSweep } from '../../engine/sweeps.ts'
import { ClienteleError } from '../../errors.ts'
import type { Kernel } from '../../kernel.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import { latestVersion, refuseStale } from '../save-segments.ts'
import type { SegmentationDefinition } from './definition.ts'
import { labelsOf } from './label-segments.ts'
import type { StoredSegmentation } from './segmentations-api.ts'

/**
 * Saves a segmentation inside a transaction, if it says something else than what is stored, and notes the walk that
 * evaluates its labels, and what stands on them, over the base.
 *
 * @throws what a condition that does not compile throws; `DEFINITION_CYCLE`; `VERSION_CONFLICT`; `INVALID_DEFINITION`
 * where a segment has the id of a label already.
 */
export async function saveSegmentation(
  tx: StorageTransaction,
  kernel: Kernel,
  book: DefinitionBook,
  given: SegmentationDefinition,
  options: { readonly by: string; readonly expectedVersion?: number | undefined },
): Promise<StoredSegmentation> {
  await tx.lock([DEFINITIONS_LOCK])
  const stored = await book.read(tx)
  const latest = await latestVersion(tx, 'segmentation', given.id)
  refuseStale('segmentation', given.id, latest, options.expectedVersion)
  const current = stored.segmentations.find((one) => one.definition.id === given.id)
  const definition = withRetired(given, current?.definition)
  if (current !== undefined && sameDefinition(current.definition, definition)) return current

  const next = { definition, version: latest + 1, savedAt: kernel.clock.now(), savedBy: options.by }
  const program = compileProgram(withSegmentation(stored, next), book.settings)
  const own = segmentsOfLabels(next).map((segment) => segment.definition.id)
  const dependent = program.segments.filter((one) => own.some((id) => one.dependencies.segments.has(id)))
  const { version, savedAt: at, savedBy: by } = next
  await saveDefinition(tx, 'segmentation', definition, { version, at, by, auditId: kernel.nextId() })
  await tx.definitions.setState('segmentation', definition.id, 'active')
  const segments = [...new Set([...own, ...dependent.map((one) => one.id)])]
  await noteSweep(tx, { kind: 'evaluate', id: kernel.nextId(), segments, replay: [] })
  return next
}

/** Takes a segmentation out, with the memberships of its labels; versions and history stay. @throws `UNKNOWN_DEFINITION` */
export async function removeSegmentation(
  tx: StorageTransaction,
  kernel: Kernel,
  book: DefinitionBook,
  segmentationId: string,
): Promise<void> {
  await tx.lock([DEFINITIONS_LOCK])
  const stored = await book.read(tx)
  const current = stored.segmentations.find((one) => one.definition.id === segmentationId)
  if (current === undefined) throw unknownSegmentation(segmentationId)
  // Whatever stands on a label would not compile any more: refused, and named.
  compileProgram(withoutSegmentation(stored, segmentationId), book.settings)
  await tx.definitions.setState('segmentation', segmentationId, REMOVED)
  for (const { definition } of segmentsOfLabels(current)) await tx.memberships.drop(definition.id)
  await tx.audit.append([
    {
      id: kernel.nextId(),
      at: kernel.clock.now(),
      actor: 'api',
      action: 'segmentation.remove',
      subject: segmentationId,
      details: {},
    },
  ])
}

export function unknownSegmentation(segmentationId: string): ClienteleError {
  return new ClienteleError(
    'UNKNOWN_DEFINITION',
    `Expected the id of a stored segmentation, got \`${segmentationId}\`; save it first, or list what is there.`,
    { details: { segmentationId } },
  )
}

/** Whoever has a label that is given no more must leave it on a date. */
function withRetired(
  given: SegmentationDefinition,
  before: SegmentationDefinition | undefined,
): SegmentationDefinition {
  const { retired: _, ...definition } = given
  const labels = labelsOf(given)
  const known = before === undefined ? [] : [...labelsOf(before), ...(before.retired ?? [])]
  const retired = known.filter((label) => !labels.includes(label))
  return retired.length === 0 ? definition : { ...definition, retired }
}

function withSegmentation(stored: StoredDefinitions, next: StoredSegmentation): StoredDefinitions {
  const { id } = next.definition
  const others = withoutSegmentation(stored, id)
  const own = segmentsOfLabels(next)
  for (const { definition } of own)
    if (others.segments.some((one) => one.definition.id === definition.id))
      throw new ClienteleError(
        'INVALID_DEFINITION',
        `Expected labels of \`${id}\` whose segments are not there yet, but there is a segment \`${definition.id}\`; give one of them another name.`,
        { details: { id: definition.id } },
      )
  return { ...others, segments: [...others.segments, ...own] }
}

function withoutSegmentation(stored: StoredDefinitions, id: string): StoredDefinitions {
  return { ...stored, segments: stored.segments.filter((one) => one.segmentation !== id) }
}
