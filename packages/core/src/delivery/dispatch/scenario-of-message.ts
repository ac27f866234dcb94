import { versionSlot } from '../../engine/program.ts'
import type { Kernel } from '../../kernel.ts'
import type { MessageIntent } from '../../model/message.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import type { CompiledScenario } from '../../scenarios/compiled-scenario.ts'
import type { MessageTemplate } from '../../scenarios/definition.ts'
import { parseScenario } from '../../scenarios/parse.ts'

/** What a message is checked by, and what it says. */
export interface ScenarioOfMessage {
  /** Its profile filter and exit rule hold: of the message's own version, or of the newest one. */
  readonly rules: CompiledScenario | undefined
  readonly template: MessageTemplate | undefined
}

/** Answers {@link ScenarioOfMessage} for messages, and reads each version once. */
export type ScenarioLookup = (message: MessageIntent) => Promise<ScenarioOfMessage>

/**
 * Makes the lookup of one transaction. A message says what its own version says, for ever. A version that no live
 * run is on is not among the compiled ones, nor are its facts loaded: then the newest version's rules hold.
 */
export function scenarioLookup(tx: StorageTransaction, kernel: Kernel): ScenarioLookup {
  const program = kernel.program()
  const read = new Map<string, Promise<CompiledScenario['definition'] | undefined>>()
  const definitionOf = async (
    id: string,
    version: number,
  ): Promise<CompiledScenario['definition'] | undefined> => {
    const stored = await tx.definitions.get('scenario', id, version)
    return stored === undefined ? undefined : parseScenario(stored.body)
  }
  return async ({ scenarioId, scenarioVersion, node }) => {
    const slot = versionSlot(scenarioId, scenarioVersion)
    const compiled = program.versions.get(slot)
    if (compiled === undefined && !read.has(slot)) read.set(slot, definitionOf(scenarioId, scenarioVersion))
    const definition = compiled?.definition ?? (await read.get(slot))
    const found = definition?.nodes[node]
    return {
      rules: compiled ?? program.newest.get(scenarioId),
      template: found?.type === 'message' ? found.message : undefined,
    }
  }
}
