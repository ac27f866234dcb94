import type { Condition } from '../../conditions/ast.ts'

/** One label of a segmentation, with the rule that gives it. */
export interface SegmentationLabel {
  readonly label: string
  /** For people. @default the label */
  readonly name?: string | undefined
  readonly where: Condition
}

/**
 * An exclusive segmentation: every contact has exactly one label at every instant, that of the first rule which is
 * true of it, else `otherwise`. Each label is a segment of the id `segmentation:label`, for conditions, triggers,
 * counts and history.
 */
export interface SegmentationDefinition {
  readonly id: string
  /** For people: `Loyalty`. @default the id */
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** In the order in which they are tried: Gold, Silver. */
  readonly labels: readonly SegmentationLabel[]
  /** The label of everybody else: `bronze`. */
  readonly otherwise: string
  /** Labels of earlier versions, which nobody has any more; filled in when it is saved. */
  readonly retired?: readonly string[] | undefined
}
