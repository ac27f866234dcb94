import type { JsonObject, JsonValue } from '../model/json.ts'
import type { ValueTest } from './ast.ts'
import type { Site } from './site.ts'

/** A point on the earth in degrees. */
export interface Place {
  readonly lat: number
  readonly lon: number
}

/** Mean radius of the earth in km (IUGG, R1). */
const EARTH_KM = 6371.0088
const RADIAN = Math.PI / 180

/** Great-circle distance in km, by the haversine formula on a sphere. */
export function distanceKm(a: Place, b: Place): number {
  const north = Math.sin(((b.lat - a.lat) * RADIAN) / 2)
  const east = Math.sin(((b.lon - a.lon) * RADIAN) / 2)
  const chord = north * north + Math.cos(a.lat * RADIAN) * Math.cos(b.lat * RADIAN) * east * east
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** The place that a value is: an object with `lat` and `lon` in degrees. */
export function readPlace(value: JsonValue | undefined): Place | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { lat, lon } = value as JsonObject
  if (typeof lat !== 'number' || typeof lon !== 'number') return undefined
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined
}

/** Compiles `near`: at most `km` from a place. */
export function compileNear(test: ValueTest, _site: Site): (value: JsonValue | undefined) => boolean {
  const operand = test.value as JsonObject
  const centre = readPlace(operand) as Place
  const km = operand.km as number
  return (value) => {
    const place = readPlace(value)
    return place !== undefined && distanceKm(centre, place) <= km
  }
}
