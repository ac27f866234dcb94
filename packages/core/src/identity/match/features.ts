import { birthDateFeature } from './birth-date-feature.ts'
import { emailFeature } from './email-feature.ts'
import type { Feature } from './feature.ts'
import { identifierFeature } from './identifier-feature.ts'
import { nameFeature } from './name-feature.ts'
import { phoneFeature } from './phone-feature.ts'
import { placeFeature } from './place-feature.ts'
import type { RecordStore, StoredField } from './record-store.ts'
import { streetFeature } from './street-feature.ts'
import { textFeature } from './text-feature.ts'
import type { ValueFrequency } from './value-frequency.ts'

/** The comparisons that the fields of a store allow. */
export function featuresOf(
  store: RecordStore,
  frequencyOf: (field: StoredField) => ValueFrequency,
): readonly Feature[] {
  const one = (kind: StoredField['kind']): StoredField | undefined =>
    store.fields.find((field) => field.kind === kind)
  const features: Feature[] = []
  const first = one('firstName')
  const last = one('lastName')
  const postcode = one('postcode')
  const city = one('city')
  if (first !== undefined || last !== undefined) features.push(nameFeature(store, first, last, frequencyOf))
  for (const field of store.fields) {
    switch (field.kind) {
      case 'birthDate':
        features.push(birthDateFeature(store, field))
        break
      case 'email':
        features.push(emailFeature(store, field))
        break
      case 'phone':
        features.push(phoneFeature(store, field))
        break
      case 'street':
        features.push(streetFeature(store, field))
        break
      case 'identifier':
        features.push(identifierFeature(store, field))
        break
      case 'houseNumber':
      case 'text':
        features.push(textFeature(store, field))
        break
      default:
        break
    }
  }
  if (postcode !== undefined || city !== undefined) features.push(placeFeature(store, postcode, city))
  return features
}
