import { compilePath, OPEN_SHAPE } from '../conditions/property-path.ts'
import { NOBODY, scopeOf } from '../conditions/scope.ts'
import { isMissing, readAs } from '../conditions/values.ts'
import type { EventDeclaration, PropertyFault } from '../model/event-declaration.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import { EXPECTED } from './expected-value.ts'

/** Finds the properties of an event that conditions will not be able to read as they are declared. */
export type EventFaults = (name: string, properties: JsonObject) => readonly PropertyFault[]

const NONE: readonly PropertyFault[] = []
/** Nothing is read but the event itself. */
const NOWHERE = { segments: new Map(), tables: new Map() }
const OF_NOBODY = scopeOf(NOBODY, 0)

/** Compiles what is declared of events; texts without an offset are read in the zone. */
export function compileEventFaults(events: ReadonlyMap<string, EventDeclaration>, zone: string): EventFaults {
  const tests = new Map(
    [...events].map(([name, { types = {} }]) => [
      name,
      Object.entries(types).map(([path, type]) => {
        const { read, many } = compilePath(path, OPEN_SHAPE, NOWHERE, '')
        const isReadable = (value: JsonValue): boolean =>
          type === 'json' || isMissing(value) || readAs(value, type, zone) !== undefined
        return {
          fault: { path, expected: EXPECTED[type] },
          holds: (properties: JsonObject): boolean => {
            const value = read(properties, OF_NOBODY)
            if (value === undefined) return true
            return many ? (value as readonly JsonValue[]).every(isReadable) : isReadable(value)
          },
        }
      }),
    ]),
  )
  return (name, properties) => {
    const declared = tests.get(name)
    if (declared === undefined) return NONE
    const failed = declared.filter(({ holds }) => !holds(properties))
    return failed.length === 0 ? NONE : failed.map(({ fault }) => fault)
  }
}
