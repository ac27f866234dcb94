import type { Condition } from '../conditions/ast.ts'

/** A named condition whose members are kept right at every instant. */
export interface SegmentDefinition {
  readonly id: string
  /** For people: `Active buyers`. @default the id */
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly where: Condition
}
