import type { Page } from '@clientele/core'
import { compareText } from './compare-text.ts'
import { frozenCopy } from './frozen-copy.ts'
import type { Journal } from './journal.ts'
import { type Timeline, type Timer, timeline } from './timeline.ts'

/** How rows are found: by their key, by named indexes, each of which gives a row any number of values, and by time. */
export interface TableOptions<Row, Index extends string> {
  readonly keyOf: (row: Row) => string
  readonly indexes: { readonly [index in Index]: (row: Row) => readonly string[] }
  /** When a row has to be looked at by itself. */
  readonly timerOf?: ((row: Row) => Timer | undefined) | undefined
}

/** Rows by key with indexes; every write can be undone, and no row can be changed from outside. */
export interface Table<Row, Index extends string = never> {
  readonly get: (key: string) => Row | undefined
  /** The rows of some keys, each once; those that are not there are left out. */
  readonly pick: (keys: Iterable<string>) => readonly Row[]
  /** The rows that an index gives one of the values, each once. */
  readonly find: (index: Index, values: Iterable<string>) => readonly Row[]
  readonly all: () => readonly Row[]
  /** In the order of the keys. */
  readonly page: (page: Page) => readonly Row[]
  readonly size: () => number
  /** The rows with a timer. */
  readonly timers: Pick<Timeline, 'due' | 'first'>
  /** Upserts. */
  readonly put: (rows: Iterable<Row>) => void
  /** Inserts those whose key is new; the others are left as they are. */
  readonly putNew: (rows: Iterable<Row>) => void
  readonly remove: (rows: Iterable<Row>) => void
  /** Removes the rows that an index gives one of the values. */
  readonly removeBy: (index: Index, values: Iterable<string>) => void
}

export function table<Row, Index extends string = never>(
  journal: Journal,
  { keyOf, indexes, timerOf = () => undefined }: TableOptions<Row, Index>,
): Table<Row, Index> {
  const rows = new Map<string, Row>()
  const keysBy = new Map<Index, Map<string, Set<string>>>()
  const names = Object.keys(indexes) as Index[]
  for (const name of names) keysBy.set(name, new Map())
  const timers = timeline()
  let sortedKeys: readonly string[] | undefined

  const enter = (key: string, row: Row): void => {
    if (!rows.has(key)) sortedKeys = undefined
    rows.set(key, row)
    const timer = timerOf(row)
    if (timer !== undefined) timers.add(key, timer)
    for (const name of names) {
      const index = keysBy.get(name)!
      for (const value of indexes[name](row)) {
        const keys = index.get(value)
        if (keys === undefined) index.set(value, new Set([key]))
        else keys.add(key)
      }
    }
  }

  const leave = (key: string, row: Row): void => {
    rows.delete(key)
    const timer = timerOf(row)
    if (timer !== undefined) timers.remove(key, timer)
    for (const name of names) {
      const index = keysBy.get(name)!
      for (const value of indexes[name](row)) {
        const keys = index.get(value)
        if (keys?.delete(key) && keys.size === 0) index.delete(value)
      }
    }
  }

  /** Puts a key to a row, or to nothing, and answers what was there. */
  const exchange = (key: string, row: Row | undefined): Row | undefined => {
    const before = rows.get(key)
    if (before !== undefined) leave(key, before)
    if (row !== undefined) enter(key, row)
    else sortedKeys = undefined
    return before
  }

  const write = (key: string, row: Row | undefined): void => {
    // Noted first: a write that must not be is refused before it is done.
    const before = rows.get(key)
    journal.note(() => exchange(key, before))
    exchange(key, row)
  }

  const pick = (keys: Iterable<string>): readonly Row[] => {
    const found: Row[] = []
    for (const key of new Set(keys)) {
      const row = rows.get(key)
      if (row !== undefined) found.push(row)
    }
    return found
  }

  const find = (index: Index, values: Iterable<string>): readonly Row[] => {
    const keys: string[] = []
    for (const value of values) for (const key of keysBy.get(index)!.get(value) ?? []) keys.push(key)
    return pick(keys)
  }

  const remove = (gone: Iterable<Row>): void => {
    for (const row of gone) write(keyOf(row), undefined)
  }

  return {
    get: (key) => rows.get(key),
    pick,
    find,
    all: () => [...rows.values()],
    page: ({ after, limit }) => {
      sortedKeys ??= [...rows.keys()].sort(compareText)
      const from = after === undefined ? 0 : firstAfter(sortedKeys, after)
      return pick(sortedKeys.slice(from, from + limit))
    },
    size: () => rows.size,
    timers,
    put: (changed) => {
      for (const row of changed) write(keyOf(row), frozenCopy(row))
    },
    putNew: (added) => {
      for (const row of added) if (!rows.has(keyOf(row))) write(keyOf(row), frozenCopy(row))
    },
    remove,
    removeBy: (index, values) => remove(find(index, values)),
  }
}

/** The place of the first key after one, by halving. */
function firstAfter(keys: readonly string[], after: string): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareText(keys[middle]!, after) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
