import type { ClienteleOptions, Plugin } from '@clientele/core'

/** What the command line works on: options of an instance, or a function that makes them. */
export type ClienteleConfig<Plugins extends readonly Plugin[] = readonly Plugin[]> =
  | ClienteleOptions<Plugins>
  | (() => ClienteleOptions<Plugins> | Promise<ClienteleOptions<Plugins>>)

/**
 * Types the default export of `clientele.config.mjs`.
 *
 * @example
 * ```ts
 * import { sqlite } from '@clientele/storage-sqlite'
 * import { defineConfig } from 'clientele'
 *
 * export default defineConfig({ storage: sqlite('clientele.db'), timeZone: 'Europe/Paris' })
 * ```
 */
export function defineConfig<const Plugins extends readonly Plugin[]>(
  config: ClienteleConfig<Plugins>,
): ClienteleConfig<Plugins> {
  return config
}
