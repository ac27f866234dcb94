import type { Condition } from '../../conditions/ast.ts'
import type { SegmentDefinition } from '../definition.ts'
import type { SegmentationDefinition } from './definition.ts'

/** Id of the segment of a label. */
export function labelSegmentId(segmentationId: string, label: string): string {
  return `${segmentationId}:${label}`
}

/** The labels that somebody can have, in the order in which they are tried; `otherwise` last. */
export function labelsOf({ labels, otherwise }: SegmentationDefinition): readonly string[] {
  return [...labels.map(({ label }) => label), otherwise]
}

/**
 * The segments of a segmentation, one for each label: its rule and none of those before it, so that exactly one is
 * true. Labels of earlier versions stay as segments of nobody, so that their members leave them on a date.
 */
export function labelSegments(segmentation: SegmentationDefinition): readonly SegmentDefinition[] {
  const { id, name = id, labels, otherwise, retired = [] } = segmentation
  const segment = (label: string, where: Condition, labelName = label): SegmentDefinition => ({
    id: labelSegmentId(id, label),
    name: `${name}: ${labelName}`,
    where,
  })
  return [
    ...labels.map(({ label, name: labelName, where }, place) =>
      segment(label, place === 0 ? where : { all: [noneOf(segmentation, place), where] }, labelName),
    ),
    segment(otherwise, noneOf(segmentation, labels.length)),
    ...retired.map((label) => segment(label, { any: [] })),
  ]
}

function noneOf({ labels }: SegmentationDefinition, first: number): Condition {
  return { not: { any: labels.slice(0, first).map(({ where }) => where) } }
}
