import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { compileIdentifierTypes } from '../identifier-types.ts'
import {
  applyRecipe,
  type Normalised,
  type NormaliseOptions,
  type Recipe,
  type RecipeStep,
} from './recipe.ts'

const PHONE_ONLY = [{ type: 'phone', weight: 0, strong: false, mergesStrong: false }]

/** French plan (ARCEP): 6 and 7 are mobile, 1 to 5 fixed by region, 9 fixed without region. */
const FRENCH_LINES: { readonly [digit: string]: LineType } = {
  '1': 'fixed',
  '2': 'fixed',
  '3': 'fixed',
  '4': 'fixed',
  '5': 'fixed',
  '6': 'mobile',
  '7': 'mobile',
  '8': 'special',
  '9': 'fixed',
}

/** What a number is good for: an SMS needs `mobile`. */
export type LineType = 'mobile' | 'fixed' | 'special' | 'unknown'

const parse: RecipeStep = {
  name: 'e164',
  run: ({ value }, options) => {
    const digits = value.replace(/\D/gu, '')
    if (digits.length < 5) return { verdict: 'invalid', reason: 'too-short' }
    if (/\p{L}{4,}/u.test(value)) return { verdict: 'invalid', reason: 'not-a-number' }
    const country = (options.country ?? 'FR').toUpperCase()
    const defaultCountry = isSupportedCountry(country) ? (country as CountryCode) : undefined
    // A spreadsheet that read the number as a number has eaten its first zero.
    const restored = defaultCountry === 'FR' && /^[1-9]\d{8}$/u.test(digits) && digits === value
    const number = parsePhoneNumberFromString(restored ? `0${value}` : value, {
      defaultCountry,
      extract: false,
    })
    if (number === undefined) return { verdict: 'invalid', reason: 'not-a-number' }
    const e164 = number.number as string
    if (number.isValid()) {
      return restored ? { value: e164, verdict: 'corrected', reason: 'leading-zero' } : { value: e164 }
    }
    if (!number.isPossible()) return { verdict: 'invalid', reason: 'length' }
    return { value: e164, verdict: 'suspect', reason: 'not-assigned' }
  },
}

const placeholder: RecipeStep = {
  name: 'placeholder',
  run: ({ value }) =>
    compileIdentifierTypes(PHONE_ONLY).get('phone')?.isBlocked(value) === true
      ? { verdict: 'suspect', reason: 'placeholder' }
      : undefined,
}

/** Telephone numbers: E.164, read in the contact's country where they do not say theirs. */
export const phoneRecipe: Recipe = { name: 'phone', version: 1, maxLength: 64, steps: [parse, placeholder] }

/** Normalises a telephone number; see {@link phoneRecipe}. */
export function normalisePhone(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(phoneRecipe, raw, options)
}

/**
 * The kind of line of an E.164 number, as far as the number says so. For many countries it does not without a full
 * numbering plan: the answer is then `unknown`, never a guess.
 */
export function phoneLineType(e164: string): LineType {
  if (/^\+33\d{9}$/u.test(e164)) return FRENCH_LINES[e164.charAt(3)] ?? 'unknown'
  const type = parsePhoneNumberFromString(e164)?.getType()
  if (type === undefined || type === 'FIXED_LINE_OR_MOBILE') return 'unknown'
  if (type === 'MOBILE') return 'mobile'
  return type === 'FIXED_LINE' || type === 'VOIP' ? 'fixed' : 'special'
}
