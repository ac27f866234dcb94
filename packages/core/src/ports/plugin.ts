import type { EventDeclaration } from '../model/event-declaration.ts'
import type { TableDeclaration } from '../model/table.ts'
import type { BaseReader } from './base-reader.ts'
import type { Channel } from './channel.ts'
import type { Clock } from './clock.ts'
import type { Connector } from './connector.ts'
import type { IdSource } from './ids.ts'
import type { Logger } from './logger.ts'
import type { Scorer } from './scorer.ts'

/** A value or a promise of it. */
export type Awaitable<Value> = Value | Promise<Value>

/**
 * What a plugin is given in `setup`. What it registers lives as long as the instance; a `Connector` or
 * `Channel` that throws or hangs is reported under the plugin's id and never takes the host down.
 */
export interface PluginContext {
  readonly clock: Clock
  readonly ids: IdSource
  readonly logger: Logger
  /** Fires when the instance closes. */
  readonly signal: AbortSignal
  /** Reads over the whole base, streamed. */
  readonly base: BaseReader
  /** Every declared table, the host's and the plugins'. */
  readonly tables: readonly TableDeclaration[]
  /** The zone of contacts that have none of their own. */
  readonly timeZone: string
  /** The APIs of the plugins named in `needs`. */
  readonly plugins: { readonly [id: string]: object }
  readonly registerConnector: (connector: Connector) => void
  readonly registerChannel: (channel: Channel) => void
  readonly registerScorer: (scorer: Scorer) => void
}

/**
 * A plugin: one plain object. `setup` registers what it brings and answers the API that the host finds at
 * `clientele.plugins.<id>`; an `[Symbol.asyncDispose]` of it is called when the instance closes, last plugin
 * first.
 *
 * @example
 * ```ts
 * const greeter = () => definePlugin({
 *   id: 'greeter',
 *   kind: 'extension',
 *   setup: () => ({ greet: (name: string) => `Hello ${name}` }),
 * })
 * ```
 */
export interface Plugin<Id extends string = string, Api extends object = object> {
  readonly id: Id
  readonly kind: 'connector' | 'channel' | 'scorer' | 'extension'
  /** Ids of plugins that must be composed before it. */
  readonly needs?: readonly string[] | undefined
  /** Tables that it reads or writes; they are declared together with the host's own. */
  readonly tables?: readonly TableDeclaration[] | undefined
  /** Events that it tracks or reads; what is said of one is put together with what others say. */
  readonly events?: readonly EventDeclaration[] | undefined
  readonly setup: (context: PluginContext) => Awaitable<Api>
}

/** Types a plugin literal by its id and its API. */
export function definePlugin<const Id extends string, Api extends object>(
  plugin: Plugin<Id, Api>,
): Plugin<Id, Api> {
  return plugin
}
