import { ClienteleError } from '../errors.ts'
import type { Plugin } from '../ports/plugin.ts'

/**
 * The plugins in the order in which they are set up: as given, but each after those that it needs.
 *
 * @throws `PLUGIN_DUPLICATE`; `PLUGIN_NEED_MISSING` naming the need and who needs it, also when plugins need each
 * other in a circle.
 */
export function orderPlugins(plugins: readonly Plugin[]): readonly Plugin[] {
  const byId = new Map<string, Plugin>()
  for (const plugin of plugins) {
    if (byId.has(plugin.id)) {
      throw new ClienteleError(
        'PLUGIN_DUPLICATE',
        `Expected each plugin once, got two with the id \`${plugin.id}\`; remove one or give it another id.`,
        { details: { pluginId: plugin.id } },
      )
    }
    byId.set(plugin.id, plugin)
  }
  const ordered = new Set<Plugin>()
  for (const plugin of plugins) place(plugin, byId, ordered, [])
  return [...ordered]
}

function place(
  plugin: Plugin,
  byId: ReadonlyMap<string, Plugin>,
  ordered: Set<Plugin>,
  above: readonly string[],
): void {
  if (ordered.has(plugin)) return
  if (above.includes(plugin.id)) {
    throw new ClienteleError(
      'PLUGIN_NEED_MISSING',
      `Expected plugins that need others one way, got a circle: ${[...above, plugin.id].join(' → ')}; break it.`,
      { details: { pluginId: plugin.id } },
    )
  }
  for (const need of plugin.needs ?? []) {
    const needed = byId.get(need)
    if (needed === undefined) {
      throw new ClienteleError(
        'PLUGIN_NEED_MISSING',
        `The plugin \`${plugin.id}\` needs the plugin \`${need}\`, which is not composed; add it to \`plugins\`.`,
        { details: { pluginId: plugin.id, need } },
      )
    }
    place(needed, byId, ordered, [...above, plugin.id])
  }
  ordered.add(plugin)
}
