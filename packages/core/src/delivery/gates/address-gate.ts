import { normaliseEmail } from '../../identity/normalise/email.ts'
import { type Gate, pass, stop } from './gate.ts'

/** E.164: a country code that does not begin with 0, and 15 digits at most (ITU-T E.164, 6.1). */
const E164 = /^\+[1-9]\d{5,14}$/

/** There is an address of the channel, and a message can be sent to it. */
export const addressGate: Gate = ({ contact, message }) => {
  const { address } = contact
  if (address === undefined || address.trim() === '') return stop('address:missing')
  const fault = faultOf(message.channel, address)
  return fault === undefined ? pass('address:present') : stop(`address:${fault}`)
}

function faultOf(channel: string, address: string): string | undefined {
  // Never a way to add a header or a second recipient, whatever the channel.
  for (let index = 0; index < address.length; index++) if (address.charCodeAt(index) < 32) return 'invalid'
  if (channel === 'email') {
    const { verdict, reason } = normaliseEmail(address)
    if (verdict === 'invalid') return 'invalid'
    return reason === 'placeholder' ? 'placeholder' : undefined
  }
  if (channel === 'sms' || channel === 'phone') return E164.test(address) ? undefined : 'invalid'
  return undefined
}
