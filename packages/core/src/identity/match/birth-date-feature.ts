import { type Feature, type FeatureLevel, level } from './feature.ts'
import { oneField } from './one-field-feature.ts'
import type { RecordStore, StoredField } from './record-store.ts'

/** Birth dates: the same, day and month exchanged, one digit wrong, two of three parts the same, only the year. */
export function birthDateFeature(store: RecordStore, field: StoredField): Feature {
  const days = field.dictionary.derived
  return oneField(store, field, 'birthDate', 0, false, BIRTH_DATE, (a, b) => {
    const dayA = days.values[a] as number
    const dayB = days.values[b] as number
    const yearA = Math.trunc(dayA / 10_000)
    const yearB = Math.trunc(dayB / 10_000)
    const monthA = Math.trunc(dayA / 100) % 100
    const monthB = Math.trunc(dayB / 100) % 100
    if (yearA === yearB && monthA === dayB % 100 && monthB === dayA % 100) return 2
    if (isOneDigit(dayA, dayB)) return 3
    const same = Number(yearA === yearB) + Number(monthA === monthB) + Number(dayA % 100 === dayB % 100)
    if (same === 2) return 4
    return yearA === yearB ? 5 : 6
  })
}

const BIRTH_DATE: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('same', 0, 0.9, { agrees: 1 }),
  level('day and month exchanged', 0, 0.02, { below: [1], maxBits: 11 }),
  level('one digit wrong', 0, 0.03, { below: [2] }),
  level('two of three parts', 0, 0.02, { below: [3] }),
  level('same year', 0, 0.01, { below: [4] }),
  level('differs', 0, 0.02, { below: [5] }),
]

/** One digit is another, or two that stand beside each other are exchanged. */
function isOneDigit(a: number, b: number): boolean {
  let restA = a
  let restB = b
  let wrong = 0
  let first = 0
  let place = 0
  let digitsA = 0
  let digitsB = 0
  while (restA > 0 || restB > 0) {
    if (restA % 10 !== restB % 10) {
      wrong++
      if (wrong === 1) {
        first = place
        digitsA = restA % 100
        digitsB = restB % 100
      } else if (wrong > 2 || place !== first + 1) return false
    }
    restA = Math.trunc(restA / 10)
    restB = Math.trunc(restB / 10)
    place++
  }
  return (
    wrong === 1 ||
    (wrong === 2 && digitsA % 10 === Math.trunc(digitsB / 10) && digitsB % 10 === Math.trunc(digitsA / 10))
  )
}
