import type { SeededRandom } from '../seeded-random.ts'
import { FIRST_NAMES_BY_DECADE } from './first-names.ts'
import { FREQUENT_SURNAMES, SURNAME_ENDINGS, SURNAME_ROOTS } from './surnames.ts'
import { weightedList } from './weighted-list.ts'
import { type WeightedPicker, weightedPicker } from './weighted-picker.ts'

/** Draws names as they occur in France. */
export interface NamePicker {
  firstName(woman: boolean, birthYear: number, random: SeededRandom): string
  surname(random: SeededRandom): string
}

/** Of people: those with one of the frequent surnames; the others have a composed, rarer one. */
const FREQUENT_SHARE = 0.42

/** Prepares the draws; once per base. */
export function namePicker(): NamePicker {
  const decades = FIRST_NAMES_BY_DECADE.map(({ women, men }) => ({
    women: weightedPicker(weightedList(women)),
    men: weightedPicker(weightedList(men)),
  }))
  const frequent = frequentSurnames()
  const roots = SURNAME_ROOTS.split(',')
  const endings = SURNAME_ENDINGS.split(',')
  const syllables = ['', '', '', 'a', 'i', 'o', 'an', 'in', 'er', 'el']

  const rareSurname = (random: SeededRandom): string => {
    // The square of a uniform number favours the first roots and endings: composed names have a tail too.
    const root = roots[Math.floor(random.next() * random.next() * roots.length)]!
    const ending = endings[Math.floor(random.next() * random.next() * endings.length)]!
    const name = joined(joined(root, random.pick(syllables)), ending)
    const kind = random.next()
    if (kind < 0.03) return `Le ${name}`
    if (kind < 0.05) return `de ${name}`
    if (kind < 0.06) return `De La ${name}`
    return name
  }

  return {
    firstName(woman, birthYear, random) {
      const index = Math.max(0, Math.min(decades.length - 1, Math.floor((birthYear - 1930) / 10)))
      const decade = decades[index]!
      return (woman ? decade.women : decade.men)(random)
    },
    surname: (random) => (random.chance(FREQUENT_SHARE) ? frequent(random) : rareSurname(random)),
  }
}

/** Zipf's law with an offset: Martin about 3.4 per thousand people, the hundredth name about 0.7. */
function frequentSurnames(): WeightedPicker<string> {
  return weightedPicker(FREQUENT_SURNAMES.split(',').map((name, rank) => [name, 1 / (rank + 25)] as const))
}

function joined(start: string, end: string): string {
  const doubleVowel = /[aeiouyé]$/.test(start) && /^[aeiouyé]/.test(end)
  return doubleVowel ? start.slice(0, -1) + end : start + end
}
