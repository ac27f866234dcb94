import type { Identifier, RecordInput } from '../../src/index.ts'
import { type SampleRecord, samplePeople } from './sample-people.ts'

const TYPES = { account: 'customerNo', card: 'loyaltyId', email: 'email', phone: 'phone' } as const
const FIELDS = {
  first: 'firstName',
  last: 'lastName',
  born: 'birthDate',
  email: 'email',
  phone: 'phone',
  street: 'address',
  postcode: 'postcode',
  city: 'city',
} as const

/** The first instant at which a sample record was seen; each next one a minute later. */
export const SEEN: number = Date.UTC(2025, 0, 1)

/** Sample records as a source would send them. */
export function sampleInputs(
  people: number,
  seed: number,
): readonly (RecordInput & { readonly person: string })[] {
  return samplePeople(people, seed).map((record, place) => ({
    ...inputOf(record, SEEN + place * 60_000),
    person: record.person,
  }))
}

function inputOf(record: SampleRecord, observedAt: number): RecordInput {
  const identifiers: Identifier[] = Object.entries(TYPES)
    .filter(([column]) => record[column] !== '')
    .map(([column, type]) => ({ type, value: String(record[column]) }))
  const fields = Object.fromEntries(
    Object.entries(FIELDS)
      .filter(([column]) => record[column] !== '')
      .map(([column, field]) => [field, String(record[column])]),
  )
  return { source: String(record.source), sourceKey: record.id, observedAt, identifiers, fields }
}
