import type { BaseReader, TableRow } from '@clientele/core'

/** Rows of one kind, with and without a customer. */
export interface Tally {
  readonly known: number
  readonly nobody: number
  /** Sum of their amounts in pence: of everybody, of the customers. */
  readonly pence: number
  readonly knownPence: number
}

/** What a table holds by the value of one column: nothing of the file is lost without being counted. */
export async function tallyBy(
  base: BaseReader,
  table: string,
  column: string,
  penceOf: (row: TableRow) => number = () => 0,
): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map<string, Tally>()
  for await (const row of base.rows(table)) {
    const kind = String(row.values[column])
    const { known, nobody, pence, knownPence } = tallies.get(kind) ?? NOTHING
    const isKnown = row.contactId !== undefined
    const more = penceOf(row)
    tallies.set(kind, {
      known: known + (isKnown ? 1 : 0),
      nobody: nobody + (isKnown ? 0 : 1),
      pence: pence + more,
      knownPence: knownPence + (isKnown ? more : 0),
    })
  }
  return tallies
}

/** Of a kind that does not occur. */
export const NOTHING: Tally = { known: 0, nobody: 0, pence: 0, knownPence: 0 }
