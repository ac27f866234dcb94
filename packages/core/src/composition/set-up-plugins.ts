import { ClienteleError } from '../errors.ts'
import type { Channel } from '../ports/channel.ts'
import type { Clock } from '../ports/clock.ts'
import type { Connector } from '../ports/connector.ts'
import type { Plugin, PluginContext } from '../ports/plugin.ts'
import type { Scorer } from '../ports/scorer.ts'

/** How long a plugin may take to set itself up, in ms. */
const SETUP_TIMEOUT = 30_000
/** How long a plugin may take to close, in ms. */
const DISPOSE_TIMEOUT = 10_000

/** What the plugins registered, and how they are taken down. */
export interface PluggedIn {
  /** By plugin id. */
  readonly apis: { readonly [pluginId: string]: object }
  /** By checkpoint key. */
  readonly connectors: ReadonlyMap<string, { readonly pluginId: string; readonly connector: Connector }>
  /** By medium. */
  readonly channels: ReadonlyMap<string, Channel>
  /** Id of the plugin of a channel, by medium. */
  readonly channelOwners: ReadonlyMap<string, string>
  /** By scorer id. */
  readonly scorers: ReadonlyMap<string, { readonly pluginId: string; readonly scorer: Scorer }>
  /** Last plugin first; one that throws or hangs is logged and does not keep the others. */
  readonly dispose: () => Promise<void>
}

/**
 * Sets plugins up in the order given. One that throws or hangs takes down those before it and is named.
 *
 * @throws `PLUGIN_FAILED`, `PLUGIN_TIMEOUT`; `PLUGIN_DUPLICATE` when two register one channel, connector or scorer.
 */
export async function setUpPlugins(
  plugins: readonly Plugin[],
  shared: Omit<PluginContext, 'plugins' | 'registerConnector' | 'registerChannel' | 'registerScorer'>,
): Promise<PluggedIn> {
  const apis: Record<string, object> = {}
  const connectors = new Map<string, { readonly pluginId: string; readonly connector: Connector }>()
  const channels = new Map<string, Channel>()
  const channelOwners = new Map<string, string>()
  const scorers = new Map<string, { readonly pluginId: string; readonly scorer: Scorer }>()

  const dispose = async () => {
    for (const [pluginId, api] of Object.entries(apis).reverse()) {
      delete apis[pluginId]
      const close = (api as Partial<AsyncDisposable>)[Symbol.asyncDispose]
      if (typeof close !== 'function') continue
      try {
        await within(DISPOSE_TIMEOUT, shared.clock, async () => close.call(api), pluginId, 'to close')
      } catch (error) {
        shared.logger.error(
          `The plugin \`${pluginId}\` failed to close; the others are closed all the same.`,
          {
            error: error instanceof Error ? error.name : typeof error,
          },
        )
      }
    }
  }

  for (const plugin of plugins) {
    const { id: pluginId } = plugin
    const register = <Value>(map: Map<string, Value>, key: string, value: Value, kind: string) => {
      if (map.has(key)) throw duplicate(pluginId, kind, key)
      map.set(key, value)
    }
    const context: PluginContext = {
      ...shared,
      plugins: Object.fromEntries((plugin.needs ?? []).map((need) => [need, apis[need] as object])),
      registerConnector: (connector) =>
        register(connectors, connector.checkpointKey, { pluginId, connector }, 'connector'),
      registerChannel: (channel) => {
        register(channels, channel.channel, channel, 'channel')
        channelOwners.set(channel.channel, pluginId)
      },
      registerScorer: (scorer) => register(scorers, scorer.id, { pluginId, scorer }, 'scorer'),
    }
    try {
      const api: unknown = await within(
        SETUP_TIMEOUT,
        shared.clock,
        async () => plugin.setup(context),
        pluginId,
        'to be set up',
      )
      if (typeof api !== 'object' || api === null) throw rubbish(pluginId, api)
      apis[pluginId] = api
    } catch (error) {
      await dispose()
      throw isOwn(error) ? error : failed(pluginId, error)
    }
  }
  return { apis, connectors, channels, channelOwners, scorers, dispose }
}

/** Runs work of a plugin, and gives up on it when it takes too long. */
async function within<Result>(
  limit: number,
  clock: Clock,
  work: () => Promise<Result>,
  pluginId: string,
  what: string,
): Promise<Result> {
  const over = new AbortController()
  const late = clock.sleepUntil(clock.now() + limit, over.signal).then(
    () => Promise.reject(timedOut(pluginId, what, limit)),
    // The work was done before; nobody waits for this any more.
    () => new Promise<never>(() => undefined),
  )
  try {
    return await Promise.race([work(), late])
  } finally {
    over.abort()
  }
}

function isOwn(error: unknown): boolean {
  const code = error instanceof ClienteleError ? error.code : undefined
  return code === 'PLUGIN_TIMEOUT' || code === 'PLUGIN_FAILED' || code === 'PLUGIN_DUPLICATE'
}

function failed(pluginId: string, cause: unknown): ClienteleError {
  const reason = cause instanceof Error ? cause.message : `it threw a ${typeof cause}`
  return new ClienteleError('PLUGIN_FAILED', `The plugin \`${pluginId}\` failed in its setup: ${reason}`, {
    cause,
    details: { pluginId },
  })
}

function rubbish(pluginId: string, api: unknown): ClienteleError {
  return new ClienteleError(
    'PLUGIN_FAILED',
    `Expected \`setup\` of the plugin \`${pluginId}\` to answer an object, got ${api === null ? 'null' : typeof api}; return its API, {} for none.`,
    { details: { pluginId } },
  )
}

function timedOut(pluginId: string, what: string, limit: number): ClienteleError {
  return new ClienteleError(
    'PLUGIN_TIMEOUT',
    `Expected the plugin \`${pluginId}\` ${what} within ${limit / 1000} s, and it was not; see what it waits for.`,
    { details: { pluginId, limit } },
  )
}

function duplicate(pluginId: string, kind: string, key: string): ClienteleError {
  return new ClienteleError(
    'PLUGIN_DUPLICATE',
    `The plugin \`${pluginId}\` registers the ${kind} \`${key}\`, which another plugin has registered; compose one of them.`,
    { details: { pluginId, kind, key } },
  )
}
