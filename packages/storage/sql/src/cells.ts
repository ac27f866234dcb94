import type { JsonValue } from '@clientele/core'
import { escapeJson, unescapeJson } from './text-codec.ts'

/** What a cell of JSON holds. */
export function readJson<Value>(cell: string): Value {
  return JSON.parse(unescapeJson(cell)) as Value
}

/** A cell of JSON. */
export function writeJson(value: JsonValue | object): string {
  return escapeJson(JSON.stringify(value))
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
