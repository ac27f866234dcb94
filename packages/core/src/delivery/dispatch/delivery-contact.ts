import type { Consent } from '../../model/consent.ts'
import type { Channel } from '../../ports/channel.ts'
import type { Suppression } from '../../ports/repositories/suppressions.ts'
import type { ContactState } from '../../profile/contact-state.ts'
import type { DeliveryContact } from '../gates/gate.ts'

/** The field of the contact that holds the address of a medium. */
export function addressFieldOf(medium: string, channel: Pick<Channel, 'addressField'> | undefined): string {
  return channel?.addressField ?? (medium === 'sms' ? 'phone' : medium)
}

/** The address of a contact for a medium; `undefined` where the field holds no text. */
export function addressOf(
  state: Pick<ContactState, 'facts'>,
  medium: string,
  channel: Pick<Channel, 'addressField'> | undefined,
): string | undefined {
  const value = state.facts.field(addressFieldOf(medium, channel))
  return typeof value === 'string' ? value : undefined
}

/** What delivery reads of a contact's working state. */
export function deliveryContact(
  state: Pick<ContactState, 'facts' | 'memberships'>,
  parts: {
    readonly address: string | undefined
    readonly consents: readonly Consent[]
    readonly suppression: Suppression | undefined
    /** Of contacts that have none. */
    readonly country: string
  },
): DeliveryContact {
  const country = state.facts.field('country')
  return {
    zone: state.facts.zone,
    country: typeof country === 'string' && country.length === 2 ? country.toUpperCase() : parts.country,
    testContact: state.facts.field('testContact') === true,
    address: parts.address,
    suppression: parts.suppression,
    consents: parts.consents,
    inSegment: (segmentId) => state.memberships.get(segmentId)?.member === true,
  }
}
