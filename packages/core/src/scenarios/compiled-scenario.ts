import type { CompiledCondition } from '../conditions/compile.ts'
import type { RowTest } from '../conditions/row-test.ts'
import type { Duration } from '../time/duration.ts'
import type { MessageTemplate, PastPolicy, ScenarioDefinition, ScenarioState, Trigger } from './definition.ts'

/** A node with its durations parsed and its conditions compiled. */
export type CompiledNode =
  | {
      readonly type: 'wait'
      readonly duration: Duration
      readonly fromTrigger: boolean
      readonly next: string
    }
  | {
      readonly type: 'waitUntilTime'
      readonly time: string
      readonly weekdays: readonly number[] | undefined
      readonly next: string
    }
  | {
      readonly type: 'waitUntilDate'
      readonly field: string
      readonly offset: Duration | undefined
      readonly before: boolean
      readonly ifPast: PastPolicy
      readonly next: string
    }
  | {
      readonly type: 'waitForEvent'
      readonly event: string
      readonly matching: RowTest
      readonly timeout: Duration
      readonly next: string
      readonly onTimeout: string
    }
  | {
      readonly type: 'waitForCondition'
      readonly until: CompiledCondition
      readonly timeout: Duration
      readonly next: string
      readonly onTimeout: string
    }
  | {
      readonly type: 'branch'
      readonly cases: readonly { readonly when: CompiledCondition; readonly next: string }[]
      readonly otherwise: string
    }
  | {
      readonly type: 'split'
      readonly experiment: string
      readonly arms: readonly { readonly id: string; readonly weight: number; readonly next: string }[]
    }
  | { readonly type: 'message'; readonly message: MessageTemplate; readonly next: string }
  | {
      readonly type: 'emit'
      readonly event: string
      readonly properties: ReadonlyMap<string, EmitValue>
      readonly next: string
    }
  | { readonly type: 'exit'; readonly reason: string }

/** A literal of an emitted property, or a reference such as `trigger.cart_id`. */
export type EmitValue = { readonly literal: import('../model/json.ts').JsonValue } | { readonly ref: string }

/** A trigger with its filters compiled. */
export interface CompiledTrigger {
  readonly trigger: Trigger
  readonly where: RowTest | undefined
  readonly previously: RowTest | undefined
}

/** A version of a scenario ready to be run. */
export interface CompiledScenario {
  readonly id: string
  readonly version: number
  readonly definition: ScenarioDefinition
  readonly state: ScenarioState
  readonly triggers: readonly CompiledTrigger[]
  readonly filter: CompiledCondition
  readonly exitWhen: CompiledCondition
  readonly nodes: ReadonlyMap<string, CompiledNode>
  /** What its conditions read, all together. */
  readonly dependencies: import('../conditions/dependencies.ts').ConditionDependencies
}
