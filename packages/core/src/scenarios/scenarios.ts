import { catchUp } from '../engine/advance.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import { DEFINITIONS_LOCK } from '../engine/definitions.ts'
import { startRun } from '../engine/start-runs.ts'
import type { Sweeper } from '../engine/sweeper.ts'
import { workOnContacts } from '../engine/work-on-contacts.ts'
import { ClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import type { MessageIntent } from '../model/message.ts'
import type { Run } from '../model/run.ts'
import { parseScenario } from './parse.ts'
import { changeState, saveScenario } from './save-scenario.ts'
import type { RunExplanation, ScenarioCounts, ScenariosApi } from './scenarios-api.ts'

/** What scenarios stand on besides the kernel. */
export interface ScenariosParts {
  readonly book: DefinitionBook
  readonly sweeper: Sweeper
  /** Checks the templates of a definition. @throws `INVALID_DEFINITION`, `TEMPLATE_FAILED` */
  readonly checkTemplates: (definition: ReturnType<typeof parseScenario>) => Promise<void>
  readonly simulate: ScenariosApi['simulate']
}

/** Makes the door of the scenarios. */
export function createScenariosApi(kernel: Kernel, parts: ScenariosParts): ScenariosApi {
  const { book, sweeper } = parts
  const settle = async () => {
    await book.refresh()
    await sweeper.finish()
  }

  return {
    save: async (input, options = {}) => {
      const definition = parseScenario(input)
      await parts.checkTemplates(definition)
      const saved = await kernel.storage.transaction((tx) =>
        saveScenario(tx, kernel, book, definition, {
          by: options.by ?? 'api',
          expectedVersion: options.expectedVersion,
          state: options.state,
          initialState: 'draft',
        }),
      )
      await settle()
      return saved
    },
    list: async () => (await kernel.storage.transaction(book.read)).scenarios,
    setState: async (scenarioId, state, options = {}) => {
      await kernel.storage.transaction(async (tx) => {
        await tx.lock([DEFINITIONS_LOCK])
        const { scenarios } = await book.read(tx)
        const current = scenarios.find((one) => one.definition.id === scenarioId)
        if (current === undefined) throw unknownScenario(scenarioId)
        if (current.state !== state)
          await changeState(tx, kernel, scenarioId, current.state, state, options.by ?? 'api')
      })
      await settle()
    },
    start: async (scenarioId, contactId, trigger = {}) => {
      if (!kernel.program().newest.has(scenarioId)) throw unknownScenario(scenarioId)
      let worked = false
      let started = false
      await workOnContacts(kernel, {
        choose: async (tx) => [...(await tx.contacts.resolve([contactId])).values()],
        work: (state, program) => {
          worked = true
          const now = kernel.clock.now()
          catchUp(state, now, program, kernel)
          const scenario = program.newest.get(scenarioId)
          if (scenario === undefined) return
          started = startRun(state, scenario, { at: now, properties: trigger }, now, program, kernel)
        },
      })
      if (!worked)
        throw new ClienteleError(
          'NOT_FOUND',
          `Expected the id of a contact, got one that is unknown; list them.`,
          {
            details: { contactId },
          },
        )
      return started
    },
    counts: async (scenarioId) => countsOf(kernel, scenarioId),
    explain: async (contactId, scenarioId) => {
      const [runs, messages] = await kernel.storage.transaction(async (tx) => {
        const ids = [...(await tx.contacts.resolve([contactId])).values()]
        return [await tx.runs.ofContacts(ids), await tx.messages.ofContacts(ids)] as const
      })
      return runs
        .filter((run) => scenarioId === undefined || run.scenarioId === scenarioId)
        .sort((a, b) => b.startedAt - a.startedAt || (a.runId < b.runId ? 1 : -1))
        .map((run) => explainRun(run, messages))
    },
    simulate: parts.simulate,
  }
}

async function countsOf(kernel: Kernel, scenarioId: string): Promise<ScenarioCounts> {
  const [runs, messages] = await kernel.storage.transaction(
    async (tx) => [await tx.runs.counts(scenarioId), await tx.messages.counts(scenarioId)] as const,
  )
  const live: Record<string, number> = {}
  const ended: Record<string, number> = {}
  for (const one of runs) (one.state === 'live' ? live : ended)[one.at] = one.runs
  const place = ({ node, state }: (typeof messages)[number]) => `${node} ${state}`
  return { live, ended, messages: [...messages].sort((a, b) => (place(a) < place(b) ? -1 : 1)) }
}

function explainRun(run: Run, messages: readonly MessageIntent[]): RunExplanation {
  return {
    runId: run.runId,
    scenarioId: run.scenarioId,
    runKey: run.runKey,
    state: run.state,
    node: run.node,
    startedAt: run.startedAt,
    wakeAt: run.wakeAt,
    endReason: run.endReason,
    messages: messages
      .filter((message) => message.runId === run.runId)
      .sort((a, b) => a.createdAt - b.createdAt)
      .map(({ messageKey, node, state, decisions }) => ({ messageKey, node, state, decisions })),
  }
}

function unknownScenario(scenarioId: string): ClienteleError {
  return new ClienteleError(
    'UNKNOWN_DEFINITION',
    `Expected the id of a stored scenario, got \`${scenarioId}\`; save it first, or list what is there.`,
    { details: { scenarioId } },
  )
}
