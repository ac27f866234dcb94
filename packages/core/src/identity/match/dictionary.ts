import { type IntList, intList } from './int-list.ts'
import { lettersOf } from './letters.ts'
import { hashText } from './text-hash.ts'

/** Reads a second number out of a value: a sound, a day, the hash of a part. 0 means that there is none. */
export type Derive = (text: string) => number

/**
 * The distinct values of a field, numbered from 1; 0 is "no value". Two records have the same value when they have
 * the same number.
 */
export interface Dictionary {
  /** The values by number; the text of a forgotten value is empty. */
  readonly texts: string[]
  /** Hash of each value: the same in every run, where the numbers are not. */
  readonly hashes: IntList
  /** What {@link Derive} reads in each value. */
  readonly derived: IntList
  /** Which letters each value has, as {@link lettersOf} tells. */
  readonly letters: IntList
  /** How many values are held. */
  readonly size: () => number
  /** The number of a value, which is given one if it has none. */
  codeOf(text: string): number
  /** The number of a value that is already known. */
  find(text: string): number | undefined
  /** One more number of each value, read when it is first asked for and forgotten with the value. */
  column(read: Derive): (code: number) => number
  /** Counts one more record with the value. */
  hold(code: number): void
  /** Counts one less, and forgets the value with the last. */
  release(code: number): void
}

const EMPTY = 0
const REMOVED = -1

/**
 * Makes an empty {@link Dictionary}. Its table is its own and no `Map`, because the hash of a value is needed anyway
 * and a million texts are found in half the time.
 */
export function dictionary(derive: Derive): Dictionary {
  let slots = new Int32Array(1024)
  let used = 0
  let held = 0
  const texts: string[] = ['']
  const hashes = intList()
  const derived = intList()
  const letters = intList()
  const holders = intList()
  const columns: IntList[] = []
  for (const list of [hashes, derived, letters, holders]) list.push(0)

  /** The slot of a value, or the free one where it belongs. */
  const slotOf = (text: string, hash: number): number => {
    const mask = slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = slots[slot] as number
      if (code === EMPTY) return slot
      if (code !== REMOVED && hashes.values[code] === hash && texts[code] === text) return slot
    }
  }
  const grow = (): void => {
    const before = slots
    slots = new Int32Array(held * 4 > before.length ? before.length * 2 : before.length)
    used = held
    const mask = slots.length - 1
    for (const code of before) {
      if (code === EMPTY || code === REMOVED) continue
      let slot = (hashes.values[code] as number) & mask
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask
      slots[slot] = code
    }
  }
  return {
    texts,
    hashes,
    derived,
    letters,
    find: (text) => slots[slotOf(text, hashText(text))] || undefined,
    size: () => held,
    codeOf(text) {
      const hash = hashText(text)
      const slot = slotOf(text, hash)
      const known = slots[slot] as number
      if (known !== EMPTY) return known
      const code = texts.length
      texts.push(text)
      hashes.push(hash)
      derived.push(derive(text) | 0)
      letters.push(lettersOf(text))
      holders.push(0)
      slots[slot] = code
      held++
      if (++used * 2 > slots.length) grow()
      return code
    },
    column(read) {
      const list = intList()
      columns.push(list)
      let known = new Uint8Array(list.values.length)
      return (code) => {
        if (code >= list.values.length) {
          const size = Math.max(texts.length, list.values.length * 2)
          const values = new Int32Array(size)
          values.set(list.values)
          list.values = values
          const marks = new Uint8Array(size)
          marks.set(known)
          known = marks
        }
        if (known[code] === 1) return list.values[code] as number
        known[code] = 1
        const value = read(texts[code] as string) | 0
        list.values[code] = value
        return value
      }
    },
    hold(code) {
      holders.values[code] = (holders.values[code] as number) + 1
    },
    release(code) {
      const left = (holders.values[code] as number) - 1
      holders.values[code] = left
      if (left > 0 || code === 0) return
      slots[slotOf(texts[code] as string, hashes.values[code] as number)] = REMOVED
      held--
      texts[code] = ''
      for (const list of [hashes, derived, letters, ...columns]) {
        if (code < list.values.length) list.values[code] = 0
      }
    },
  }
}
