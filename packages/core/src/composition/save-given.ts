import type { ClienteleOptions } from '../clientele-api.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import type { Kernel } from '../kernel.ts'
import type { ScenarioDefinition } from '../scenarios/definition.ts'
import { parseScenario } from '../scenarios/parse.ts'
import { saveScenario } from '../scenarios/save-scenario.ts'
import type { SegmentDefinition } from '../segments/definition.ts'
import type { SegmentationDefinition } from '../segments/exclusive/definition.ts'
import { labelSegments } from '../segments/exclusive/label-segments.ts'
import { parseSegmentation } from '../segments/exclusive/parse.ts'
import { saveSegmentation } from '../segments/exclusive/save-segmentation.ts'
import { parseSegment } from '../segments/parse.ts'
import { saveSegments } from '../segments/save-segments.ts'
import { parseTrait } from '../traits/parse.ts'
import { saveTraits } from '../traits/save-traits.ts'

/** Who saves the definitions that come with the options. */
const BY = 'options'

/**
 * Saves the definitions that came with the options, where they differ from what is stored, in one transaction.
 *
 * @throws `INVALID_DEFINITION`, `INVALID_CONDITION`, `DEFINITION_CYCLE`
 */
export async function saveGiven(
  kernel: Kernel,
  book: DefinitionBook,
  given: Pick<ClienteleOptions, 'traits' | 'segments' | 'segmentations' | 'scenarios'>,
  checkTemplates: (definition: ScenarioDefinition) => Promise<void>,
): Promise<void> {
  const groups = usedFirst(
    (given.segments ?? []).map(parseSegment),
    (given.segmentations ?? []).map(parseSegmentation),
  )
  const traits = (given.traits ?? []).map(parseTrait)
  const scenarios = (given.scenarios ?? []).map(parseScenario)
  if (traits.length + groups.length + scenarios.length === 0) return
  for (const scenario of scenarios) await checkTemplates(scenario)
  await kernel.storage.transaction(async (tx) => {
    // They stand on nothing but each other.
    if (traits.length > 0) await saveTraits(tx, kernel, book, traits, { by: BY })
    for (const group of groups)
      if ('labels' in group) await saveSegmentation(tx, kernel, book, group, { by: BY })
      else await saveSegments(tx, kernel, book, group, { by: BY })
    for (const scenario of scenarios)
      await saveScenario(tx, kernel, book, scenario, { by: BY, initialState: 'live' })
  })
}

type Grouping = SegmentDefinition | SegmentationDefinition

/**
 * Segments and segmentations in an order in which they can be saved: those that another names come before it. Segments
 * between which no segmentation stands are saved together.
 */
function usedFirst(
  segments: readonly SegmentDefinition[],
  segmentations: readonly SegmentationDefinition[],
): readonly (SegmentationDefinition | readonly SegmentDefinition[])[] {
  const byId = new Map<string, Grouping>(segments.map((segment) => [segment.id, segment]))
  for (const segmentation of segmentations)
    for (const { id } of labelSegments(segmentation)) byId.set(id, segmentation)
  const ordered = new Set<Grouping>()
  const place = (one: Grouping, above: readonly Grouping[]) => {
    // A circle is left to the compiler, which names it.
    if (ordered.has(one) || above.includes(one)) return
    for (const name of namesIn(one)) {
      const named = byId.get(name)
      if (named !== undefined) place(named, [...above, one])
    }
    ordered.add(one)
  }
  for (const one of [...segments, ...segmentations]) place(one, [])
  const groups: (SegmentationDefinition | SegmentDefinition[])[] = []
  for (const one of ordered) {
    const last = groups.at(-1)
    if ('labels' in one) groups.push(one)
    else if (Array.isArray(last)) last.push(one)
    else groups.push([one])
  }
  return groups
}

function namesIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, member]) =>
    key === 'segment' && typeof member === 'string' ? [member] : namesIn(member),
  )
}
