import type { JsonValue } from '@clientele/core'
import { escapeJson } from '../text-codec.ts'

/** JSON as it lies in a column. */
export function storedJson(value: JsonValue): string {
  return escapeJson(JSON.stringify(value))
}

/** The text that the database finds where a JSON text was written. */
export function storedText(text: string): string {
  return JSON.parse(storedJson(text)) as string
}

/** Stands in stored JSON for what a database cannot keep; see `text-codec.ts`. */
export const JSON_MARK = '\uE001'
/** The same in columns of text. */
export const TEXT_MARK = '\uE000'

/** Is the text stored character by character, so that its parts are parts of what is stored? */
export function isPlain(text: string): boolean {
  return !/[\0\uE000\uE001]|\p{Surrogate}/u.test(text)
}
