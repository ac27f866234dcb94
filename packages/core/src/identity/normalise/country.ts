import { COUNTRY_CODES } from './country-codes.ts'
import { foldText } from './fold.ts'
import {
  applyRecipe,
  type Normalised,
  type NormaliseOptions,
  type Recipe,
  type RecipeStep,
} from './recipe.ts'

/** Names in use that CLDR does not give. */
const OTHER_NAMES: { readonly [name: string]: string } = {
  USA: 'US',
  'U S A': 'US',
  'ETATS UNIS D AMERIQUE': 'US',
  AMERICA: 'US',
  UK: 'GB',
  ANGLETERRE: 'GB',
  ENGLAND: 'GB',
  ECOSSE: 'GB',
  SCOTLAND: 'GB',
  'GRANDE BRETAGNE': 'GB',
  'GREAT BRITAIN': 'GB',
  HOLLANDE: 'NL',
  HOLLAND: 'NL',
  'REPUBLIQUE TCHEQUE': 'CZ',
  'CZECH REPUBLIC': 'CZ',
  'FRANCE METROPOLITAINE': 'FR',
  REUNION: 'RE',
  DEUTSCHLAND: 'DE',
  ESPANA: 'ES',
  ITALIA: 'IT',
  BELGIE: 'BE',
  SCHWEIZ: 'CH',
  SUISSE: 'CH',
  TURQUIE: 'TR',
  TURKEY: 'TR',
}

let codes: ReadonlyMap<string, string> | undefined

/** Codes and French and English names (of CLDR, through Intl) by their folded form; made at the first use. */
function knownCodes(): ReadonlyMap<string, string> {
  if (codes !== undefined) return codes
  const made = new Map<string, string>(Object.entries(OTHER_NAMES))
  const names = ['en', 'fr'].map((locale) => new Intl.DisplayNames([locale], { type: 'region' }))
  for (const pair of COUNTRY_CODES.split(' ')) {
    const alpha2 = pair.slice(0, 2)
    made.set(alpha2, alpha2).set(pair.slice(2), alpha2)
    for (const inLocale of names) made.set(foldText(inLocale.of(alpha2) ?? alpha2), alpha2)
  }
  codes = made
  return made
}

const toCode: RecipeStep = {
  name: 'iso-3166',
  run: ({ value }) => {
    const folded = foldText(value)
    const code = knownCodes().get(folded)
    return code === undefined ? { verdict: 'invalid', reason: 'unknown-country' } : { value: code }
  },
}

/** Countries: ISO 3166-1 alpha-2, from codes and from French and English names. */
export const countryRecipe: Recipe = { name: 'country', version: 1, maxLength: 100, steps: [toCode] }

/** Normalises a country; see {@link countryRecipe}. */
export function normaliseCountry(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(countryRecipe, raw, options)
}
