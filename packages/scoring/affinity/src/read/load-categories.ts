import type { BaseReader, JsonObject, JsonValue } from '@clientele/core'
import type { LinesSource, PathStep } from './lines-source.ts'

/** Finds the category of a line, and that of a product that an event names. */
export interface Categories {
  readonly ofLine: (line: JsonObject) => string | undefined
  readonly ofProduct: (productId: string) => string | undefined
}

const NO_CATEGORIES: Categories = { ofLine: () => undefined, ofProduct: () => undefined }

/** Reads the tables on the way to the category, one text per product: memory grows with the catalogue only. */
export async function loadCategories(
  base: BaseReader,
  source: LinesSource | undefined,
  signal: AbortSignal | undefined,
): Promise<Categories> {
  const [first, ...rest] = source?.category ?? []
  if (source === undefined || first === undefined) return NO_CATEGORIES
  if (first.table === undefined) {
    return { ...NO_CATEGORIES, ofLine: (line) => nameOf(line[first.column]) }
  }
  const names = await namesOf(base, first.table, rest, signal)
  const ofKey = (key: JsonValue | undefined) => names.get(nameOf(key) ?? '')
  return {
    ofLine: (line) => ofKey(line[first.column]),
    ofProduct: first.column === source.product ? (productId) => names.get(productId) : () => undefined,
  }
}

/** Value at the end of the path by the key of the table at its beginning. */
async function namesOf(
  base: BaseReader,
  table: string,
  [step, ...rest]: readonly PathStep[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  if (step === undefined) return names
  const further = step.table === undefined ? undefined : await namesOf(base, step.table, rest, signal)
  for await (const { key, values } of base.rows(table, { signal })) {
    const value = nameOf(values[step.column])
    const name = value === undefined || further === undefined ? value : further.get(value)
    if (name !== undefined) names.set(key, name)
  }
  return names
}

/** A key or a name as text; shops number their things as often as they name them. */
export function nameOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'number'
    ? String(value)
    : typeof value === 'string' && value !== ''
      ? value
      : undefined
}
