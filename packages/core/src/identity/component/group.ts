import type { CompiledIdentifierType } from '../identifier-types.ts'

/** What a group of records may not go against. */
export interface Group {
  strong: boolean
  /** Distinct values of each limited type. */
  limited: Map<CompiledIdentifierType, Set<string>> | undefined
  enemies: Set<number> | undefined
}
