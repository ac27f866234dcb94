import type { IdentityColumns, MatchRecord } from '@clientele/core/identity'

/** The columns of {@link samplePeople}. */
export const sampleColumns: IdentityColumns = {
  id: 'id',
  source: 'source',
  first: 'firstName',
  last: 'lastName',
  born: 'birthDate',
  email: 'email',
  phone: 'phone',
  street: 'address',
  postcode: 'postcode',
  city: 'city',
  card: 'loyaltyId',
  account: 'customerNo',
  device: 'anonymousId',
}

/** A record of the sample with the person that it is about. */
export interface SampleRecord extends MatchRecord {
  readonly id: string
  readonly person: string
}

const FIRST = [
  'Odile',
  'Hugo',
  'Marie',
  'Jean',
  'Sylvie',
  'Alain',
  'Yoann',
  'Ines',
  'Roger',
  'Sonia',
  'Franck',
  'Daniele',
  'Florian',
  'Anne',
  'Paul',
  'Louise',
  'Karim',
  'Nadia',
  'Luc',
  'Emma',
]
const LAST = [
  'Branly',
  'Martin',
  'Durand',
  'Lefort',
  'Saliou',
  'Menis',
  'Giordana',
  'Monnier',
  'Bazeille',
  'Laurent',
  'Joly',
  'Fauconnier',
  'Petit',
  'Robert',
  'Carouge',
  'Benali',
  'Traore',
  'Nguyen',
  'Garcia',
  'Vasseur',
]
const STREETS = [
  'Rue de la Gare',
  'Avenue Victor Hugo',
  'Place Pasteur',
  'Chemin des Chenes',
  'Rue des Lilas',
  'Impasse du Moulin',
]
const CITIES = ['Lyon', 'Nantes', 'Metz', 'Pau', 'Brest', 'Dole']

/** A row of numbers in [0, 1) from a seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * A small French base made up on the spot: people, some of them in one household with one address and one family
 * mailbox, with one to four records each, of which fields are missing or mistyped.
 */
export function samplePeople(people: number, seed: number): readonly SampleRecord[] {
  const next = numbers(seed)
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)]!
  const slip = (text: string): string => {
    if (next() > 0.12 || text.length < 4) return text
    const at = 1 + Math.floor(next() * (text.length - 2))
    return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
  }
  const maybe = (chance: number, value: string): string => (next() < chance ? value : '')
  const records: SampleRecord[] = []
  let home = { street: '', postcode: '', city: '', last: '', mailbox: '' }
  for (let person = 0; person < people; person++) {
    if (person === 0 || next() > 0.25) {
      const last =
        pick(LAST) +
        (next() < 0.7 ? pick(['', 'eau', 'ier', 'ard', 'in', 'ot', 'et', 'ac', 'ois', 'elle']) : '')
      const town = Math.floor(next() * CITIES.length)
      home = {
        street: `${1 + Math.floor(next() * 90)} ${pick(STREETS)}`,
        postcode: `${10 + town * 13}${100 + Math.floor(next() * 9) * 10}`,
        city: CITIES[town]!,
        last,
        mailbox: `famille.${last.toLowerCase()}${Math.floor(next() * 1000)}@example.org`,
      }
    }
    const first = pick(FIRST)
    const born = `${1940 + Math.floor(next() * 65)}-${String(1 + Math.floor(next() * 12)).padStart(2, '0')}-${String(1 + Math.floor(next() * 28)).padStart(2, '0')}`
    const email = `${first}.${home.last}${Math.floor(next() * 10_000)}@example.org`.toLowerCase()
    const phone = `06${String(Math.floor(next() * 1e8)).padStart(8, '0')}`
    const copies = 1 + Math.floor(next() * 4)
    for (let copy = 0; copy < copies; copy++) {
      const hasAddress = next() < 0.6
      records.push({
        id: `r${records.length}`,
        person: `p${person}`,
        source: pick(['eshop', 'till']),
        first: maybe(0.93, slip(first)),
        last: maybe(0.95, slip(home.last)),
        born: maybe(0.5, born),
        email: maybe(0.6, next() < 0.1 ? home.mailbox : email),
        phone: maybe(0.5, phone),
        street: hasAddress ? home.street : '',
        postcode: hasAddress ? home.postcode : '',
        city: hasAddress ? home.city : '',
        card: maybe(0.2, `L${person}7788${person % 9}`),
        account: maybe(0.2, `C${person}55${person % 7}`),
        device: maybe(0.2, `d${person}-${Math.floor(next() * 3)}`),
      })
    }
  }
  return records
}
