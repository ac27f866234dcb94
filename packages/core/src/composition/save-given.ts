import type { ClienteleOptions } from '../clientele-api.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import type { Kernel } from '../kernel.ts'
import type { ScenarioDefinition } from '../scenarios/definition.ts'
import { parseScenario } from '../scenarios/parse.ts'
import { saveScenario } from '../scenarios/save-scenario.ts'
import type { SegmentDefinition } from '../segments/definition.ts'
import { parseSegment } from '../segments/parse.ts'
import { saveSegment } from '../segments/save-segment.ts'

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
  given: Pick<ClienteleOptions, 'segments' | 'scenarios'>,
  checkTemplates: (definition: ScenarioDefinition) => Promise<void>,
): Promise<void> {
  const segments = usedFirst((given.segments ?? []).map(parseSegment))
  const scenarios = (given.scenarios ?? []).map(parseScenario)
  if (segments.length === 0 && scenarios.length === 0) return
  for (const scenario of scenarios) await checkTemplates(scenario)
  await kernel.storage.transaction(async (tx) => {
    for (const segment of segments) await saveSegment(tx, kernel, book, segment, { by: BY })
    for (const scenario of scenarios)
      await saveScenario(tx, kernel, book, scenario, { by: BY, initialState: 'live' })
  })
}

/** Segments in an order in which each can be saved: those that another names come before it. */
function usedFirst(segments: readonly SegmentDefinition[]): readonly SegmentDefinition[] {
  const byId = new Map(segments.map((segment) => [segment.id, segment]))
  const ordered = new Set<SegmentDefinition>()
  const place = (segment: SegmentDefinition, above: readonly string[]) => {
    // A circle is left to the compiler, which names it.
    if (ordered.has(segment) || above.includes(segment.id)) return
    for (const name of namesIn(segment.where)) {
      const named = byId.get(name)
      if (named !== undefined) place(named, [...above, segment.id])
    }
    ordered.add(segment)
  }
  for (const segment of segments) place(segment, [])
  return [...ordered]
}

function namesIn(condition: unknown): readonly string[] {
  if (typeof condition !== 'object' || condition === null) return []
  return Object.entries(condition).flatMap(([key, member]) =>
    key === 'segment' && typeof member === 'string' ? [member] : namesIn(member),
  )
}
