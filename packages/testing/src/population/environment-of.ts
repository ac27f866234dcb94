import type { ColumnType, ConditionEnvironment } from '@clientele/core'
import type { PopulationWorld } from './population-world.ts'

/** What conditions over a world are compiled against. */
export function environmentOf(world: PopulationWorld): ConditionEnvironment {
  const fields = new Map<string, ColumnType>()
  for (const [field, type] of Object.entries(world.fields)) if (type !== undefined) fields.set(field, type)
  return {
    segments: new Map(Object.entries(world.segments)),
    tables: new Map(Object.entries(world.tables)),
    events: new Map(Object.entries(world.events)),
    fields,
    traits: new Map(Object.entries(world.traits ?? {})),
    ...(world.normalise === undefined ? {} : { normalise: world.normalise }),
  }
}
