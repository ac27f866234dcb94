import type { JsonValue } from '@clientele/core'
import { escapeJson, escapeText } from '../text-codec.ts'

/** JSON as it lies in a column. */
export function storedJson(value: JsonValue): string {
  return escapeText(escapeJson(JSON.stringify(value)))
}

/** The text that the database finds where a JSON text was written. */
export function storedText(text: string): string {
  return JSON.parse(storedJson(text)) as string
}

/** What begins the stand-in of a character that a database cannot keep; see `text-codec.ts`. */
export const MARKS: readonly string[] = ['\uE000', '\uE001']

/** Is the text stored character by character, so that its parts are parts of what is stored? */
export function isPlain(text: string): boolean {
  return !/[\0\uE000\uE001]|\p{Surrogate}/u.test(text)
}
