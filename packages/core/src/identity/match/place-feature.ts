import { isAlikeText } from './alike-text.ts'
import { type Feature, type FeatureLevel, level, MISSING } from './feature.ts'
import { pairCache } from './pair-cache.ts'
import type { RecordStore, StoredField } from './record-store.ts'

/** Postcode and town together, because the one says most of the other. */
export function placeFeature(
  store: RecordStore,
  postcode: StoredField | undefined,
  city: StoredField | undefined,
): Feature {
  const fields = [postcode, city].filter((field) => field !== undefined)
  const { codes, width } = store
  const alike = fields.map(({ dictionary: { texts } }) =>
    pairCache((a, b) => Number(isAlikeText(texts[a] as string, texts[b] as string))),
  )
  const places = fields.map((field) => field.index)
  return {
    id: 'place',
    kind: 'place',
    fields: places,
    levels: PLACE,
    shared: 0.97,
    learnsShared: false,
    compare(a, b) {
      const { values } = codes
      let present = 0
      let same = 0
      let close = 0
      for (let index = 0; index < places.length; index++) {
        const codeA = values[a * width + (places[index] as number)] as number
        const codeB = values[b * width + (places[index] as number)] as number
        if (codeA === 0 || codeB === 0) continue
        present |= 1 << index
        if (codeA === codeB) same |= 1 << index
        else if (alike[index]!(codeA, codeB) === 1) close |= 1 << index
      }
      if (present === 0) return MISSING
      if (present < 3) return same !== 0 ? (present === 1 ? 6 : 7) : close !== 0 ? 8 : 9
      if (same === 3) return 1
      if (same === 1) return 2
      if (same === 2) return 3
      return close === 0 ? 5 : 4
    },
  }
}

const PLACE: readonly FeatureLevel[] = [
  level('missing', -1, 0),
  level('postcode and town', 0, 0.75, { agrees: 1 }),
  level('postcode, town differs', 0, 0.07, { agrees: 1, below: [1] }),
  level('town, postcode differs', 0, 0.07, { agrees: 2, below: [1] }),
  level('postcode or town alike', 0, 0.02, { below: [2, 3] }),
  level('differs', 0, 0.09, { below: [4] }),
  level('first of the two', 1, 0.42, { agrees: 1 }),
  level('second of the two', 1, 0.42, { agrees: 2 }),
  level('alike', 1, 0.06, { below: [6, 7] }),
  level('differs', 1, 0.1, { below: [8] }),
]
