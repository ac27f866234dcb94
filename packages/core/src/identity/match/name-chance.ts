import { type Chance, type Estimate, FLOOR, LEAST_CORRECTION } from './chance-estimate.ts'
import { CLOSE, COMPATIBLE, EXACT } from './compare-names.ts'
import type { Feature } from './feature.ts'
import { NAME, type NamePart, namePart } from './name-feature.ts'
import type { RecordStore, StoredField } from './record-store.ts'
import type { FieldStatistics } from './statistics.ts'
import type { ValueFrequency } from './value-frequency.ts'

/** A namesake in one's own household: father and son, mother and daughter. */
export const NAMESAKE = 0.003

/** Of two members of a household: they have the same last name, or one close to it. */
const SAME_LAST_NAME = 0.74
const CLOSE_LAST_NAME = 0.06

interface Parts {
  readonly exact: number
  readonly close: number
  readonly compatible: number
  readonly differs: number
}

/** The chances of a name's levels: first and last names of unrelated people are drawn apart. */
export function nameChance(
  store: RecordStore,
  feature: Feature,
  statistics: readonly FieldStatistics[],
  frequencyOf: (field: StoredField) => ValueFrequency,
  pairs: Int32Array,
): Estimate {
  const first = store.fields.find((field) => field.kind === 'firstName')
  const last = store.fields.find((field) => field.kind === 'lastName')
  const partsOf = (field: StoredField | undefined): Parts =>
    field === undefined
      ? { exact: 0.01, close: 0.01, compatible: 0.01, differs: 0.97 }
      : sampleParts(
          store,
          field,
          namePart(field, frequencyOf(field)),
          statistics[field.index]!.agreement,
          pairs,
        )
  const countedFirst = partsOf(first)
  const countedLast = partsOf(last)
  const swapped = first === undefined || last === undefined ? 1e-7 : swapChance(store, first, last)
  return (correction) => {
    const f = withoutMatches(countedFirst, correction?.person ?? 0)
    const l = withoutMatches(countedLast, correction?.person ?? 0)
    return nameLevels(feature, f, l, swapped)
  }
}

/** Two records of one person mostly agree in a name; this is how often, near enough for a correction. */
const SAME_NAME = 0.7

function withoutMatches(parts: Parts, person: number): Parts {
  const exact = Math.max(LEAST_CORRECTION * parts.exact, parts.exact - SAME_NAME * person)
  return { ...parts, exact, differs: parts.differs + parts.exact - exact }
}

function nameLevels(feature: Feature, f: Parts, l: Parts, swapped: number): Chance {
  const lastNear = l.close + l.compatible
  const unrelated = new Float64Array(feature.levels.length).fill(1)
  unrelated[NAME.both] = f.exact * l.exact
  unrelated[NAME.firstClose] = f.close * l.exact
  unrelated[NAME.lastClose] = f.exact * lastNear
  unrelated[NAME.bothClose] = (f.close + f.compatible) * lastNear
  unrelated[NAME.initial] = f.compatible * l.exact
  unrelated[NAME.swapped] = swapped
  unrelated[NAME.lastOnly] = f.differs * l.exact
  unrelated[NAME.lastCloseOnly] = f.differs * lastNear
  unrelated[NAME.firstOnly] = f.exact * l.differs
  unrelated[NAME.neither] = (1 - f.exact) * l.differs - swapped
  unrelated[NAME.aloneLast] = l.exact
  unrelated[NAME.aloneLastClose] = lastNear
  unrelated[NAME.aloneLastDiffers] = l.differs
  unrelated[NAME.aloneFirst] = f.exact
  unrelated[NAME.aloneFirstClose] = f.close + f.compatible
  unrelated[NAME.aloneFirstDiffers] = f.differs

  const otherLast = 1 - SAME_LAST_NAME - CLOSE_LAST_NAME
  const firstSame = f.exact + NAMESAKE
  const household = new Float64Array(feature.levels.length).fill(1)
  household[NAME.both] = SAME_LAST_NAME * firstSame
  household[NAME.firstClose] = SAME_LAST_NAME * f.close
  household[NAME.lastClose] = CLOSE_LAST_NAME * firstSame
  household[NAME.bothClose] = CLOSE_LAST_NAME * (f.close + f.compatible)
  household[NAME.initial] = SAME_LAST_NAME * f.compatible
  household[NAME.swapped] = swapped
  household[NAME.lastOnly] = SAME_LAST_NAME * f.differs
  household[NAME.lastCloseOnly] = CLOSE_LAST_NAME * f.differs
  household[NAME.firstOnly] = otherLast * firstSame
  household[NAME.neither] = otherLast * (1 - f.exact)
  household[NAME.aloneLast] = SAME_LAST_NAME
  household[NAME.aloneLastClose] = CLOSE_LAST_NAME
  household[NAME.aloneLastDiffers] = otherLast
  household[NAME.aloneFirst] = firstSame
  household[NAME.aloneFirstClose] = f.close + f.compatible
  household[NAME.aloneFirstDiffers] = f.differs
  return { unrelated: unrelated.map(least), household: household.map(least) }
}

const least = (value: number): number => Math.max(1e-12, value)

function sampleParts(
  store: RecordStore,
  field: StoredField,
  compare: NamePart,
  exact: number,
  pairs: Int32Array,
): Parts {
  const { values } = store.codes
  let close = FLOOR
  let compatible = FLOOR
  let total = 4 * FLOOR
  for (let index = 0; index < pairs.length; index += 2) {
    const a = values[(pairs[index] as number) * store.width + field.index] as number
    const b = values[(pairs[index + 1] as number) * store.width + field.index] as number
    if (a === 0 || b === 0) continue
    total++
    const part = compare(a, b)
    if (part === EXACT) continue
    if (part === CLOSE) close++
    else if (part === COMPATIBLE) compatible++
  }
  const same = Math.min(0.999, Math.max(1e-7, exact))
  const near = Math.min(0.3, close / total)
  const partly = Math.min(0.3, compatible / total)
  return { exact: same, close: near, compatible: partly, differs: Math.max(1e-4, 1 - same - near - partly) }
}

/** Chance that a first name is the other's last name and the other way round. */
function swapChance(store: RecordStore, first: StoredField, last: StoredField): number {
  const { values } = store.codes
  const rows = store.hashes.length
  const counts = new Map<number, number>()
  let firsts = 0
  let lasts = 0
  for (let row = 0; row < rows; row++) {
    const code = values[row * store.width + first.index] as number
    if (code === 0) continue
    const hash = first.dictionary.hashes.values[code] as number
    counts.set(hash, (counts.get(hash) ?? 0) + 1)
    firsts++
  }
  let product = 0
  for (let row = 0; row < rows; row++) {
    const code = values[row * store.width + last.index] as number
    if (code === 0) continue
    lasts++
    product += counts.get(last.dictionary.hashes.values[code] as number) ?? 0
  }
  const one = product / Math.max(1, firsts * lasts)
  return Math.min(0.1, Math.max(1e-8, 2 * one * one))
}
