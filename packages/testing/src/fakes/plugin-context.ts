import type { Channel, Connector, PluginContext, Scorer } from '@clientele/core'
import { type RecordingLogger, recordingLogger } from '../recording-logger.ts'
import { sequentialIds } from '../sequential-ids.ts'
import { virtualClock } from '../virtual-clock.ts'
import { arrayBase } from './array-base.ts'

/** What is known to a plugin under test; what is not given is empty, in UTC and at the beginning of 1970. */
export type PluginContextOptions = Partial<
  Omit<PluginContext, 'logger' | 'registerConnector' | 'registerChannel' | 'registerScorer'>
>

/** A context for a plugin's `setup`, and what the plugin did with it. */
export interface RecordedPluginContext {
  readonly context: PluginContext
  readonly logger: RecordingLogger
  /** Registered so far, in order. */
  readonly connectors: readonly Connector[]
  readonly channels: readonly Channel[]
  readonly scorers: readonly Scorer[]
}

/**
 * Makes what a plugin is given in `setup`, to test it without an instance of Clientele.
 *
 * @example
 * ```ts
 * const plugin = definePlugin({ id: 'greeter', kind: 'extension', setup: () => ({ greet: () => 'Hello' }) })
 * const { context, channels } = recordedPluginContext()
 * await plugin.setup(context)
 * channels.length // 0
 * ```
 */
export function recordedPluginContext(options: PluginContextOptions = {}): RecordedPluginContext {
  const logger = recordingLogger()
  const connectors: Connector[] = []
  const channels: Channel[] = []
  const scorers: Scorer[] = []
  const context: PluginContext = {
    clock: virtualClock(0),
    ids: sequentialIds('id-'),
    signal: new AbortController().signal,
    base: arrayBase([]),
    tables: [],
    timeZone: 'UTC',
    plugins: {},
    ...options,
    logger,
    registerConnector: (connector) => connectors.push(connector),
    registerChannel: (channel) => channels.push(channel),
    registerScorer: (scorer) => scorers.push(scorer),
  }
  return { context, logger, connectors, channels, scorers }
}
