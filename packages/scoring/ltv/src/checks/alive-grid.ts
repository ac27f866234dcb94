import type { PurchaseHistory } from '../models/history.ts'
import type { Outlook } from '../outlook/outlook.ts'

/** One cell of the grid. */
export interface AliveCell {
  /** Repeat purchases. */
  readonly x: number
  /** Time since the last purchase, in time units. */
  readonly silence: number
  readonly alive: number
}

/** P(alive) against recency and frequency for customers of one age: the heat map that shows a model at a glance. */
export function aliveGrid(
  forecast: (history: PurchaseHistory) => Outlook,
  options: {
    /** Age of the customers, in time units. */
    readonly T: number
    readonly mostPurchases: number
    /** Steps of silence between 0 and T. @default 10 */
    readonly steps?: number | undefined
  },
): readonly AliveCell[] {
  const steps = options.steps ?? 10
  const cells: AliveCell[] = []
  for (let x = 0; x <= options.mostPurchases; x += 1) {
    for (let step = 0; step <= steps; step += 1) {
      const silence = (options.T * step) / steps
      // Someone who never came back has been silent ever since the first purchase.
      if (x === 0 && step < steps) continue
      const tx = x === 0 ? 0 : options.T - silence
      cells.push({ x, silence, alive: forecast({ x, tx, T: options.T }).alive })
    }
  }
  return cells
}
