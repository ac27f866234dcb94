import type { CompiledCondition } from '../conditions/compile.ts'
import type { ConditionDependencies } from '../conditions/dependencies.ts'
import type { SegmentDefinition } from './definition.ts'

/** A segment ready to be evaluated. */
export interface CompiledSegment {
  readonly id: string
  readonly version: number
  readonly definition: SegmentDefinition
  readonly test: CompiledCondition
  readonly dependencies: ConditionDependencies
}
