import type { JsonValue, TableRow } from '@clientele/core'
import type { BasketLine } from '../shopper.ts'
import type { LinesSource } from './lines-source.ts'
import { type Categories, nameOf } from './load-categories.ts'

/** A line with the currency that its price is in, if it says so. */
export interface PricedLine extends BasketLine {
  readonly currency?: string | undefined
}

/** The lines of a contact's rows by the key of their order. Lines of no piece, or of fewer, are left out. */
export function linesOfRows(
  rows: readonly TableRow[],
  source: LinesSource,
  categories: Categories,
): ReadonlyMap<string, readonly PricedLine[]> {
  const lines = new Map<string, PricedLine[]>()
  for (const { table, values } of rows) {
    if (table !== source.table) continue
    const order = nameOf(values[source.order])
    const quantity = numberOf(values[source.quantity])
    if (order === undefined || (quantity !== undefined && quantity <= 0)) continue
    const line: PricedLine = {
      productId: nameOf(values[source.product]),
      category: categories.ofLine(values),
      unitPriceMinor: numberOf(values[source.price]),
      currency: nameOf(values.currency),
    }
    const known = lines.get(order)
    if (known === undefined) lines.set(order, [line])
    else known.push(line)
  }
  return lines
}

function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}
