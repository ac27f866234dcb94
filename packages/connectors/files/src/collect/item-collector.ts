import type { IntakeItem } from '@clientele/core'
import type { MadeItem } from '../convert/row-converter.ts'
import type { Target } from '../mapping/target.ts'
import type { Rejection } from '../reject.ts'
import { repeatFilter } from './repeats.ts'
import { type RowSums, rowSums } from './row-sums.ts'

/** What stands between the rows of a file and the base: repeats go, sums are kept until the end. */
export interface ItemCollector {
  /** Must the whole file be read before all of its items are known? */
  readonly sumsRows: boolean
  /** Adds the items that one row made to `items`, all of them or, with the reason, none. */
  readonly take: (made: readonly MadeItem[], items: IntakeItem[]) => Rejection | undefined
  /** The sums, once the file has ended. */
  readonly drain: () => readonly IntakeItem[]
}

/** Makes the collector of one reading of a file. */
export function itemCollector(targets: readonly Target[]): ItemCollector {
  const sums = new Map<Target, RowSums>()
  const repeats = new Map<Target, (item: IntakeItem) => boolean>()
  for (const target of targets) {
    if (target.type === 'table' && target.sum !== undefined) sums.set(target, rowSums(target.sum))
    if (target.type !== 'event' && target.repeats === 'skip') repeats.set(target, repeatFilter())
  }
  return {
    sumsRows: sums.size > 0,
    take: (made, items) => {
      for (const { target, item } of made) {
        const fault = item.type === 'row' ? sums.get(target)?.fault(item.row) : undefined
        if (fault !== undefined) return fault
      }
      for (const { target, item } of made) {
        const sum = sums.get(target)
        if (sum !== undefined && item.type === 'row') sum.add(item.row)
        else if (repeats.get(target)?.(item) !== true) items.push(item)
      }
      return undefined
    },
    drain: () => [...sums.values()].flatMap((sum) => sum.drain()),
  }
}
