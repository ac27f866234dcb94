import type { FieldKind } from './columns.ts'
import type { Derive } from './dictionary.ts'
import type { StoredField } from './record-store.ts'
import { combineHashes, hashText } from './text-hash.ts'

/** What of a field goes into a key. */
export type KeyPartName = 'value' | 'sound' | 'start' | 'initial' | 'year' | 'dayPair' | 'local'

/** A part of a blocking key: a field and what of it. */
export interface KeyPart {
  readonly field: number
  readonly part: KeyPartName
}

/**
 * A blocking rule: two records that agree in all its parts are compared. Where the parts say so, the two names may
 * stand in either order.
 */
export interface BlockingRule {
  readonly id: string
  readonly parts: readonly KeyPart[]
  readonly unordered: boolean
  /** Is it only used while it proposes few pairs? */
  readonly wide: boolean
  /** What is added, one after the other, to the keys that too many records have. */
  readonly refine: readonly KeyPart[]
}

/**
 * The blocking rules that the fields allow, strongest first: every identifier, then conjunctions of names, birth
 * date and address, then wide rules for small bases.
 */
export function blockingRulesOf(fields: readonly StoredField[]): readonly BlockingRule[] {
  const rules: BlockingRule[] = []
  const one = (kind: FieldKind): number => fields.findIndex((field) => field.kind === kind)
  const first = one('firstName')
  const last = one('lastName')
  const born = one('birthDate')
  const postcode = one('postcode')
  const city = one('city')
  const street = one('street')
  const house = one('houseNumber')
  const part = (field: number, name: KeyPartName = 'value'): KeyPart => ({ field, part: name })
  const refineBy = [
    part(born),
    part(postcode),
    part(street),
    part(first, 'sound'),
    part(last, 'sound'),
    part(city),
  ]
  const add = (id: string, parts: readonly KeyPart[], wide = false, unordered = false): void => {
    if (parts.some(({ field }) => field < 0)) return
    const refine = refineBy.filter(({ field }) => field >= 0 && parts.every((used) => used.field !== field))
    rules.push({ id, parts, unordered, wide, refine })
  }

  fields.forEach((field, index) => {
    if (field.kind === 'identifier' || field.kind === 'email' || field.kind === 'phone')
      add(field.name, [part(index)])
  })
  add('names', [part(first), part(last)], false, true)
  add('birth date + last name', [part(born), part(last, 'sound')])
  add('birth date + first name', [part(born), part(first, 'sound')])
  add('sound of names', [part(first, 'sound'), part(last, 'sound')])
  add('postcode + last name', [part(postcode), part(last, 'sound')])
  add('postcode + first name', [part(postcode), part(first, 'sound')])
  if (postcode < 0) {
    add('town + last name', [part(city), part(last, 'sound')])
    add('town + first name', [part(city), part(first, 'sound')])
  }
  add('street + postcode', [part(street), part(postcode < 0 ? city : postcode)])
  fields.forEach((field, index) => {
    if (field.kind === 'email') add(`${field.name} before @`, [part(index, 'local')])
  })
  add('day pair + names', [part(born, 'dayPair'), part(last, 'initial')])
  add('beginnings', [part(last, 'start'), part(first, 'start')], true)
  add('birth date', [part(born)], true)
  add('street + house', [part(street), part(house)], true)
  add('street', [part(street), part(first, 'initial')], true)
  add('last name', [part(last)], true)
  add('postcode', [part(postcode), part(first, 'initial')], true)
  add('town + house', [part(city), part(house)], true)
  add('year + first name', [part(born, 'year'), part(first)], true)
  add('year + last name', [part(born, 'year'), part(last, 'start')], true)
  add('first name', [part(first)], true)
  return rules.slice(0, MAX_RULES)
}

/** Rules are bits of a 32-bit mask. */
const MAX_RULES = 30

/** The hash of a key part for a value of its field. 0: there is none. */
export function keyPartReader(field: StoredField, part: KeyPartName): (code: number) => number {
  const { dictionary } = field
  if (part === 'value') return (code) => dictionary.hashes.values[code] as number
  if (part === 'sound' || part === 'local') return (code) => dictionary.derived.values[code] as number
  return dictionary.column(PARTS[part])
}

const PARTS: { readonly [part in Exclude<KeyPartName, 'value' | 'sound' | 'local'>]: Derive } = {
  start: (text) => hashText(text.slice(0, 4)),
  initial: (text) => hashText(text.slice(0, 1)),
  year: (day) => hashText(day.slice(0, 4)),
  dayPair: (day) => {
    const month = Number(day.slice(5, 7))
    const ofMonth = Number(day.slice(8, 10))
    return combineHashes(Number(day.slice(0, 4)), Math.min(month, ofMonth) * 100 + Math.max(month, ofMonth))
  },
}
