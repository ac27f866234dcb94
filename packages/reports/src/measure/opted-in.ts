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
