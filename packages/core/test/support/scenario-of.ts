import type { ScenarioDefinition, ScenarioNode } from '../../src/index.ts'

/** A node that sends one e-mail. */
export function mail(subject: string, next: string): ScenarioNode {
  return {
    type: 'message',
    message: {
      channel: 'email',
      class: 'marketing',
      purpose: 'news',
      objective: 'to be tested',
      content: { fr: { subject, text: subject } },
    },
    next,
  }
}

/** A scenario for everybody, set off by `Cart Updated`, with these nodes; the first one is its start. */
export function scenarioOf(
  id: string,
  nodes: ScenarioDefinition['nodes'],
  others: Partial<ScenarioDefinition> = {},
): ScenarioDefinition {
  return {
    id,
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'event', event: 'Cart Updated' }],
    reentry: 'always',
    whileLive: 'ignore',
    personalisation: { needs: [] },
    interruption: { exitWhen: { any: [] } },
    start: Object.keys(nodes)[0] as string,
    nodes,
    ...others,
  }
}

/** The end of every test scenario. */
export const end: ScenarioNode = { type: 'exit', reason: 'done' }
