import type { JsonValue } from '@clientele/core'

/** JSON of a cell; a driver may have parsed it already. */
export function readJson<Value>(cell: unknown): Value {
  return (typeof cell === 'string' ? JSON.parse(cell) : cell) as Value
}

export function writeJson(value: JsonValue | object): string {
  return JSON.stringify(value)
}

/** A number of a cell; some drivers hand out 64-bit integers as text. */
export function readNumber(cell: number): number {
  return typeof cell === 'number' ? cell : Number(cell)
}

export function readOptionalNumber(cell: number | null): number | undefined {
  return cell === null ? undefined : readNumber(cell)
}

/** One, nought or nothing, as yes, no or unsaid. */
export function readOptionalFlag(cell: number | null): boolean | undefined {
  return cell === null ? undefined : readNumber(cell) === 1
}
