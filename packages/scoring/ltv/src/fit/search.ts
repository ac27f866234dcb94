import type { PurchaseFamily } from '../models/family.ts'
import type { HistoryTable } from '../models/history-table.ts'
import { likelihoodOf } from '../models/likelihood-of.ts'
import { sampleTable } from '../models/sample-table.ts'
import { climb } from '../numeric/bfgs.ts'
import { polish, type Summit } from '../numeric/newton.ts'
import type { Box } from '../numeric/objective.ts'

/** Rows of the sample on which the first climb is made; the end is always on all rows. */
const SAMPLE_ROWS = 5_000

/** Log-parameters are sought between 1e-8 and 1e8, with times in units of the mean observation. */
const WALL = Math.log(1e8)

/** The summit of the NBD of a table whose mean T is 1. */
export function searchNbd(table: HistoryTable): Summit {
  let purchases = 0
  let time = 0
  for (let row = 0; row < table.rows; row += 1) {
    purchases += table.weight[row]! * table.x[row]!
    time += table.weight[row]! * table.T[row]!
  }
  const rate = purchases / time
  return search('nbd', table, [[0, -Math.log(rate)]])
}

/** The summit of a family with dropout, from starts around the NBD of the same table. */
export function searchDropout(family: PurchaseFamily, table: HistoryTable, nbd: readonly number[]): Summit {
  const [r, alpha] = nbd as [number, number]
  // Without dropout the NBD takes silence for a low rate: with it, rates are higher and more alike.
  const heads = [
    [r, alpha],
    [r + 0.5, alpha],
  ] as const
  const tails =
    family === 'pareto/nbd'
      ? [
          [Math.log(0.6), Math.log(0.5)],
          [Math.log(3), Math.log(5)],
        ]
      : [
          [Math.log(0.8), Math.log(2)],
          [Math.log(0.2), Math.log(6)],
        ]
  return search(
    family,
    table,
    heads.map((head, index) => [...head, ...tails[index]!]),
  )
}

function search(family: PurchaseFamily, table: HistoryTable, starts: readonly (readonly number[])[]): Summit {
  const size = starts[0]!.length
  const box: Box = { low: new Array<number>(size).fill(-WALL), high: new Array<number>(size).fill(WALL) }
  const sample = sampleTable(table, SAMPLE_ROWS)
  const rough = likelihoodOf(family, sample)
  const scale = sample.customers
  // Each start is followed until it shows where it leads, and the best one goes on.
  const climbs = starts.map((start) => climb(rough, start, { box, scale, tolerance: 1e-2 }))
  const best = climbs.reduce((left, right) => (right.value > left.value ? right : left))
  if (sample === table) return polish(rough, best.point, { box })
  const { point } = climb(rough, best.point, { box, scale, tolerance: 1e-4 })
  return polish(likelihoodOf(family, table), point, { box })
}
