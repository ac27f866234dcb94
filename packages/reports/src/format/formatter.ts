import { currencyDecimals } from '@clientele/core'
import type { ReportLocale } from '../model/base-report.ts'
import { monthInstant } from './month.ts'

/** Shown where there is no figure: a rate over nothing, a value that is not a number. */
export const NO_FIGURE: string = '–'

/** Writes figures the way that the reader's language does. */
export interface Formatter {
  readonly count: (value: number) => string
  /** With its sign: `+12`. */
  readonly change: (value: number) => string
  readonly compact: (value: number) => string
  /** With up to two decimals. */
  readonly decimal: (value: number) => string
  readonly percent: (part: number, whole: number) => string
  /** Minor units, without decimals from 1,000 units on. */
  readonly money: (minor: number) => string
  readonly compactMoney: (minor: number) => string
  /** Minor units as a compact number of major ones, without the currency. */
  readonly compactMajor: (minor: number) => string
  /** `YYYY-MM` as `janv.` or `Jan`. */
  readonly shortMonth: (month: string) => string
  /** `YYYY-MM` as `janvier 2026`. */
  readonly month: (month: string) => string
  /** `YYYY-MM-DD` as `24 novembre 2026`. */
  readonly day: (day: string) => string
  readonly instant: (at: number) => string
  readonly list: (parts: readonly string[]) => string
}

const TAGS: { readonly [locale in ReportLocale]: string } = { fr: 'fr-FR', en: 'en-GB' }

/** Makes the formatter of a report; everything goes through `Intl`. */
export function createFormatter(options: {
  readonly locale: ReportLocale
  readonly currency: string
  readonly timeZone: string
}): Formatter {
  const tag = TAGS[options.locale]
  const count = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 })
  const change = new Intl.NumberFormat(tag, { maximumFractionDigits: 0, signDisplay: 'exceptZero' })
  const compact = new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 1 })
  const decimal = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  const decimals = currencyDecimals(options.currency)
  const major = (minor: number) => minor / 10 ** decimals
  const currency = { style: 'currency', currency: options.currency } as const
  const exactMoney = new Intl.NumberFormat(tag, currency)
  const roundMoney = new Intl.NumberFormat(tag, { ...currency, maximumFractionDigits: 0 })
  const compactMoney = new Intl.NumberFormat(tag, {
    ...currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  })
  const utc = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...parts, timeZone: 'UTC' })
  const shortMonth = utc({ month: 'short' })
  const month = utc({ month: 'long', year: 'numeric' })
  const day = utc({ dateStyle: 'long' })
  const instant = new Intl.DateTimeFormat(tag, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: options.timeZone,
  })
  const list = new Intl.ListFormat(tag, { type: 'conjunction' })
  const figure = (format: (value: number) => string) => (value: number) =>
    Number.isFinite(value) ? format(value) : NO_FIGURE
  const dated = (format: Intl.DateTimeFormat, at: number, text: string) =>
    Number.isNaN(at) ? text : format.format(at)
  return {
    count: figure((value) => count.format(value)),
    change: figure((value) => change.format(value)),
    compact: figure((value) => compact.format(value)),
    decimal: figure((value) => decimal.format(value)),
    percent: (part, whole) =>
      whole > 0 && Number.isFinite(part / whole) ? percent.format(part / whole) : NO_FIGURE,
    money: figure((minor) => (Math.abs(major(minor)) < 1000 ? exactMoney : roundMoney).format(major(minor))),
    compactMajor: figure((minor) => compact.format(Math.round(major(minor)))),
    compactMoney: figure((minor) => compactMoney.format(major(minor))),
    shortMonth: (text) => dated(shortMonth, monthInstant(text), text),
    month: (text) => dated(month, monthInstant(text), text),
    day: (text) => dated(day, Date.parse(`${text}T00:00:00Z`), text),
    instant: (at) => (Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? instant.format(at) : NO_FIGURE),
    list: (parts) => list.format(parts),
  }
}
