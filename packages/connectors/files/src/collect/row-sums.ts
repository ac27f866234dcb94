import type { IntakeItem, JsonValue, TableRowInput } from '@clientele/core'
import type { Rejection } from '../reject.ts'

/** The rows of one file that are added up by their key. */
export interface RowSums {
  /** Why a row cannot be added to what is there of its key; `undefined` when it can. */
  readonly fault: (row: TableRowInput) => Rejection | undefined
  readonly add: (row: TableRowInput) => void
  /** What came of all rows, in the order in which the keys came; afterwards there is nothing. */
  readonly drain: () => IntakeItem[]
}

type Values = { [column: string]: JsonValue }

/** Adds up columns of rows that have one key; the other values are those of the first row. */
export function rowSums(columns: readonly string[]): RowSums {
  const sums = new Map<string, TableRowInput & { readonly values: Values }>()
  return {
    fault: ({ key, values }) => {
      const known = sums.get(key)?.values.currency
      if (known === undefined || values.currency === undefined || known === values.currency) return undefined
      return { code: 'mixed-currencies', reason: 'expected the currency of the other rows of its key' }
    },
    add: (row) => {
      const known = sums.get(row.key)
      if (known === undefined) {
        sums.set(row.key, { ...row, values: { ...row.values } })
        return
      }
      for (const column of columns) {
        const more = row.values[column]
        if (typeof more !== 'number') continue
        const sofar = known.values[column]
        known.values[column] = typeof sofar === 'number' ? sofar + more : more
      }
      if (known.values.currency === undefined && row.values.currency !== undefined)
        known.values.currency = row.values.currency
    },
    drain: () => {
      const rows = [...sums.values()]
      sums.clear()
      return rows.map((row) => ({ type: 'row', row }))
    },
  }
}
