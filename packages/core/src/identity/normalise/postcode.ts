import {
  applyRecipe,
  type Normalised,
  type NormaliseOptions,
  type Recipe,
  type RecipeStep,
} from './recipe.ts'

/** Shapes of postcodes (Universal Postal Union), without spaces and hyphens, and where the space goes back in. */
const SHAPES: {
  readonly [country: string]: readonly [shape: RegExp, spaced?: readonly [at: number, by: string]]
} = {
  FR: [/^(?:0[1-9]|[1-8]\d|9[0-578])\d{3}$/],
  MC: [/^980\d{2}$/],
  GP: [/^971\d{2}$/],
  MQ: [/^972\d{2}$/],
  GF: [/^973\d{2}$/],
  RE: [/^974\d{2}$/],
  YT: [/^976\d{2}$/],
  DE: [/^\d{5}$/],
  ES: [/^(?:0[1-9]|[1-4]\d|5[0-2])\d{3}$/],
  IT: [/^\d{5}$/],
  BE: [/^[1-9]\d{3}$/],
  CH: [/^[1-9]\d{3}$/],
  LU: [/^\d{4}$/],
  AT: [/^[1-9]\d{3}$/],
  DK: [/^\d{4}$/],
  NO: [/^\d{4}$/],
  AU: [/^\d{4}$/],
  NL: [/^[1-9]\d{3}[A-Z]{2}$/, [4, ' ']],
  PT: [/^\d{7}$/, [4, '-']],
  PL: [/^\d{5}$/, [2, '-']],
  SE: [/^\d{5}$/, [3, ' ']],
  US: [/^\d{5}(?:\d{4})?$/, [5, '-']],
  CA: [/^[A-Z]\d[A-Z]\d[A-Z]\d$/, [3, ' ']],
  GB: [/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/, [-3, ' ']],
}

/** Countries whose postcodes begin with 0 in places, so that a spreadsheet may have eaten it; with the length. */
const LEADING_ZERO: { readonly [country: string]: number } = { FR: 5, DE: 5, ES: 5, IT: 5, US: 5, AU: 4 }

const compact: RecipeStep = {
  name: 'compact',
  run: ({ value }, options) => {
    const country = countryOf(options)
    const upper = value
      .toUpperCase()
      .replace(/\s+CEDEX(?:\s+\d+)?$/u, '')
      .replace(/\.0$/u, '')
    const bare = upper.replace(/[\s.-]/gu, '')
    const withoutPrefix =
      bare.startsWith(country) && /\d/u.test(bare.charAt(2)) && country !== 'GB' ? bare.slice(2) : bare
    return { value: country === 'FR' ? withoutPrefix.replace(/^F(?=\d{5}$)/u, '') : withoutPrefix }
  },
}

const leadingZero: RecipeStep = {
  name: 'leading-zero',
  run: ({ value }, options) => {
    const length = LEADING_ZERO[countryOf(options)]
    if (length === undefined || value.length !== length - 1 || !/^\d+$/u.test(value)) return undefined
    return { value: `0${value}`, verdict: 'corrected', reason: 'leading-zero' }
  },
}

const shape: RecipeStep = {
  name: 'shape',
  run: ({ value }, options) => {
    const known = SHAPES[countryOf(options)]
    if (known === undefined) {
      return /^[A-Z0-9]{2,12}$/u.test(value) ? { matchKey: value } : { verdict: 'suspect', reason: 'shape' }
    }
    if (!known[0].test(value)) return { verdict: 'suspect', reason: 'shape' }
    const [at, by] = known[1] ?? [0, '']
    const place = at < 0 ? value.length + at : at
    const spaced =
      by === '' || value.length <= place ? value : `${value.slice(0, place)}${by}${value.slice(place)}`
    return { value: spaced, matchKey: value }
  },
}

function countryOf(options: NormaliseOptions): string {
  return (options.country ?? 'FR').toUpperCase()
}

/** Postcodes in the shape of their country; the matching key has no space. */
export const postcodeRecipe: Recipe = {
  name: 'postcode',
  version: 1,
  maxLength: 40,
  steps: [compact, leadingZero, shape],
}

/** Normalises a postcode; see {@link postcodeRecipe}. */
export function normalisePostcode(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(postcodeRecipe, raw, options)
}
