/** Histories with identical (x, tx, T) folded into one weighted row, and the distinct x among them. */
export interface HistoryTable {
  readonly rows: number
  readonly customers: number
  readonly x: Float64Array
  readonly tx: Float64Array
  readonly T: Float64Array
  readonly weight: Float64Array
  /** Distinct values of x, ascending. */
  readonly counts: Float64Array
  /** How many customers have each of `counts`. */
  readonly countWeight: Float64Array
  /** For each row, the index of its x in `counts`. */
  readonly countOf: Int32Array
}

/** A table of rows that are already weighted. */
export function historyTable(columns: {
  readonly x: Float64Array
  readonly tx: Float64Array
  readonly T: Float64Array
  readonly weight: Float64Array
}): HistoryTable {
  const counts = Float64Array.from(new Set(columns.x)).sort()
  const indexOf = new Map<number, number>()
  for (let index = 0; index < counts.length; index += 1) indexOf.set(counts[index]!, index)
  const countWeight = new Float64Array(counts.length)
  const countOf = new Int32Array(columns.x.length)
  let customers = 0
  for (let row = 0; row < columns.x.length; row += 1) {
    const position = indexOf.get(columns.x[row]!)!
    countOf[row] = position
    countWeight[position]! += columns.weight[row]!
    customers += columns.weight[row]!
  }
  return { ...columns, rows: columns.x.length, customers, counts, countWeight, countOf }
}

/** The same histories with every time divided by `unit`. */
export function rescaled(table: HistoryTable, unit: number): HistoryTable {
  return { ...table, tx: table.tx.map((time) => time / unit), T: table.T.map((time) => time / unit) }
}
