import type { ContactHistory, Purchase } from './history.ts'

/** The intervals of a base in columns: those that ended with a purchase and those still open. */
export interface GapSample {
  readonly gaps: Float64Array
  /** 1 where the interval ended with a purchase, 0 where it is open on the reference date. */
  readonly ended: Uint8Array
  /** Number of purchases when the interval began, 255 at most. */
  readonly ranks: Uint8Array
  /** Ended intervals by the category that began them. */
  readonly categories: ReadonlyMap<string, readonly number[]>
  /** From the first purchase of the base to the reference date. */
  readonly historyDays: number
}

const DAY_MS = 86_400_000

/** Takes contacts one by one and keeps their intervals only. */
export function createGapSample(at: number): {
  readonly add: (history: ContactHistory) => void
  readonly finish: () => GapSample
} {
  let size = 0
  let gaps = new Float64Array(1024)
  let ended = new Uint8Array(1024)
  let ranks = new Uint8Array(1024)
  let firstAt = at
  const categories = new Map<string, number[]>()

  const push = (gap: number, isEnded: boolean, rank: number) => {
    if (size === gaps.length) {
      gaps = larger(gaps, new Float64Array(size * 2))
      ended = larger(ended, new Uint8Array(size * 2))
      ranks = larger(ranks, new Uint8Array(size * 2))
    }
    gaps[size] = gap
    ended[size] = isEnded ? 1 : 0
    ranks[size] = Math.min(rank, 255)
    size++
  }

  return {
    add({ purchases }) {
      let previous: Purchase | undefined
      let rank = 0
      for (const purchase of purchases) {
        if (purchase.at > at) break
        if (previous === undefined) firstAt = Math.min(firstAt, purchase.at)
        else {
          const gap = (purchase.at - previous.at) / DAY_MS
          push(gap, true, rank)
          if (previous.category !== undefined) {
            const list = categories.get(previous.category)
            if (list === undefined) categories.set(previous.category, [gap])
            else list.push(gap)
          }
        }
        previous = purchase
        rank++
      }
      if (previous !== undefined) push((at - previous.at) / DAY_MS, false, rank)
    },
    finish: () => ({
      gaps: gaps.slice(0, size),
      ended: ended.slice(0, size),
      ranks: ranks.slice(0, size),
      categories,
      historyDays: (at - firstAt) / DAY_MS,
    }),
  }
}

function larger<Column extends Float64Array | Uint8Array>(column: Column, into: Column): Column {
  into.set(column)
  return into
}
