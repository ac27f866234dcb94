import { type ContactBundle, readConsent } from '@clientele/core'

/** One purpose of one channel, and where the address of the channel is. */
export interface OptInQuestion {
  readonly channel: string
  readonly purpose: string
  readonly addressField: string
}

/** The question after a consent; the address of `sms` is in `phone` unless it is said otherwise. */
export function optInQuestion(
  { channel, purpose }: { readonly channel: string; readonly purpose: string },
  addressFields: { readonly [channel: string]: string },
): OptInQuestion {
  const addressField = addressFields[channel] ?? (channel === 'sms' ? 'phone' : channel)
  return { channel, purpose, addressField }
}

/** Address of a contact on the channel, as it is today; `undefined` for none. */
export function addressIn({ contact }: ContactBundle, { addressField }: OptInQuestion): string | undefined {
  const address = contact.fields[addressField]?.value
  return typeof address === 'string' && address !== '' ? address : undefined
}

/** Was a consent in force at an instant, for the address of today? */
export function isOptedIn(bundle: ContactBundle, question: OptInQuestion, at: number): boolean {
  const address = addressIn(bundle, question)
  if (address === undefined || bundle.consents.length === 0) return false
  const { channel, purpose } = question
  return readConsent(bundle.consents, { channel, purpose, address, at }).status === 'granted'
}

/** The same at several instants, earliest first; the ledger is read anew only where something of it turned. */
export function optedInAt(
  bundle: ContactBundle,
  question: OptInQuestion,
  instants: readonly number[],
): readonly boolean[] {
  const turns: number[] = []
  for (const { channel, purpose, at, expiresAt } of bundle.consents) {
    if (channel !== question.channel || purpose !== question.purpose) continue
    turns.push(at)
    if (expiresAt !== undefined) turns.push(expiresAt)
  }
  let before = Number.NEGATIVE_INFINITY
  let isIn = false
  return instants.map((instant) => {
    if (turns.some((turn) => turn > before && turn <= instant)) isIn = isOptedIn(bundle, question, instant)
    before = instant
    return isIn
  })
}
