import { type HistoryTable, historyTable } from './history-table.ts'

/**
 * A representative table of at most `most` rows: systematic sampling of the customers in the order of x, then
 * T, then tx. No random number is drawn, so the same base gives the same sample.
 */
export function sampleTable(table: HistoryTable, most: number): HistoryTable {
  if (table.rows <= most) return table
  const order = Int32Array.from({ length: table.rows }, (_, row) => row).sort(
    (left, right) =>
      table.x[left]! - table.x[right]! ||
      table.T[left]! - table.T[right]! ||
      table.tx[left]! - table.tx[right]!,
  )
  const every = table.customers / most
  const picked: number[] = []
  const weights: number[] = []
  let passed = 0
  let next = every / 2
  for (const row of order) {
    passed += table.weight[row]!
    let hits = 0
    while (next < passed) {
      hits += 1
      next += every
    }
    if (hits > 0) {
      picked.push(row)
      weights.push(hits * every)
    }
  }
  return historyTable({
    x: Float64Array.from(picked, (row) => table.x[row]!),
    tx: Float64Array.from(picked, (row) => table.tx[row]!),
    T: Float64Array.from(picked, (row) => table.T[row]!),
    weight: Float64Array.from(weights),
  })
}
