import { foldText } from './fold.ts'
import {
  applyRecipe,
  type Normalised,
  type NormaliseOptions,
  type Recipe,
  type RecipeStep,
} from './recipe.ts'

/** Words that stay in lower case inside a name; French articles after a particle (`de La Tour`) do not. */
const PARTICLES = new Set([
  'de',
  'du',
  'des',
  'von',
  'zu',
  'zum',
  'zur',
  'van',
  'der',
  'den',
  'ter',
  'ten',
  'da',
  'dos',
  'das',
  'di',
  'del',
  'della',
  'y',
  'e',
  'af',
  'av',
  'bin',
  'bint',
  'ibn',
  'et',
])

const CIVILITY =
  /^(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle|mrs\.?|miss|dr\.?|docteur|me\.|maître|prof\.?)\s+(?=\S)/iu

const apostrophes: RecipeStep = {
  name: 'apostrophes',
  run: ({ value }) => ({
    value: value
      .replace(/[’‘ʼ´`]/gu, "'")
      .replace(/[‐‑–—−]/gu, '-')
      .replace(/\s*-\s*/gu, '-')
      .replace(/\s*'\s*/gu, "'"),
  }),
}

const civility: RecipeStep = {
  name: 'civility',
  run: ({ value }) => {
    const rest = value.replace(CIVILITY, '')
    return rest === value ? undefined : { value: rest, verdict: 'corrected', reason: 'civility' }
  },
}

const NOBODY =
  /^(?:null|undefined|n\/?a|nan|none|test|anonyme|anonymous|inconnue?|unknown|xxx+|client|guest)$/iu

const letters: RecipeStep = {
  name: 'letters',
  run: ({ value }) => {
    if (!/\p{L}/u.test(value)) return { verdict: 'invalid', reason: 'no-letter' }
    if (NOBODY.test(value)) return { verdict: 'suspect', reason: 'placeholder' }
    if (/[@\d_#/\\<>{}[\]=+*]/u.test(value)) return { verdict: 'suspect', reason: 'not-a-name' }
    if (value.includes('\ufffd') || /[ÃÂ][\u0080-\u00bf]/u.test(value))
      return { verdict: 'suspect', reason: 'encoding' }
    return undefined
  },
}

/** Only what is all in capitals or all in small letters is cased: who wrote `McDonald` meant it. */
const cased: RecipeStep = {
  name: 'case',
  run: ({ value }) => {
    if (value !== value.toUpperCase() && value !== value.toLowerCase()) return undefined
    const words = value.toLowerCase().split(' ')
    return {
      value: words
        .map((word, index) => {
          if (PARTICLES.has(word) && index < words.length - 1) return word
          const parts = word.split('-')
          return parts
            .map((part, place) =>
              place > 0 && place < parts.length - 1 && PARTICLES.has(part) ? part : capital(part),
            )
            .join('-')
        })
        .join(' '),
    }
  },
}

function capital(word: string): string {
  if (/^d'\p{L}/u.test(word)) return `d'${capital(word.slice(2))}`
  const upper = word.replace(
    /(^|['(.])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
  return upper.replace(/^Mc(\p{L})/u, (_, letter: string) => `Mc${letter.toUpperCase()}`)
}

const key: RecipeStep = {
  name: 'key',
  run: ({ value }) => {
    const folded = foldText(value)
    return folded === '' ? undefined : { matchKey: folded }
  },
}

/** First and last names: particles and case, apostrophes, no civility; diacritics folded in the matching key. */
export const nameRecipe: Recipe = {
  name: 'name',
  version: 1,
  maxLength: 256,
  steps: [apostrophes, civility, letters, cased, key],
}

/** Normalises a first or a last name; see {@link nameRecipe}. */
export function normaliseName(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(nameRecipe, raw, options)
}

/**
 * The matching key of a name; `''` where it is none, or stands for nobody. The key of a plain word is found without
 * the steps of the recipe, which would say the same.
 */
export function nameKey(raw: string): string {
  if (PLAIN_WORD.test(raw)) return NOBODY.test(raw) ? '' : raw.toUpperCase()
  const { matchKey, verdict, reason } = normaliseName(raw)
  // What only lacks letters or has a digit in it may be a slip of the keyboard; a placeholder is nobody's name.
  return matchKey === undefined || (verdict === 'suspect' && reason === 'placeholder') ? '' : matchKey
}

const PLAIN_WORD = /^[A-Za-z]{1,64}$/
