import { ClienteleError } from '../errors.ts'
import { issuesOf } from '../model/issues-of.ts'
import type { NodeId, ScenarioDefinition, ScenarioNode } from './definition.ts'
import { scenarioSchema } from './schema.ts'

/**
 * Reads a scenario from JSON: its shape, that every way leads to a node, that every node can be reached, and
 * that no way turns in a circle (one message a node and run makes a circle pointless).
 *
 * @throws `INVALID_DEFINITION` with the path of what is wrong.
 */
export function parseScenario(input: unknown): ScenarioDefinition {
  const parsed = scenarioSchema.safeParse(input)
  if (!parsed.success) {
    throw new ClienteleError('INVALID_DEFINITION', `The scenario is not valid: ${issuesOf(parsed.error)}.`)
  }
  checkGraph(parsed.data)
  return parsed.data
}

function checkGraph(scenario: ScenarioDefinition): void {
  const reached = new Set<NodeId>()
  walk(scenario, scenario.start, 'start', [], reached)
  const lost = Object.keys(scenario.nodes).filter((node) => !reached.has(node))
  if (lost.length > 0) {
    throw refuse(
      scenario,
      `no way leads to ${lost.map((node) => `\`${node}\``).join(', ')}; remove it or point to it`,
    )
  }
}

function walk(
  scenario: ScenarioDefinition,
  id: NodeId,
  from: string,
  above: readonly NodeId[],
  reached: Set<NodeId>,
): void {
  if (above.includes(id)) throw refuse(scenario, `the nodes turn in a circle: ${[...above, id].join(' → ')}`)
  if (reached.has(id)) return
  const node = scenario.nodes[id]
  if (node === undefined) {
    const known = Object.keys(scenario.nodes).join(', ')
    throw refuse(scenario, `\`${from}\` points to \`${id}\`, which is not among the nodes (${known})`)
  }
  for (const next of waysOut(node)) walk(scenario, next, id, [...above, id], reached)
  reached.add(id)
}

/** The nodes that a node may lead to. */
export function waysOut(node: ScenarioNode): readonly NodeId[] {
  switch (node.type) {
    case 'exit':
      return []
    case 'branch':
      return [...node.cases.map((one) => one.next), node.else]
    case 'split':
      return node.arms.map((arm) => arm.next)
    case 'waitFor':
      return [node.next, node.onTimeout]
    default:
      return [node.next]
  }
}

function refuse(scenario: ScenarioDefinition, what: string): ClienteleError {
  return new ClienteleError('INVALID_DEFINITION', `Scenario \`${scenario.id}\`: ${what}.`)
}
