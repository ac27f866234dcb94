import { readConsent } from '../rules/consent-status.ts'
import { type Gate, pass, stop } from './gate.ts'

/** Marketing needs a grant for its channel and purpose that is in force; silence and `pending` are no. */
export const consentGate: Gate = ({ message, contact, now }) => {
  if (message.class === 'transactional') return pass('transactional')
  const { status } = readConsent(contact.consents, {
    channel: message.channel,
    purpose: message.purpose,
    address: contact.address ?? '',
    at: now,
  })
  return status === 'granted' ? pass('consent:granted') : stop(`consent:${status}`)
}
