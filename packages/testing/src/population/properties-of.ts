import type { ColumnType, JsonObject, JsonValue } from '@clientele/core'
import fc from 'fast-check'
import type { PopulationWorld } from './population-world.ts'
import { aKey, objectOf, storedValue } from './values.ts'

/** Properties of an event of a name: at each declared path, inside objects and lists too, and an undeclared `note`. */
export function propertiesOf(
  name: string,
  world: PopulationWorld,
  keys: readonly string[],
): fc.Arbitrary<JsonObject> {
  const { types = {}, links = {} } = world.events[name] ?? {}
  const valueAt = (path: string, type: ColumnType): fc.Arbitrary<JsonValue> =>
    path in links ? aKey(keys) : storedValue(type)
  const properties: { [property: string]: fc.Arbitrary<JsonValue> } = { note: storedValue(undefined) }
  const inner: { [outer: string]: { [property: string]: fc.Arbitrary<JsonValue> } } = {}
  for (const [path, type] of Object.entries(types)) {
    const dot = path.indexOf('.')
    const outer = path.slice(0, dot)
    if (dot < 0) properties[path] = valueAt(path, type)
    else inner[outer] = { ...inner[outer], [path.slice(dot + 1)]: valueAt(path, type) }
  }
  for (const [outer, values] of Object.entries(inner)) {
    const object = objectOf(values)
    if (outer.endsWith('[]')) properties[outer.slice(0, -2)] = fc.array(object, { maxLength: 3 })
    else properties[outer] = fc.oneof(object, object, storedValue(undefined))
  }
  return objectOf(properties)
}
