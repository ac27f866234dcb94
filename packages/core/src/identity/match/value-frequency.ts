import type { StoredField } from './record-store.ts'
import type { FieldStatistics } from './statistics.ts'

/** How often the values of a field occur, as the model froze it. */
export interface ValueFrequency {
  /** Count of a value; 0 for one too rare to be in the model. */
  of(code: number): number
  /** The chance of a value with this count, as a multiple of the chance that two random values agree. */
  ratio(count: number): number
  /** The chance of a value with this count. */
  chance(count: number): number
}

/** A base of fewer values says little about how rare one of them is. */
const LEAST_TOTAL = 500

/** Frequencies of a field's values from the model's table of hashes. */
export function valueFrequency(field: StoredField, statistics: FieldStatistics): ValueFrequency {
  const { hashes } = field.dictionary
  const table = new Map(statistics.hashes.map((hash, index) => [hash, statistics.counts[index] as number]))
  const chance = (count: number): number =>
    (count === 0 ? statistics.rare : count) / Math.max(LEAST_TOTAL, statistics.total)
  let counts = new Int32Array(1024)
  let known = 0
  return {
    chance,
    ratio: (count) => Math.min(1, chance(count)) / statistics.agreement,
    of(code) {
      if (code >= known) {
        if (hashes.length > counts.length) {
          const grown = new Int32Array(hashes.length * 2)
          grown.set(counts)
          counts = grown
        }
        for (; known < hashes.length; known++) counts[known] = table.get(hashes.values[known] as number) ?? 0
      }
      return counts[code] as number
    },
  }
}
