import type { DefinitionBook } from '../../engine/definition-book.ts'
import type { Sweeper } from '../../engine/sweeper.ts'
import type { Kernel } from '../../kernel.ts'
import { readIds } from '../crossing/id-pages.ts'
import { walkSets } from '../crossing/walk-sets.ts'
import type { SegmentationDefinition } from './definition.ts'
import { labelSegmentId, labelsOf } from './label-segments.ts'
import { parseSegmentation } from './parse.ts'
import { removeSegmentation, saveSegmentation, unknownSegmentation } from './save-segmentation.ts'
import type { SegmentationsApi } from './segmentations-api.ts'
import { countTransitions } from './transitions.ts'

/** Makes the door of the exclusive segmentations. */
export function createSegmentationsApi(
  kernel: Kernel,
  { book, sweeper }: { readonly book: DefinitionBook; readonly sweeper: Sweeper },
): SegmentationsApi {
  const { storage } = kernel
  return {
    save: async (input, { by = 'api', expectedVersion, signal } = {}) => {
      const definition = parseSegmentation(input)
      const saved = await storage.transaction((tx) =>
        saveSegmentation(tx, kernel, book, definition, { by, expectedVersion }),
      )
      // First who is still to be evaluated, then the new version: nobody is taken to have moved by it.
      await sweeper.load()
      await book.refresh()
      await sweeper.finish({ signal })
      return saved
    },
    list: async () => (await storage.transaction(book.read)).segmentations,
    remove: async (segmentationId) => {
      await storage.transaction((tx) => removeSegmentation(tx, kernel, book, segmentationId))
      await book.refresh()
    },
    counts: async (segmentationId, { at, signal } = {}) => {
      const labels = labelsOf(definitionOf(book, segmentationId))
      const counts: Record<string, number> = Object.fromEntries(labels.map((label) => [label, 0]))
      if (at === undefined)
        for (const label of labels)
          counts[label] = await storage.transaction((tx) =>
            tx.memberships.count(labelSegmentId(segmentationId, label)),
          )
      else
        await walkLabels(kernel, segmentationId, { labels, dates: [at], signal }, ([label]) => {
          if (label !== undefined) counts[label] = (counts[label] ?? 0) + 1
        })
      return counts
    },
    labelsOf: async (segmentationId, contactIds) => {
      const byId = new Map(
        labelsOf(definitionOf(book, segmentationId)).map((label) => [
          labelSegmentId(segmentationId, label),
          label,
        ]),
      )
      const found = new Map<string, string>()
      for (const { contactId, segmentId, member } of await storage.transaction((tx) =>
        tx.memberships.ofContacts(contactIds),
      )) {
        const label = byId.get(segmentId)
        if (member && label !== undefined) found.set(contactId, label)
      }
      return found
    },
    transitions: async (segmentationId, { from, to, signal }) => {
      const definition = definitionOf(book, segmentationId)
      const labels = [...labelsOf(definition), ...(definition.retired ?? [])]
      const counter = countTransitions()
      await walkLabels(kernel, segmentationId, { labels, dates: [from, to], signal }, ([before, after]) =>
        counter.add(before, after),
      )
      return { segmentation: segmentationId, from, to, labels, ...counter.finish() }
    },
  }
}

/** @throws `UNKNOWN_DEFINITION` */
function definitionOf(book: DefinitionBook, segmentationId: string): SegmentationDefinition {
  const stored = book.stored().segmentations.find((one) => one.definition.id === segmentationId)
  if (stored === undefined) throw unknownSegmentation(segmentationId)
  return stored.definition
}

interface LabelWalk {
  readonly labels: readonly string[]
  readonly dates: readonly number[]
  readonly signal: AbortSignal | undefined
}

/** Visits everybody who had a label on one of the dates, with the label of each date, from the dated history. */
async function walkLabels(
  kernel: Kernel,
  segmentationId: string,
  { labels, dates, signal }: LabelWalk,
  visit: (labels: readonly (string | undefined)[]) => void,
): Promise<void> {
  const sets = dates.flatMap((at) =>
    labels.map((label) => {
      const id = labelSegmentId(segmentationId, label)
      return readIds(kernel, (tx, page) => tx.memberships.membersAt(id, at, page), signal)
    }),
  )
  await walkSets(sets, (_, places) =>
    visit(
      dates.map((__, date) => labels.find((___, label) => places.includes(date * labels.length + label))),
    ),
  )
}
