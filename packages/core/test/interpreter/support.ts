import { emptyEnvironment } from '../../src/conditions/environment.ts'
import type { JsonValue } from '../../src/model/json.ts'
import type { Run } from '../../src/model/run.ts'
import { createFactStore, type FactStore } from '../../src/profile/facts.ts'
import { compileScenario } from '../../src/scenarios/compile.ts'
import type { ScenarioDefinition, ScenarioNode } from '../../src/scenarios/definition.ts'
import { type RunInput, type StepResult, step } from '../../src/scenarios/interpreter.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const at = (text: string) => Date.parse(text)
export const NOW = at('2026-01-01T12:00:00Z')

export function factsOf(fields: Readonly<Record<string, JsonValue>> = {}, zone = 'Europe/Paris'): FactStore {
  const golden = Object.entries({ timeZone: zone, ...fields }).map(([name, value]) => [
    name,
    { value, recordId: 'r', rule: 'mostRecent', at: 0 },
  ])
  const contact = {
    contactId: 'c',
    fields: Object.fromEntries(golden),
    createdAt: 0,
    updatedAt: 0,
    version: 1,
  }
  return createFactStore(contact, 'UTC')
}

export const message: ScenarioNode = {
  type: 'message',
  message: {
    channel: 'email',
    class: 'marketing',
    purpose: 'news',
    objective: 'to be tested',
    content: { fr: { text: 'Bonjour' } },
  },
  next: 'end',
}
export const end: ScenarioNode = { type: 'exit', reason: 'done' }

/** A scenario of one node under test, then a message. */
export function compile(
  node: ScenarioNode,
  others: Partial<ScenarioDefinition> = {},
  extra: Readonly<Record<string, ScenarioNode>> = {},
) {
  const definition: ScenarioDefinition = {
    id: 's',
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'manual' }],
    reentry: 'always',
    whileLive: 'ignore',
    personalisation: { needs: [] },
    interruption: { exitWhen: { any: [] } },
    start: 'node',
    nodes: { node, message, end, ...extra },
    ...others,
  }
  return compileScenario(definition, 1, 'live', emptyEnvironment())
}

export const begun: Run = {
  runId: 'run',
  scenarioId: 's',
  scenarioVersion: 1,
  contactId: 'c',
  runKey: 'k',
  state: 'live',
  node: 'node',
  startedAt: NOW,
  nodeSince: NOW,
  wakeAt: undefined,
  trigger: { cart_id: '7', price: 10 },
  arms: {},
  sent: [],
  step: 0,
  endedAt: undefined,
  endReason: undefined,
}

export type Compiled = ReturnType<typeof compile>

export function start(scenario: Compiled, facts = factsOf(), now = NOW, run: Run = begun): StepResult {
  return step(scenario, { ...run, startedAt: now, nodeSince: now }, { type: 'start' }, now, {
    facts,
    salt: 'salt',
  })
}

export function wake(
  scenario: Compiled,
  run: Run,
  now: number,
  input: RunInput = { type: 'timer' },
  facts = factsOf(),
): StepResult {
  return step(scenario, run, input, now, { facts, salt: 'salt' })
}
