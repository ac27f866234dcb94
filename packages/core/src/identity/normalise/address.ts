import { foldText } from './fold.ts'
import {
  applyRecipe,
  type Normalised,
  type NormaliseOptions,
  type Recipe,
  type RecipeStep,
} from './recipe.ts'

/** French street types and their usual abbreviations (AFNOR NF Z10-011, annex; and what people write). */
const FRENCH: { readonly [short: string]: string } = {
  R: 'RUE',
  AV: 'AVENUE',
  AVE: 'AVENUE',
  BD: 'BOULEVARD',
  BLD: 'BOULEVARD',
  BVD: 'BOULEVARD',
  BLVD: 'BOULEVARD',
  BOUL: 'BOULEVARD',
  PL: 'PLACE',
  RTE: 'ROUTE',
  CHE: 'CHEMIN',
  CHEM: 'CHEMIN',
  CH: 'CHEMIN',
  IMP: 'IMPASSE',
  ALL: 'ALLEE',
  ALLEES: 'ALLEE',
  SQ: 'SQUARE',
  QU: 'QUAI',
  CRS: 'COURS',
  PAS: 'PASSAGE',
  PASS: 'PASSAGE',
  FG: 'FAUBOURG',
  FBG: 'FAUBOURG',
  LOT: 'LOTISSEMENT',
  RES: 'RESIDENCE',
  RESID: 'RESIDENCE',
  DOM: 'DOMAINE',
  HAM: 'HAMEAU',
  LD: 'LIEU DIT',
  ESP: 'ESPLANADE',
  PROM: 'PROMENADE',
  RPT: 'ROND POINT',
  SEN: 'SENTIER',
  SENT: 'SENTIER',
  VLA: 'VILLA',
  MTE: 'MONTEE',
  CTRE: 'CENTRE',
  BAT: 'BATIMENT',
  APPT: 'APPARTEMENT',
  APT: 'APPARTEMENT',
  APP: 'APPARTEMENT',
  ESC: 'ESCALIER',
  ETG: 'ETAGE',
  ZI: 'ZONE INDUSTRIELLE',
  ZA: 'ZONE ARTISANALE',
  ZAC: 'ZONE D AMENAGEMENT CONCERTE',
  ST: 'SAINT',
  STE: 'SAINTE',
  GAL: 'GENERAL',
  GEN: 'GENERAL',
  MAL: 'MARECHAL',
  MAR: 'MARECHAL',
  DR: 'DOCTEUR',
  PDT: 'PRESIDENT',
  CDT: 'COMMANDANT',
  CAP: 'CAPITAINE',
  COL: 'COLONEL',
  LT: 'LIEUTENANT',
  PR: 'PROFESSEUR',
  ND: 'NOTRE DAME',
}

/** English street types, as Royal Mail and USPS (Publication 28) shorten them. */
const ENGLISH: { readonly [short: string]: string } = {
  ST: 'STREET',
  RD: 'ROAD',
  AVE: 'AVENUE',
  AV: 'AVENUE',
  LN: 'LANE',
  DR: 'DRIVE',
  CT: 'COURT',
  PL: 'PLACE',
  SQ: 'SQUARE',
  BLVD: 'BOULEVARD',
  CRES: 'CRESCENT',
  CL: 'CLOSE',
  TCE: 'TERRACE',
  HWY: 'HIGHWAY',
  PDE: 'PARADE',
  GDNS: 'GARDENS',
  APT: 'APARTMENT',
  PKWY: 'PARKWAY',
}

/** Only directly after the house number do these short forms mean a street type. */
const ONLY_AFTER_NUMBER = new Set(['R', 'CH', 'PAS', 'CAP', 'MAR', 'ALL', 'COL', 'PR', 'LT'])

/** Where a short form may mean a title (`SAINT`, `DOCTEUR`), it is no street type: only before another word. */
const TITLES = new Set(['ST', 'STE', 'GAL', 'GEN', 'MAL', 'DR', 'PDT', 'CDT', 'ND'])

const REPETITIONS: { readonly [short: string]: string } = { B: 'BIS', T: 'TER', Q: 'QUATER' }

const upper: RecipeStep = {
  name: 'upper',
  run: ({ value }) => ({ value: foldText(value.replace(/(\d)([A-Za-z]{3,})/gu, '$1 $2')) }),
}

const houseNumber: RecipeStep = {
  name: 'house-number',
  run: ({ value }) => {
    const spaced = value
      .replace(/^0+(?=\d)/u, '')
      .replace(
        /^(\d+) ?([BTQ])(?= \D)/u,
        (_, number: string, letter: string) => `${number} ${REPETITIONS[letter] ?? letter}`,
      )
      .replace(/^(\d+)(BIS|TER|QUATER)\b/u, '$1 $2')
    return spaced === value ? undefined : { value: spaced }
  },
}

const abbreviations: RecipeStep = {
  name: 'abbreviations',
  run: ({ value }, options) => {
    const expanded = writtenOut(value, options)
    return expanded === value ? undefined : { value: expanded }
  },
}

/** A folded street line with its short forms written out. */
function writtenOut(line: string, options: NormaliseOptions): string {
  const country = (options.country ?? 'FR').toUpperCase()
  const isFrench =
    country === 'FR' || country === 'BE' || country === 'CH' || country === 'LU' || country === 'MC'
  const table = isFrench ? FRENCH : ENGLISH
  const words = line.split(' ')
  for (let index = words.length - 1; index >= 0; index--) {
    // From the last to the first, so that the word before one is still as it came.
    const word = words[index] as string
    if (!Object.hasOwn(table, word)) continue
    if (isFrench) {
      if (ONLY_AFTER_NUMBER.has(word) && !NUMBER.test(words[index - 1] ?? '')) continue
      if (TITLES.has(word) && index === words.length - 1) continue
    } else if (index === 0) continue
    words[index] = table[word] as string
  }
  return words.join(' ')
}

const NUMBER = /^(?:\d+|BIS|TER|QUATER)$/u

const content: RecipeStep = {
  name: 'content',
  run: ({ value }) => {
    if (value === '') return { verdict: 'invalid', reason: 'no-letter' }
    return /\p{L}/u.test(value) ? undefined : { verdict: 'suspect', reason: 'no-street' }
  },
}

/** Street lines: capitals, no punctuation, abbreviations written out, as line 4 of NF Z10-011 wants. */
export const addressRecipe: Recipe = {
  name: 'address',
  version: 1,
  maxLength: 512,
  steps: [upper, content, houseNumber, abbreviations],
}

/** Normalises the street line of an address; see {@link addressRecipe}. */
export function normaliseAddress(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(addressRecipe, raw, options)
}

/**
 * The matching key of a street line; `''` where it is none. The key of a plain line is found without the steps of
 * the recipe, which would say the same.
 */
export function streetKey(raw: string, options: NormaliseOptions): string {
  if (PLAIN_LINE.test(raw)) return writtenOut(raw.toUpperCase(), options)
  return normaliseAddress(raw, options).matchKey ?? ''
}

/** A number and words of ASCII letters. A first word of one letter may be the number's (`12 B`), and is not plain. */
const PLAIN_LINE = /^(?=.{1,512}$)(?:[1-9]\d* )?[A-Za-z]{2,}(?: [A-Za-z]+)*$/

const city: RecipeStep = {
  name: 'city',
  run: ({ value }) => {
    const folded = foldText(value)
      .replace(/ CEDEX(?: \d+)?$/u, '')
      .replace(/\bST(?= )/gu, 'SAINT')
      .replace(/\bSTE(?= )/gu, 'SAINTE')
    if (!/\p{L}/u.test(folded)) return { verdict: 'invalid', reason: 'no-letter' }
    return { value: folded }
  },
}

/** Towns: capitals, without `CEDEX`, `ST` written out. */
export const cityRecipe: Recipe = { name: 'city', version: 1, maxLength: 200, steps: [city] }

/** Normalises a town; see {@link cityRecipe}. */
export function normaliseCity(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(cityRecipe, raw, options)
}
