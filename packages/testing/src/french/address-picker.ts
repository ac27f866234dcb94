import type { SeededRandom } from '../seeded-random.ts'
import { RURAL_DEPARTMENTS, TOWNS, WAY_NAMES, WAYS } from './places.ts'
import { villageNamer } from './village-namer.ts'
import { weightedList } from './weighted-list.ts'
import { weightedPicker } from './weighted-picker.ts'

/** A postal address before anybody typed it. */
export interface FrenchAddress {
  /** `12`, `12 bis`. */
  readonly number: string
  /** `Rue`, `Avenue`, … */
  readonly way: string
  readonly wayName: string
  readonly postcode: string
  readonly city: string
}

/** Of households: those in one of the listed towns; the others are in a composed village. */
const TOWN_SHARE = 0.62

/** Prepares the drawing of addresses; once per base. */
export function addressPicker(): (random: SeededRandom) => FrenchAddress {
  const towns = weightedPicker(
    TOWNS.split(',').map((entry) => {
      const [city, thousands, postcodes] = entry.split(':')
      return [{ city: city!, postcodes: postcodes!.split('/') }, Number(thousands)] as const
    }),
  )
  const village = villageNamer()
  const departments = weightedPicker(weightedList(RURAL_DEPARTMENTS))
  const ways = weightedPicker(weightedList(WAYS))
  const names = weightedPicker(WAY_NAMES.split(',').map((name, rank) => [name, 1 / (rank + 12)] as const))

  return (random) => {
    const house = 1 + Math.floor(random.next() * random.next() * 180)
    const suffix = random.chance(0.05) ? (random.chance(0.8) ? ' bis' : ' ter') : ''
    const street = { number: `${house}${suffix}`, way: ways(random), wayName: names(random) }
    if (random.chance(TOWN_SHARE)) {
      const town = towns(random)
      return { ...street, city: town.city, postcode: random.pick(town.postcodes) }
    }
    const postcode = `${departments(random)}${100 + random.integer(89) * 10}`
    return { ...street, postcode, city: village(postcode, random.integer(3)) }
  }
}
