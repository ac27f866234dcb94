import { type CellStyle, type RowReading, reject, textOf } from './context.ts'

const MAX_KEY = 1024

/**
 * Reads a key of one or several columns; of several, the parts are joined by `/`, with `/` and `%` in them
 * escaped, so that no two different keys become one.
 */
export function keyReader(
  columns: string | readonly string[],
  style: CellStyle,
): (reading: RowReading) => string | undefined {
  const list = typeof columns === 'string' ? [columns] : columns
  return (reading) => {
    const parts: string[] = []
    for (const column of list) {
      const part = textOf(reading, column, style)
      if (part === undefined)
        return reject(reading, column, 'missing-value', 'expected a value, because it is part of the key')
      parts.push(part)
    }
    const key = parts.length === 1 ? (parts[0] as string) : parts.map(escapePart).join('/')
    if (key.length <= MAX_KEY) return key
    return reject(reading, list[0], 'too-long', `expected a key of ${MAX_KEY} characters at most`)
  }
}

function escapePart(part: string): string {
  return part.replaceAll('%', '%25').replaceAll('/', '%2F')
}
