import type { Definition, DefinitionKind } from '../model/definition.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { ScenarioDefinition, ScenarioState } from '../scenarios/definition.ts'
import { parseScenario } from '../scenarios/parse.ts'
import type { StoredScenario } from '../scenarios/scenarios-api.ts'
import type { SegmentDefinition } from '../segments/definition.ts'
import type { SegmentationDefinition } from '../segments/exclusive/definition.ts'
import { labelSegments } from '../segments/exclusive/label-segments.ts'
import type { StoredSegmentation } from '../segments/exclusive/segmentations-api.ts'
import type { StoredSegment } from '../segments/segments-api.ts'
import type { TraitDefinition } from '../traits/definition.ts'
import type { StoredTrait } from '../traits/traits-api.ts'

/** What is defined: the newest version of everything, and older ones that runs are still on. */
export interface StoredDefinitions {
  /** Those of the labels of segmentations too. */
  readonly segments: readonly StoredSegment[]
  readonly segmentations: readonly StoredSegmentation[]
  readonly traits: readonly StoredTrait[]
  readonly scenarios: readonly StoredScenario[]
  readonly olderScenarios: readonly Pick<StoredScenario, 'definition' | 'version' | 'state'>[]
}

/** State of a segment or trait that is no more; its versions stay, and a new save brings it back. */
export const REMOVED = 'removed'

/** Name of the lock that everybody takes who changes a definition. */
export const DEFINITIONS_LOCK = 'definitions'

/** Reads what is defined. */
export async function loadDefinitions(tx: StorageTransaction): Promise<StoredDefinitions> {
  const segments: StoredSegment[] = []
  for (const stored of await latestOf(tx, 'segment')) {
    segments.push({ ...savedOf(stored), definition: bodyOf<SegmentDefinition>(stored) })
  }
  const segmentations: StoredSegmentation[] = []
  for (const stored of await latestOf(tx, 'segmentation')) {
    const segmentation = { ...savedOf(stored), definition: bodyOf<SegmentationDefinition>(stored) }
    segmentations.push(segmentation)
    segments.push(...segmentsOfLabels(segmentation))
  }
  const traits: StoredTrait[] = []
  for (const stored of await latestOf(tx, 'trait')) {
    traits.push({ ...savedOf(stored), definition: bodyOf<TraitDefinition>(stored) })
  }
  const scenarios: StoredScenario[] = []
  const olderScenarios: Pick<StoredScenario, 'definition' | 'version' | 'state'>[] = []
  const states = await tx.definitions.states('scenario')
  for (const stored of await tx.definitions.latest('scenario')) {
    const state = (states.get(stored.id) ?? 'draft') as ScenarioState
    scenarios.push({ ...savedOf(stored), definition: parseScenario(stored.body), state })
    if (stored.version === 1 || (await tx.runs.liveOfScenario(stored.id, { limit: 1 })).length === 0) continue
    for (let version = stored.version - 1; version > 0; version--) {
      const older = await tx.definitions.get('scenario', stored.id, version)
      if (older !== undefined) olderScenarios.push({ definition: parseScenario(older.body), version, state })
    }
  }
  return { segments, segmentations, traits, scenarios, olderScenarios }
}

/** The newest versions of what was not removed. */
async function latestOf(
  tx: StorageTransaction,
  kind: 'segment' | 'segmentation' | 'trait',
): Promise<readonly Definition[]> {
  const states = await tx.definitions.states(kind)
  return (await tx.definitions.latest(kind)).filter(({ id }) => states.get(id) !== REMOVED)
}

/** The segments of the labels of a segmentation, of its version. */
export function segmentsOfLabels({
  definition,
  version,
  savedAt,
  savedBy,
}: StoredSegmentation): readonly StoredSegment[] {
  return labelSegments(definition).map((segment) => ({
    definition: segment,
    version,
    savedAt,
    savedBy,
    segmentation: definition.id,
  }))
}

/** Writes a new version, as JSON, with its audit row. */
export async function saveDefinition(
  tx: StorageTransaction,
  kind: DefinitionKind,
  definition: SegmentDefinition | SegmentationDefinition | TraitDefinition | ScenarioDefinition,
  saved: { readonly version: number; readonly at: Instant; readonly by: string; readonly auditId: string },
): Promise<void> {
  const { version, at, by } = saved
  const body = toPlain(definition)
  await tx.definitions.save({ kind, id: definition.id, version, body, savedAt: at, savedBy: by })
  await tx.audit.append([
    {
      id: saved.auditId,
      at,
      actor: by,
      action: `${kind}.save`,
      subject: definition.id,
      details: { version },
    },
  ])
}

/** Do two definitions say the same, whatever the order of their keys? */
export function sameDefinition(a: object, b: object): boolean {
  return canonical(toPlain(a)) === canonical(toPlain(b))
}

function savedOf(stored: Definition): Pick<StoredSegment, 'version' | 'savedAt' | 'savedBy'> {
  return { version: stored.version, savedAt: stored.savedAt, savedBy: stored.savedBy }
}

function bodyOf<Body>(stored: Definition): Body {
  return stored.body as unknown as Body
}

function toPlain(definition: object): JsonObject {
  return JSON.parse(JSON.stringify(definition)) as JsonObject
}

function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}
