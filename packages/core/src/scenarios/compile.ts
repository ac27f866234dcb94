import type { Condition, Operand } from '../conditions/ast.ts'
import { compileCondition } from '../conditions/compile.ts'
import { type ConditionDependencies, dependenciesOf, mergeDependencies } from '../conditions/dependencies.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import { compileRowTest, type RowTestSubject } from '../conditions/row-test.ts'
import { parseDuration } from '../time/duration.ts'
import type { CompiledNode, CompiledScenario, CompiledTrigger, EmitValue } from './compiled-scenario.ts'
import type { ScenarioDefinition, ScenarioNode, ScenarioState, Trigger } from './definition.ts'

/** Makes a parsed scenario ready to be run: durations read, conditions compiled, dependencies known. */
export function compileScenario(
  definition: ScenarioDefinition,
  version: number,
  state: ScenarioState,
  environment: ConditionEnvironment,
): CompiledScenario {
  return {
    id: definition.id,
    version,
    definition,
    state,
    triggers: definition.triggers.map((trigger) => compileTrigger(trigger, environment)),
    filter: compileCondition(definition.targeting.filter, environment),
    exitWhen: compileCondition(definition.interruption.exitWhen, environment),
    nodes: new Map(
      Object.entries(definition.nodes).map(([id, node]) => [id, compileNode(node, environment)]),
    ),
    dependencies: scenarioDependencies(definition, environment),
  }
}

function compileTrigger(trigger: Trigger, environment: ConditionEnvironment): CompiledTrigger {
  const filter = (condition: Condition | undefined) =>
    condition === undefined ? undefined : compileRowTest(condition, environment, subjectOf(trigger))
  return {
    trigger,
    where: 'where' in trigger ? filter(trigger.where) : undefined,
    previously: 'previously' in trigger ? filter(trigger.previously) : undefined,
  }
}

function subjectOf(trigger: Trigger): RowTestSubject {
  if (trigger.on === 'event') return { event: trigger.event }
  return trigger.on === 'row' ? { table: trigger.table } : {}
}

function compileNode(node: ScenarioNode, environment: ConditionEnvironment): CompiledNode {
  switch (node.type) {
    case 'wait':
      return {
        type: 'wait',
        duration: parseDuration(node.for),
        fromTrigger: node.from === 'trigger',
        next: node.next,
      }
    case 'waitUntilTime':
      return { type: 'waitUntilTime', time: node.time, weekdays: node.weekdays, next: node.next }
    case 'waitUntilDate':
      return {
        type: 'waitUntilDate',
        field: node.field,
        offset: node.offset === undefined ? undefined : parseDuration(node.offset),
        before: node.before ?? false,
        ifPast: node.ifPast,
        next: node.next,
      }
    case 'waitFor': {
      const common = { timeout: parseDuration(node.timeout), next: node.next, onTimeout: node.onTimeout }
      if ('matching' in node.until)
        return {
          type: 'waitForEvent',
          event: node.until.event,
          matching: compileRowTest(node.until.matching, environment, { event: node.until.event }),
          ...common,
        }
      return { type: 'waitForCondition', until: compileCondition(node.until, environment), ...common }
    }
    case 'branch':
      return {
        type: 'branch',
        cases: node.cases.map((one) => ({ when: compileCondition(one.when, environment), next: one.next })),
        otherwise: node.else,
      }
    case 'split':
      return { type: 'split', experiment: node.experiment, arms: node.arms }
    case 'emit':
      return {
        type: 'emit',
        event: node.event,
        properties: emitValues(node.properties ?? {}),
        next: node.next,
      }
    case 'message':
    case 'exit':
      return node
  }
}

function emitValues(properties: { readonly [name: string]: Operand }): ReadonlyMap<string, EmitValue> {
  const values = new Map<string, EmitValue>()
  for (const [name, value] of Object.entries(properties)) values.set(name, emitValue(value))
  return values
}

function emitValue(value: Operand): EmitValue {
  const isReference = typeof value === 'object' && value !== null && !Array.isArray(value) && 'ref' in value
  return isReference ? { ref: String((value as { ref: unknown }).ref) } : { literal: value as never }
}

function scenarioDependencies(
  definition: ScenarioDefinition,
  environment: ConditionEnvironment,
): ConditionDependencies {
  return mergeDependencies(
    [...conditionsOf(definition), ...filtersOf(definition)].map((one) => dependenciesOf(one, environment)),
  )
}

/**
 * What its filters of events and rows read, and the events that its waits look for among those stored: as far back as
 * the wait is long.
 */
function filtersOf(definition: ScenarioDefinition): readonly Condition[] {
  const conditions: Condition[] = []
  for (const trigger of definition.triggers) {
    if (trigger.on === 'event' && trigger.where !== undefined)
      conditions.push({ event: trigger.event, where: trigger.where, window: { last: '1ms' } })
    if (trigger.on === 'row')
      for (const where of [trigger.where, trigger.previously])
        if (where !== undefined) conditions.push({ rows: trigger.table, where })
  }
  for (const node of Object.values(definition.nodes))
    if (node.type === 'waitFor' && 'matching' in node.until)
      conditions.push({ event: node.until.event, where: node.until.matching, window: { last: node.timeout } })
  return conditions
}

/** Every condition of a scenario that reads the facts of the contact. */
export function conditionsOf(definition: ScenarioDefinition): readonly Condition[] {
  const conditions: Condition[] = [definition.targeting.filter, definition.interruption.exitWhen]
  for (const node of Object.values(definition.nodes)) {
    if (node.type === 'branch') conditions.push(...node.cases.map((one) => one.when))
    if (node.type === 'waitFor' && !('matching' in node.until)) conditions.push(node.until)
  }
  return conditions
}
