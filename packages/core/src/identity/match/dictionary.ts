import { type IntList, intList } from './int-list.ts'
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
  /** How many values are held. */
  readonly size: () => number
  /** The number of a value, which is given one if it has none. */
  codeOf(text: string): number
  /** The number of a value that is already known. */
  find(text: string): number | undefined
  /** Counts one more record with the value. */
  hold(code: number): void
  /** Counts one less, and forgets the text with the last. */
  release(code: number): void
}

/** Makes an empty {@link Dictionary}. */
export function dictionary(derive: Derive): Dictionary {
  const codes = new Map<string, number>()
  const texts: string[] = ['']
  const hashes = intList()
  const derived = intList()
  const holders = intList()
  hashes.push(0)
  derived.push(0)
  holders.push(0)
  return {
    texts,
    hashes,
    derived,
    find: (text) => codes.get(text),
    size: () => codes.size,
    codeOf(text) {
      const known = codes.get(text)
      if (known !== undefined) return known
      const code = texts.length
      codes.set(text, code)
      texts.push(text)
      hashes.push(hashText(text))
      derived.push(derive(text) | 0)
      holders.push(0)
      return code
    },
    hold(code) {
      holders.values[code] = (holders.values[code] as number) + 1
    },
    release(code) {
      const left = (holders.values[code] as number) - 1
      holders.values[code] = left
      if (left > 0 || code === 0) return
      codes.delete(texts[code] as string)
      texts[code] = ''
    },
  }
}
