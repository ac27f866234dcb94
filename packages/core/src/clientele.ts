import { createBaseReader } from './base/base-reader.ts'
import { createScoresApi } from './base/scores.ts'
import type { Clientele, ClienteleEvents, ClienteleOptions, PluginApis } from './clientele-api.ts'
import { allScorers } from './composition/all-scorers.ts'
import { conditionEnvironment } from './composition/condition-environment.ts'
import { createKernel } from './composition/create-kernel.ts'
import type { DistinctPlugins } from './composition/distinct-plugins.ts'
import { guardStorage } from './composition/guard-storage.ts'
import { mergeEvents } from './composition/merge-events.ts'
import { mergeTables } from './composition/merge-tables.ts'
import { openStorage } from './composition/open-storage.ts'
import { checkOptions } from './composition/options-schema.ts'
import { orderPlugins } from './composition/order-plugins.ts'
import { saveGiven } from './composition/save-given.ts'
import { type PluggedIn, setUpPlugins } from './composition/set-up-plugins.ts'
import { refreshing, waking } from './composition/waking.ts'
import { createConsentsApi } from './delivery/create-consents-api.ts'
import { createMessagesApi } from './delivery/create-messages-api.ts'
import { createSuppressionsApi } from './delivery/create-suppressions-api.ts'
import { createDispatcher } from './delivery/dispatch/create-dispatcher.ts'
import { checkTemplates } from './delivery/templates/check-templates.ts'
import { createTemplateLoader } from './delivery/templates/template-engine.ts'
import { createDefinitionBook } from './engine/definition-book.ts'
import { createEngine } from './engine/engine.ts'
import { createSweeper, type Sweeper } from './engine/sweeper.ts'
import { createExplore } from './explore/explore.ts'
import { refuseSql } from './explore/refuse-sql.ts'
import { createStreamGroups } from './explore/stream-groups.ts'
import { lazyIdentityApi } from './identity/stored/lazy-identity-api.ts'
import { createConnectorsApi } from './intake/connectors.ts'
import { createDeadLettersApi } from './intake/dead-letters.ts'
import { createIntake } from './intake/intake.ts'
import type { Kernel } from './kernel.ts'
import { createListsApi } from './lists/lists.ts'
import { isOwnTable } from './lists/own-tables.ts'
import type { Plugin } from './ports/plugin.ts'
import { createContactsApi } from './profile/contacts.ts'
import { consoleLogger } from './runtime/console-logger.ts'
import { createEmitter, type Emitter } from './runtime/emitter.ts'
import { systemClock } from './runtime/system-clock.ts'
import { uuidV7 } from './runtime/uuid-v7.ts'
import type { ScenarioDefinition } from './scenarios/definition.ts'
import { createScenariosApi } from './scenarios/scenarios.ts'
import { createSimulate } from './scenarios/simulate.ts'
import { createSegmentationsApi } from './segments/exclusive/segmentations.ts'
import { createPreCount } from './segments/pre-count.ts'
import { createSegmentsApi } from './segments/segments.ts'
import { createTargetingsApi } from './segments/targeting/targetings.ts'
import { createFormulaLoader } from './traits/formula-loader.ts'
import { createTraitsApi } from './traits/traits.ts'

/**
 * Composes a customer base: opens the storage, sets the plugins up, saves the definitions that changed, and answers
 * the instance. Nothing works by itself until `engine.start` or `engine.tick` is called.
 *
 * @throws `INVALID_OPTIONS` with the path; `PLUGIN_DUPLICATE`, `PLUGIN_NEED_MISSING`, `PLUGIN_FAILED`,
 * `PLUGIN_TIMEOUT` naming the plugin; `STORAGE_…`; `INVALID_DEFINITION`, `INVALID_CONDITION`, `DEFINITION_CYCLE`. What
 * had been opened by then is closed again.
 *
 * @example
 * ```ts
 * import { createClientele } from '@clientele/core'
 * import { memory } from '@clientele/storage-memory'
 *
 * const clientele = await createClientele({ storage: memory(), timeZone: 'Europe/Paris' })
 * await clientele.track({
 *   name: 'Order Completed',
 *   identifiers: [{ type: 'email', value: 'jeanne@example.org' }],
 *   properties: { order_id: '1042', total: 59.9 },
 * })
 * await clientele.close()
 * ```
 */
export async function createClientele<const Plugins extends readonly Plugin[] = readonly []>(
  options: ClienteleOptions<Plugins> & DistinctPlugins<Plugins>,
): Promise<Clientele<Plugins>> {
  checkOptions(options)
  const given: ClienteleOptions = options
  const plugins = orderPlugins(given.plugins ?? [])
  const tables = mergeTables(given.tables ?? [], plugins)
  const events = mergeEvents(given.events ?? [], plugins, tables)
  const clock = given.clock ?? systemClock()
  const ids = given.ids ?? uuidV7(clock)
  const logger = given.logger ?? consoleLogger()
  const closing = new AbortController()
  const storage = guardStorage(given.storage, () => closing.signal.aborted)
  const base = createBaseReader(storage)
  let plugged: PluggedIn | undefined
  const shutDown = async () => {
    closing.abort()
    await plugged?.dispose()
    await given.storage.close()
  }

  try {
    await openStorage(given.storage, given.migrate)
    plugged = await setUpPlugins(plugins, {
      clock,
      ids,
      logger,
      signal: closing.signal,
      base,
      tables: [...tables.values()],
      timeZone: given.timeZone ?? 'UTC',
    })
    const emitter = createEmitter<ClienteleEvents>(logger)
    const shared = { storage, clock, ids, logger, tables, events, plugged, emitter, signal: closing.signal }
    const instance = await composeRooms(given, { ...shared, base })
    const apis = plugged.apis as PluginApis<Plugins>
    let closed: Promise<void> | undefined
    const close = () => {
      closed ??= (async () => {
        await instance.engine.stop()
        emitter.removeAll()
        await shutDown()
      })()
      return closed
    }
    return { ...instance, plugins: apis, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    // What went wrong first is what the host has to know.
    await shutDown().catch(() => undefined)
    throw error
  }
}

/** What the rooms stand on when they are made. */
interface Ground
  extends Pick<Kernel, 'storage' | 'clock' | 'ids' | 'logger' | 'tables' | 'events' | 'signal'> {
  readonly plugged: PluggedIn
  readonly emitter: Emitter<ClienteleEvents>
  readonly base: Clientele['base']
}

async function composeRooms(
  given: ClienteleOptions,
  ground: Ground,
): Promise<Omit<Clientele, 'plugins' | 'close' | typeof Symbol.asyncDispose>> {
  const { storage, plugged, emitter, base } = ground
  let sweeper: Sweeper | undefined
  const scorers = await allScorers(given, plugged, storage)
  const kernel = createKernel(given, { ...ground, program: () => book.program() })
  const book = createDefinitionBook(storage, {
    environment: conditionEnvironment({
      ...kernel,
      scorers: [...scorers.values()].map((one) => one.scorer),
    }),
    formulas: createFormulaLoader(),
    salt: kernel.salt,
    defaultZone: kernel.defaultZone,
    isSilent: (segmentId, contactId) => sweeper?.isSilent(segmentId, contactId) ?? false,
  })
  sweeper = createSweeper(kernel)
  const loadTemplates = createTemplateLoader()
  const check = async (definition: ScenarioDefinition) => {
    checkTemplates(definition, await loadTemplates())
  }
  await saveGiven(kernel, book, given, check)
  await sweeper.load()
  await book.refresh()
  await sweeper.finish()

  const { finish } = sweeper
  const { dispatchDue } = createDispatcher(kernel)
  const engine = createEngine(kernel, {
    resume: async (options) => {
      if (storage.capabilities.multiWorker) await book.refresh()
      await finish(options)
    },
    dispatchDue,
  })
  const intake = createIntake(kernel)
  const { api: doors } = storage.capabilities.multiWorker ? refreshing(intake, book, kernel.clock) : intake
  const parts = { book, sweeper }
  const simulate = createSimulate(kernel, parts)
  const explore = createExplore(kernel, parts)
  return {
    ...waking(doors, engine.wake),
    connectors: waking(createConnectorsApi(kernel, intake, plugged.connectors), engine.wake),
    contacts: createContactsApi(kernel, intake),
    identity: lazyIdentityApi(kernel, given.matching?.columns),
    traits: waking(createTraitsApi(kernel, parts), engine.wake),
    segments: waking(
      createSegmentsApi(kernel, { ...parts, preCount: createPreCount(kernel, parts) }),
      engine.wake,
    ),
    segmentations: waking(createSegmentationsApi(kernel, parts), engine.wake),
    targetings: createTargetingsApi(kernel, parts),
    lists: waking(createListsApi(kernel, parts), engine.wake),
    scenarios: waking(createScenariosApi(kernel, { ...parts, checkTemplates: check, simulate }), engine.wake),
    messages: waking(createMessagesApi(kernel), engine.wake),
    consents: createConsentsApi(kernel, intake.api),
    suppressions: createSuppressionsApi(kernel),
    scores: waking(createScoresApi(kernel, base, scorers), engine.wake),
    deadLetters: waking(createDeadLettersApi(kernel, intake), engine.wake),
    engine: { tick: engine.tick, start: engine.start, stop: engine.stop, nextDue: engine.nextDue },
    base,
    query: explore,
    queryGroups: createStreamGroups(kernel, { book, explore }),
    sql: storage.sql ?? refuseSql,
    tables: [...kernel.tables.values()].filter(({ name }) => !isOwnTable(name)),
    on: emitter.on,
    within: (hostTransaction) => createIntake(kernel, storage.within(hostTransaction)).api,
  }
}
