import type { Program } from '../../engine/program.ts'
import type { MessageIntent } from '../../model/message.ts'
import type { CompiledScenario } from '../../scenarios/compiled-scenario.ts'
import type { HistoryMessage } from '../gates/gate.ts'

/** A stored message as pressure and arbitration count it; `dueAt` of one that left is when it did. */
export function historyMessage(message: MessageIntent, program: Pick<Program, 'newest'>): HistoryMessage {
  const scenario = program.newest.get(message.scenarioId)
  const node = scenario?.definition.nodes[message.node]
  return {
    messageKey: message.messageKey,
    channel: message.channel,
    class: message.class,
    purpose: message.purpose,
    programme: scenario?.definition.programme,
    state: message.state,
    at: message.dueAt,
    createdAt: message.createdAt,
    counts: node?.type === 'message' ? node.message.pressure?.counts : undefined,
    priority: scenario?.state === 'live' ? priorityOf(scenario) : undefined,
  }
}

/** `meta.priority` of a scenario: of messages that compete, the higher goes first. @default 0 */
export function priorityOf(scenario: CompiledScenario): number {
  const priority = scenario.definition.meta?.priority
  return typeof priority === 'number' ? priority : 0
}
