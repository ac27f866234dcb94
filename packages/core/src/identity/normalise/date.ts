import { foldText } from './fold.ts'
import {
  applyRecipe,
  type Normalised,
  type NormaliseOptions,
  type Recipe,
  type RecipeStep,
  type StepOutcome,
} from './recipe.ts'

type Order = 'ymd' | 'dmy' | 'mdy'

const MONTHS = new Map(
  [
    ['JANVIER', 'JANV', 'JANUARY', 'JAN'],
    ['FEVRIER', 'FEVR', 'FEV', 'FEBRUARY', 'FEB'],
    ['MARS', 'MARCH', 'MAR'],
    ['AVRIL', 'AVR', 'APRIL', 'APR'],
    ['MAI', 'MAY'],
    ['JUIN', 'JUNE', 'JUN'],
    ['JUILLET', 'JUIL', 'JULY', 'JUL'],
    ['AOUT', 'AUGUST', 'AUG'],
    ['SEPTEMBRE', 'SEPT', 'SEPTEMBER', 'SEP'],
    ['OCTOBRE', 'OCT', 'OCTOBER'],
    ['NOVEMBRE', 'NOV', 'NOVEMBER'],
    ['DECEMBRE', 'DEC', 'DECEMBER'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
)

/** Dates that stand for "not known" in the systems they come from. */
const PLACEHOLDERS = new Set([
  '0001-01-01',
  '1753-01-01',
  '1899-12-30',
  '1899-12-31',
  '1900-01-01',
  '1901-01-01',
  '1970-01-01',
  '1111-11-11',
  '9999-12-31',
])

const read: RecipeStep = {
  name: 'read',
  run: ({ value }, options) => {
    // An instant or a local time: the date is its first ten characters, as its source wrote it.
    const bare = value
      .replace(/^(\d{4}-\d{2}-\d{2})[T ]\d{2}:.*$/u, '$1')
      .replace(/\s+00:00(?::00)?(?:\.0+)?$/u, '')
    const compact = /^(\d{4})(\d{2})(\d{2})$/u.exec(bare)
    if (compact !== null) return readCompact(bare, options)
    const named = readNamed(bare)
    if (named !== undefined) return named
    const parts = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})$/u.exec(bare)
    if (parts === null) return { verdict: 'invalid', reason: 'not-a-date' }
    const [first, second, third] = [parts[1] as string, parts[2] as string, parts[3] as string]
    if (first.length > 2) return iso(Number(first), Number(second), Number(third)) ?? NO_SUCH_DAY
    if (third.length === 3) return NO_SUCH_DAY
    return readShort(Number(first), Number(second), third, options)
  },
}

const NO_SUCH_DAY: StepOutcome = { verdict: 'invalid', reason: 'no-such-day' }

function readShort(first: number, second: number, yearText: string, options: NormaliseOptions): StepOutcome {
  const declared = options.dateOrder === 'ymd' ? undefined : options.dateOrder
  const short = yearText.length <= 2
  const year = short ? inCentury(Number(yearText), options.centuryFrom ?? 1930) : Number(yearText)
  const asDmy = iso(year, second, first)
  const asMdy = iso(year, first, second)
  const preferred = declared === 'mdy' ? asMdy : asDmy
  const other = declared === 'mdy' ? asDmy : asMdy
  const found = preferred ?? other
  if (found === undefined) return NO_SUCH_DAY
  if (preferred === undefined && declared !== undefined)
    return { ...found, verdict: 'suspect', reason: 'other-order' }
  if (declared === undefined && asDmy !== undefined && asMdy !== undefined && first !== second) {
    return { ...found, verdict: 'suspect', reason: 'ambiguous-day-month' }
  }
  return short ? { ...found, verdict: 'suspect', reason: 'two-digit-year' } : found
}

function readCompact(text: string, options: NormaliseOptions): StepOutcome {
  const part = (from: number, to: number): number => Number(text.slice(from, to))
  const readings: readonly (readonly [Order, StepOutcome | undefined])[] = [
    ['ymd', iso(part(0, 4), part(4, 6), part(6, 8))],
    ['dmy', iso(part(4, 8), part(2, 4), part(0, 2))],
    ['mdy', iso(part(4, 8), part(0, 2), part(2, 4))],
  ]
  const declared = readings.find(
    ([order, reading]) => order === options.dateOrder && reading !== undefined,
  )?.[1]
  if (declared !== undefined) return declared
  const likely = readings.filter(([, reading]) => reading !== undefined && isLikelyYear(reading.value))
  const best = likely[0] ?? readings.find(([, reading]) => reading !== undefined)
  if (best?.[1] === undefined) return NO_SUCH_DAY
  if (best[0] === 'ymd') return best[1]
  return { ...best[1], verdict: 'suspect', reason: likely.length > 1 ? 'ambiguous-day-month' : 'other-order' }
}

function isLikelyYear(value: string | undefined): boolean {
  const year = Number(value?.slice(0, 4))
  return year >= 1850 && year <= 2150
}

/** `12 mars 1980`, `March 12, 1980`, `1er mai 2001`. */
function readNamed(text: string): StepOutcome | undefined {
  const words = foldText(text).split(' ')
  if (words.length !== 3) return undefined
  const [a, b, c] = words as [string, string, string]
  const middle = MONTHS.get(b)
  const leading = MONTHS.get(a)
  const dayText = middle !== undefined ? a : b
  const month = middle ?? leading
  const day = /^(\d{1,2})(?:ER|ST|ND|RD|TH)?$/u.exec(dayText)?.[1]
  if (month === undefined || day === undefined || !/^\d{4}$/u.test(c)) return undefined
  return iso(Number(c), month, Number(day)) ?? NO_SUCH_DAY
}

function inCentury(year: number, from: number): number {
  return from + ((((year - from) % 100) + 100) % 100)
}

function iso(year: number, month: number, day: number): StepOutcome | undefined {
  if (month < 1 || month > 12 || day < 1 || year < 1 || year > 9999) return undefined
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days =
    month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  if (day > days) return undefined
  const pad = (number: number, width: number): string => String(number).padStart(width, '0')
  return { value: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` }
}

const placeholder: RecipeStep = {
  name: 'placeholder',
  run: ({ value }) => {
    if (PLACEHOLDERS.has(value)) return { verdict: 'suspect', reason: 'placeholder' }
    return isLikelyYear(value) ? undefined : { verdict: 'suspect', reason: 'year' }
  },
}

/** Calendar dates: ISO 8601; a day and a month that may be the other way round are `suspect`. */
export const dateRecipe: Recipe = { name: 'date', version: 1, maxLength: 64, steps: [read, placeholder] }

/** Normalises a calendar date; see {@link dateRecipe}. */
export function normaliseDate(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(dateRecipe, raw, options)
}

/**
 * A calendar date as it is compared, `1980-03-12`; `''` where it is none, or stands for "not known". Dates of the
 * commonest writing are read without the steps of the recipe, which would say the same.
 */
export function dayKey(raw: string, options: NormaliseOptions): string {
  if (PLAIN_SHORT.test(raw)) {
    const found = readShort(Number(raw.slice(0, 2)), Number(raw.slice(3, 5)), raw.slice(6), options)
    // A date that is doubtful already keeps its first reason.
    const isPlaceholder = found.verdict === undefined && PLACEHOLDERS.has(found.value ?? '')
    return isPlaceholder ? '' : (found.value ?? '')
  }
  const { value, reason } = normaliseDate(raw, options)
  return value === undefined || reason === 'placeholder' ? '' : value
}

const PLAIN_SHORT = /^\d\d[-/.]\d\d[-/.]\d{4}$/
