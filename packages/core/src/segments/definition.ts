import type { Condition } from '../conditions/ast.ts'

/** A named condition whose members are kept right at every instant. */
export interface SegmentDefinition {
  readonly id: string
  /** For people: `Active buyers`. @default the id */
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** The rule; `{ any: [] }`, nobody, for a list that holds only whom people put on it. */
  readonly where: Condition
  /** May people put contacts on it, and take them off, over the rule (`clientele.lists`)? @default false */
  readonly manual?: boolean | undefined
}
