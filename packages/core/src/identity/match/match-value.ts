import { normaliseCity, streetKey } from '../normalise/address.ts'
import { dayKey } from '../normalise/date.ts'
import { normaliseEmail } from '../normalise/email.ts'
import { foldText } from '../normalise/fold.ts'
import { nameKey } from '../normalise/name.ts'
import { normalisePhone } from '../normalise/phone.ts'
import type { NormaliseOptions } from '../normalise/recipe.ts'
import type { ColumnKind, FieldKind } from './columns.ts'
import { isPlaceholder } from './placeholders.ts'

/** Longest text that is looked at; a longer one is a mistake of its source, and is no value. */
const MAX_LENGTH = 512

/** The comparable form of a raw value; `''` where it says nothing. */
export type MatchValue = (raw: string) => string

/**
 * The function that makes the values of a field comparable. What a recipe refuses but a person may have mistyped (a
 * telephone number with a digit too few) is kept as it came, so that it can be compared.
 */
export function matchValueOf(kind: FieldKind, columnKind: ColumnKind, options: NormaliseOptions): MatchValue {
  const make = makers[kind]
  const value = make(columnKind, options)
  return (raw) => (raw.length > MAX_LENGTH ? '' : value(raw))
}

/** The text of an input cell; numbers and dates are written out, anything else says nothing. */
export function cellText(raw: unknown): string {
  if (typeof raw === 'string') return raw
  if (typeof raw === 'number') return Number.isFinite(raw) ? String(raw) : ''
  if (typeof raw === 'bigint') return String(raw)
  if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? '' : raw.toISOString().slice(0, 10)
  return ''
}

type Maker = (columnKind: ColumnKind, options: NormaliseOptions) => MatchValue

const name: Maker = () => (raw) => {
  const key = nameKey(raw)
  return isPlaceholder('name', key) ? '' : key
}

const makers: { readonly [kind in FieldKind]: Maker } = {
  firstName: name,
  lastName: name,
  birthDate: (_, options) => (raw) => {
    if (ISO_DAY.test(raw)) return isPlaceholderDay(raw) ? '' : raw
    return dayKey(raw, options)
  },
  email: () => (raw) => {
    const simple = SIMPLE_EMAIL.test(raw)
    const key = simple ? raw : (normaliseEmail(raw).matchKey ?? foldEmail(raw))
    return isPlaceholder('email', key) ? '' : simple ? gmailKey(key) : key
  },
  phone: (_, options) => (raw) => {
    const french = (options.country ?? 'FR') === 'FR' ? frenchNumber(raw) : undefined
    const key =
      french === undefined
        ? (normalisePhone(raw, options).value ?? raw.replace(/\D/gu, ''))
        : `+33${french.slice(1)}`
    return key.length < 6 || isPlaceholder('phone', french ?? key) ? '' : key
  },
  street: (_, options) => (raw) => streetKey(raw, options),
  houseNumber: () => (raw) => foldText(raw).replace(/^0+(?=\d)/u, ''),
  postcode: () => (raw) => foldText(raw).replace(/ /gu, ''),
  city: () => (raw) => normaliseCity(raw).matchKey ?? '',
  identifier: (columnKind) => (raw) => {
    if (isPlaceholder(columnKind, raw)) return ''
    // Some fill every required field with the same made-up address.
    if (raw.includes('@') && isPlaceholder('email', raw.trim().toLowerCase())) return ''
    const key = columnKind === 'anonymousId' ? raw.trim() : foldText(raw).replace(/ /gu, '')
    return isPlaceholder(columnKind, key) ? '' : key
  },
  text: () => (raw) => {
    const key = foldText(raw)
    return isPlaceholder('name', raw) || isPlaceholder('name', key) ? '' : key
  },
}

const ISO_DAY = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
const SIMPLE_EMAIL = /^[a-z0-9]+(?:[._-][a-z0-9]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,}$/
const FRENCH = /^(?:0|\+33|0033)([1-79]\d{8})$/

/** A French number as it is dialled at home, from the usual ways of writing one. */
function frenchNumber(raw: string): string | undefined {
  const digits = FRENCH.exec(raw)?.[1] ?? FRENCH.exec(raw.replace(/[ .-]/g, ''))?.[1]
  return digits === undefined ? undefined : `0${digits}`
}

function isPlaceholderDay(day: string): boolean {
  return day === '1900-01-01' || day === '1970-01-01' || day === '1901-01-01'
}

function foldEmail(raw: string): string {
  return raw.trim().toLowerCase()
}

function gmailKey(email: string): string {
  if (!email.endsWith('@gmail.com')) return email
  return email.includes('.', 0) ? `${email.slice(0, -10).replace(/\./g, '')}@gmail.com` : email
}
