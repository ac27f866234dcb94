import type { Instant } from '@clientele/core'
import { compareText } from './compare-text.ts'

/** When a row wants to be looked at, and whose it is. */
export interface Timer {
  readonly contactId: string
  readonly at: Instant
}

/** Timers of rows in the order of time: what is due is found without a look at what is not. */
export interface Timeline {
  readonly add: (key: string, timer: Timer) => void
  readonly remove: (key: string, timer: Timer) => void
  /** Contacts with a timer at or before an instant, each once, earliest first. */
  readonly due: (at: Instant, limit: number) => readonly string[]
  /** The instant of the earliest timer. */
  readonly first: () => Instant | undefined
}

interface Entry {
  readonly key: string
  readonly timer: Timer
}

/** Entries of one run at most; a longer one is cut in two. */
const LONGEST_RUN = 512

/** Makes an empty timeline: entries in order, cut into short runs, so that one more moves only a few others. */
export function timeline(): Timeline {
  const runs: Entry[][] = []

  /** The run that an entry belongs to: the first whose end is not before it. */
  const placeOf = (entry: Entry): number =>
    Math.max(
      0,
      Math.min(
        runs.length - 1,
        firstFrom(runs, (run) => compare(run.at(-1)!, entry)),
      ),
    )

  return {
    add: (key, timer) => {
      const entry = { key, timer }
      const place = placeOf(entry)
      const run = runs[place]
      if (run === undefined) {
        runs.push([entry])
        return
      }
      run.splice(
        firstFrom(run, (other) => compare(other, entry)),
        0,
        entry,
      )
      if (run.length > LONGEST_RUN) runs.splice(place + 1, 0, run.splice(run.length >>> 1))
    },
    remove: (key, timer) => {
      const entry = { key, timer }
      const place = placeOf(entry)
      const run = runs[place]
      const within = run === undefined ? -1 : firstFrom(run, (other) => compare(other, entry))
      if (run?.[within]?.key !== key) return
      run.splice(within, 1)
      if (run.length === 0) runs.splice(place, 1)
    },
    due: (at, limit) => {
      const contactIds = new Set<string>()
      for (const run of runs)
        for (const { timer } of run) {
          if (contactIds.size >= limit || timer.at > at) return [...contactIds]
          contactIds.add(timer.contactId)
        }
      return [...contactIds]
    },
    first: () => runs[0]?.[0]?.timer.at,
  }
}

function compare(a: Entry, b: Entry): number {
  return (
    a.timer.at - b.timer.at || compareText(a.timer.contactId, b.timer.contactId) || compareText(a.key, b.key)
  )
}

/** The place of the first that is not before what is looked for, by halving. */
function firstFrom<Value>(values: readonly Value[], sideOf: (value: Value) => number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sideOf(values[middle]!) < 0) low = middle + 1
    else high = middle
  }
  return low
}
