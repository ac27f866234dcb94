import type { SeededRandom } from '../seeded-random.ts'
import { addressPicker } from './address-picker.ts'
import { dayNumber } from './calendar-day.ts'
import type { FrenchDefectRates } from './defect-rates.ts'
import type { FrenchHousehold, FrenchPerson } from './french-person.ts'
import { namePicker } from './name-picker.ts'
import type { UniqueContactPoints } from './unique-contact-points.ts'

/** Draws the people of one household after the other. */
export type HouseholdMaker = (random: SeededRandom) => readonly FrenchPerson[]

/** First and last day of the period in which records were written. */
export const FIRST_DAY: number = dayNumber('2019-01-01')
export const LAST_DAY: number = dayNumber('2024-12-31')

/** Of households: one person, a couple; the others are a couple or a parent with one to three children of age. */
const SINGLE = 0.42
const COUPLE = 0.34

/** Of couples: one has taken the other's surname. */
const TOOK_NAME = 0.62

/** Of sons and daughters: the first name of the parent of the same sex. */
const NAMESAKE = 0.02

/** Of people: a second mailbox; a second device. */
const SECOND_EMAIL = 0.15
const SECOND_DEVICE = 0.6

/**
 * Prepares the drawing of households: singles, couples with one surname or two, parents and their children, with the
 * mailbox, the landline and the computer that they share.
 */
export function householdMaker(rates: FrenchDefectRates, points: UniqueContactPoints): HouseholdMaker {
  const names = namePicker()
  const address = addressPicker()
  let people = 0
  let households = 0

  return (random) => {
    const index = households++
    const surname = names.surname(random)
    const kind = random.next()
    const adults = kind < SINGLE ? 1 : kind < SINGLE + COUPLE || random.chance(0.8) ? 2 : 1
    const children = kind < SINGLE + COUPLE ? 0 : 1 + random.integer(3)
    const isSeveral = adults + children > 1
    const home = address(random)
    const hasMoved = random.chance(rates.moved)
    const household: FrenchHousehold = {
      index,
      address: home,
      formerAddress: hasMoved ? address(random) : undefined,
      movedOn: FIRST_DAY + random.integer(LAST_DAY - FIRST_DAY),
      email:
        isSeveral && random.chance(rates.familyEmail)
          ? points.familyEmail(surname, index, random)
          : undefined,
      landline: random.chance(rates.familyPhone) ? points.landline(index) : undefined,
      device: isSeveral && random.chance(rates.sharedDevice) ? deviceId(random) : undefined,
    }
    const elderYear = 1930 + Math.floor(60 * (random.next() * 0.6 + random.next() * 0.4))
    const parentYear = children > 0 ? Math.min(elderYear, 1980) : elderYear
    const made: FrenchPerson[] = []
    const isWoman = random.chance(0.5)
    const add = (
      woman: boolean,
      year: number,
      lastName: string,
      birthName: string | undefined,
      named?: string,
    ): void => {
      const person = people++
      const firstName = named ?? names.firstName(woman, year, random)
      const owner = { firstName, lastName, birthYear: year, index: person }
      const email = points.email(owner, random)
      const cardOfPartner = made.length === 1 && adults === 2 && random.chance(rates.sharedCard)
      made.push({
        index: person,
        household,
        firstName,
        lastName,
        birthName,
        birth: { year, month: 1 + random.integer(12), day: 1 + random.integer(28) },
        email,
        secondEmail: random.chance(SECOND_EMAIL)
          ? points.email({ ...owner, index: person + 0x4000_0000 }, random)
          : undefined,
        mobile: points.mobile(person),
        devices: random.chance(SECOND_DEVICE) ? [deviceId(random), deviceId(random)] : [deviceId(random)],
        customerNo: numberOf('C', person, 0),
        secondCustomerNo: random.chance(rates.secondAccount) ? numberOf('C', person, 1) : undefined,
        loyaltyId: numberOf('L', cardOfPartner ? person - 1 : person, 0),
        cardOfPartner,
      })
    }
    add(isWoman, parentYear, surname, undefined)
    if (adults === 2) {
      const other = names.surname(random)
      const year = Math.max(1925, Math.min(2004, parentYear - 4 + random.integer(9)))
      if (random.chance(TOOK_NAME)) add(!isWoman, year, surname, other)
      else add(!isWoman, year, other, undefined)
    }
    for (let child = 0; child < children; child++) {
      const woman = random.chance(0.5)
      const year = Math.max(1950, Math.min(2006, parentYear + 22 + random.integer(16)))
      const named = random.chance(NAMESAKE) && woman === isWoman ? made[0]!.firstName : undefined
      add(woman, year, surname, undefined, named)
    }
    return made
  }
}

/** Nine digits that no other person has: a multiplier coprime with their number visits each of them once. */
function numberOf(letter: string, person: number, which: number): string {
  const number = ((person * 2 + which) * 382_003_067 + 104_729) % 999_999_937
  return `${letter}${String(number).padStart(9, '0')}`
}

function deviceId(random: SeededRandom): string {
  return `a${random.integer(2 ** 31).toString(36)}${random.integer(2 ** 31).toString(36)}`
}
