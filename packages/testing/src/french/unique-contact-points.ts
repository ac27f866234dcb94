import type { SeededRandom } from '../seeded-random.ts'
import { withoutAccents } from './accents.ts'
import { weightedPicker } from './weighted-picker.ts'

/** Whose e-mail address is to be made. */
export interface MailboxOwner {
  readonly firstName: string
  readonly lastName: string
  readonly birthYear: number
  /** Number of the person in the base; makes the address unique where the name alone does not. */
  readonly index: number
}

/** Makes e-mail addresses and phone numbers of which no two are alike, in memory that does not grow. */
export interface UniqueContactPoints {
  email(owner: MailboxOwner, random: SeededRandom): string
  /** `famille.martin…@`: the mailbox of a household. */
  familyEmail(lastName: string, household: number, random: SeededRandom): string
  /** Nine digits after the 0 or +33 of a mobile number. */
  mobile(index: number): string
  /** Nine digits after the 0 or +33 of a landline number. */
  landline(household: number): string
}

const domains: readonly (readonly [string, number])[] = [
  ['gmail.com', 38],
  ['orange.fr', 13],
  ['hotmail.fr', 9],
  ['hotmail.com', 5],
  ['free.fr', 8],
  ['wanadoo.fr', 6],
  ['yahoo.fr', 7],
  ['sfr.fr', 5],
  ['laposte.net', 4],
  ['outlook.fr', 6],
  ['icloud.com', 5],
  ['live.fr', 3],
  ['neuf.fr', 1],
]

/** One bit per hash of an address: 8 MB, whatever the size of the base. */
const TAKEN_BITS = 26

/**
 * Prepares a {@link UniqueContactPoints}. An address whose hash was seen gets the person's own number; the two forms
 * cannot meet, so uniqueness needs no list of what was given out.
 *
 * @param suffix put after every domain: `.example` (RFC 2606) makes addresses to which nothing can be delivered.
 */
export function uniqueContactPoints(suffix: string): UniqueContactPoints {
  const taken = new Uint32Array(2 ** (TAKEN_BITS - 5))
  const domain = weightedPicker(domains)

  const claim = (address: string): boolean => {
    let hash = 0x811c9dc5
    for (let i = 0; i < address.length; i++) hash = Math.imul(hash ^ address.charCodeAt(i), 0x01000193)
    hash = (hash ^ (hash >>> 15)) >>> (32 - TAKEN_BITS)
    const bit = 1 << (hash & 31)
    if ((taken[hash >>> 5]! & bit) !== 0) return false
    taken[hash >>> 5]! |= bit
    return true
  }

  return {
    email(owner, random) {
      const first = mailboxPart(owner.firstName)
      const last = mailboxPart(owner.lastName)
      const host = domain(random) + suffix
      const plain = `${localPart(first, last, owner.birthYear, random)}@${host}`
      return claim(plain) ? plain : `${first}.${last}_${owner.index.toString(36)}@${host}`
    },
    familyEmail: (lastName, household, random) =>
      `famille.${mailboxPart(lastName)}_${household.toString(36)}@${domain(random)}${suffix}`,
    mobile(index) {
      // 06 and 073 to 079: 170 million numbers; a multiplier coprime with that visits each of them once.
      const number = (index * 61_803_397 + 12_345_678) % 170_000_000
      return number < 100_000_000 ? `6${digits(number, 8)}` : `7${digits(number - 70_000_000, 8)}`
    },
    landline(household) {
      const number = (household * 38_196_601 + 23_456_789) % 500_000_000
      return `${1 + Math.floor(number / 100_000_000)}${digits(number % 100_000_000, 8)}`
    },
  }
}

function localPart(first: string, last: string, birthYear: number, random: SeededRandom): string {
  const year = String(birthYear % 100).padStart(2, '0')
  const style = random.next()
  if (style < 0.3) return `${first}.${last}`
  if (style < 0.38) return `${first}.${last}${year}`
  if (style < 0.48) return `${first[0]}${last}`
  if (style < 0.56) return `${first}${last}`
  if (style < 0.64) return `${last}.${first}`
  if (style < 0.72) return `${first}${year}${100 + random.integer(900)}`
  if (style < 0.82) return `${last}${1000 + random.integer(9000)}`
  if (style < 0.9) return `${first[0]}.${last}${random.integer(100)}`
  return `${first}.${last}${1 + random.integer(99)}`
}

function mailboxPart(name: string): string {
  return withoutAccents(name)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
