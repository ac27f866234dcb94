import { foldText } from './fold.ts'
import {
  applyRecipe,
  type Normalised,
  type NormaliseOptions,
  type Recipe,
  type RecipeStep,
} from './recipe.ts'

const CIVILITIES = words({
  mr: 'M MR MONSIEUR MISTER SIR HERR SR SENOR',
  mrs: 'MME MADAME MRS FRAU SRA SENORA',
  miss: 'MLLE MELLE MADEMOISELLE MISS',
  ms: 'MS',
  mx: 'MX',
  dr: 'DR DOCTEUR DOCTOR',
  prof: 'PR PROF PROFESSEUR PROFESSOR',
  maitre: 'ME MAITRE',
})

/** ISO/IEC 5218 gives 1 to male and 2 to female. */
const GENDERS = words({
  male: 'M H HOMME MALE MAN MASCULIN HOMBRE MANN 1 MR MONSIEUR GARCON BOY',
  female:
    'F FEMME FEMALE WOMAN FEMININ MUJER FRAU 2 MME MADAME MRS MS MLLE MELLE MADEMOISELLE MISS FILLE GIRL W',
  other: 'X O AUTRE OTHER NONBINARY NONBINAIRE DIVERS MX 9',
})

const LANGUAGES = words({
  fr: 'FRANCAIS FRANCAISE FRENCH FRA FRE',
  en: 'ANGLAIS ENGLISH ENG',
  de: 'ALLEMAND GERMAN DEUTSCH DEU GER',
  es: 'ESPAGNOL SPANISH ESPANOL SPA',
  it: 'ITALIEN ITALIAN ITALIANO ITA',
  nl: 'NEERLANDAIS DUTCH NEDERLANDS NLD DUT',
  pt: 'PORTUGAIS PORTUGUESE PORTUGUES POR',
  ar: 'ARABE ARABIC ARA',
  pl: 'POLONAIS POLISH POLSKI POL',
  zh: 'CHINOIS CHINESE ZHO CHI',
  ja: 'JAPONAIS JAPANESE JPN',
  ru: 'RUSSE RUSSIAN RUS',
})

const CURRENCY_SIGNS: { readonly [sign: string]: string } = {
  '€': 'EUR',
  '£': 'GBP',
  EURO: 'EUR',
  EUROS: 'EUR',
  FS: 'CHF',
  'FR.': 'CHF',
  US$: 'USD',
  CA$: 'CAD',
  C$: 'CAD',
  A$: 'AUD',
  ZŁ: 'PLN',
  '₹': 'INR',
  '₽': 'RUB',
  '₺': 'TRY',
}

/** Signs that several currencies use, with the one most often meant. */
const SHARED_SIGNS: { readonly [sign: string]: string } = { $: 'USD', '¥': 'JPY', KR: 'SEK' }

/** ISO 4217 codes in circulation. */
const CURRENCIES = new Set(
  (
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY ' +
    'COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS ' +
    'INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP ' +
    'MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR ' +
    'SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV ' +
    'WST XAF XCD XOF XPF YER ZAR ZMW'
  ).split(' '),
)

const civility: RecipeStep = lookUp('civility', CIVILITIES, 'unknown-civility')
const gender: RecipeStep = lookUp('gender', GENDERS, 'unknown-gender')

const language: RecipeStep = {
  name: 'bcp-47',
  run: ({ value }) => {
    const named = LANGUAGES.get(foldText(value))
    if (named !== undefined) return { value: named }
    try {
      const tag = Intl.getCanonicalLocales(value.replace(/\..*$/u, '').replace(/_/gu, '-'))[0]
      if (tag !== undefined && /^[a-z]{2,3}(?:-|$)/u.test(tag)) return { value: tag }
    } catch {
      // Not a language tag; said below.
    }
    return { verdict: 'invalid', reason: 'unknown-language' }
  },
}

const currency: RecipeStep = {
  name: 'iso-4217',
  run: ({ value }) => {
    const upper = value.toUpperCase()
    if (CURRENCIES.has(upper)) return { value: upper }
    const sign = Object.hasOwn(CURRENCY_SIGNS, upper) ? CURRENCY_SIGNS[upper] : undefined
    if (sign !== undefined) return { value: sign }
    const shared = Object.hasOwn(SHARED_SIGNS, upper) ? SHARED_SIGNS[upper] : undefined
    if (shared !== undefined) return { value: shared, verdict: 'suspect', reason: 'shared-sign' }
    return { verdict: 'invalid', reason: 'unknown-currency' }
  },
}

/** Civilities: `mr`, `mrs`, `miss`, `ms`, `mx`, `dr`, `prof`, `maitre`. */
export const civilityRecipe: Recipe = { name: 'civility', version: 1, maxLength: 40, steps: [civility] }
/** Genders: `male`, `female`, `other`; a civility tells it too. */
export const genderRecipe: Recipe = { name: 'gender', version: 1, maxLength: 40, steps: [gender] }
/** Languages: BCP 47 tags, from tags, POSIX locales, and French and English names. */
export const languageRecipe: Recipe = { name: 'language', version: 1, maxLength: 60, steps: [language] }
/** Currencies: ISO 4217 codes; a sign that several currencies share is `suspect`. */
export const currencyRecipe: Recipe = { name: 'currency', version: 1, maxLength: 20, steps: [currency] }

/** Normalises a civility; see {@link civilityRecipe}. */
export function normaliseCivility(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(civilityRecipe, raw, options)
}

/** Normalises a gender; see {@link genderRecipe}. */
export function normaliseGender(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(genderRecipe, raw, options)
}

/** Normalises a language; see {@link languageRecipe}. */
export function normaliseLanguage(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(languageRecipe, raw, options)
}

/** Normalises a currency; see {@link currencyRecipe}. */
export function normaliseCurrency(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(currencyRecipe, raw, options)
}

function words(byValue: { readonly [value: string]: string }): ReadonlyMap<string, string> {
  // The value itself is a word too, so that normalising twice changes nothing.
  return new Map(
    Object.entries(byValue).flatMap(([value, list]) =>
      [...list.split(' '), value.toUpperCase()].map((word) => [word, value] as const),
    ),
  )
}

function lookUp(name: string, table: ReadonlyMap<string, string>, reason: string): RecipeStep {
  return {
    name,
    run: ({ value }) => {
      const found = table.get(foldText(value).replace(/ /gu, ''))
      return found === undefined ? { verdict: 'invalid', reason } : { value: found }
    },
  }
}
