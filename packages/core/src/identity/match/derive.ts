import type { FieldKind } from './columns.ts'
import type { Derive } from './dictionary.ts'
import { phoneticKey } from './phonetic-key.ts'
import { hashText } from './text-hash.ts'

/**
 * The second number that each kind of field reads in its values: how a name sounds, the day of a date as
 * `yyyymmdd`, the local part of an e-mail address, the house number of a street line.
 */
export function deriveOf(kind: FieldKind): Derive {
  return derivations[kind] ?? none
}

const none: Derive = () => 0

const derivations: { readonly [kind in FieldKind]?: Derive } = {
  firstName: (text) => hashText(phoneticKey(firstWord(text))),
  lastName: (text) => hashText(phoneticKey(text)),
  birthDate: (text) =>
    Number(text.slice(0, 4)) * 10_000 + Number(text.slice(5, 7)) * 100 + Number(text.slice(8, 10)),
  email: (text) => hashText(localPart(text)),
  street: (text) => leadingNumber(text),
}

/** What stands before the `@`, without a `+` part. */
export function localPart(email: string): string {
  const at = email.lastIndexOf('@')
  const plus = email.indexOf('+')
  return email.slice(0, plus > 0 && plus < at ? plus : at < 0 ? email.length : at)
}

/** The house number that a street line begins with; 0 where there is none. */
function leadingNumber(street: string): number {
  let number = 0
  for (let index = 0; index < street.length && index < 6; index++) {
    const digit = street.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) return number
    number = number * 10 + digit
  }
  return number
}

function firstWord(text: string): string {
  const space = text.indexOf(' ')
  return space < 0 ? text : text.slice(0, space)
}
