import type { JsonValue } from '../model/json.ts'
import type { PropertyPath } from './property-path.ts'
import type { Scope } from './scope.ts'
import type { Happening, Series } from './series.ts'

/** Reads a path in an event or a row of a series, with its key at hand for the traits of rows. */
export function readHappening(
  { read }: PropertyPath,
  happening: Happening,
  series: Series,
  scope: Scope,
): JsonValue | undefined {
  const { rowKey } = scope
  scope.rowKey = series.key(happening)
  const value = read(series.values(happening), scope)
  scope.rowKey = rowKey
  return value
}
