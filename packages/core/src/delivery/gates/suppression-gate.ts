import { type Gate, pass, stop } from './gate.ts'

/** Nothing goes to an address that bounced, complained or said stop; a service message may after an unsubscription. */
export const suppressionGate: Gate = ({ contact, message }) => {
  const { suppression } = contact
  if (suppression === undefined) return pass('not-suppressed')
  const optedOut = suppression.reason === 'unsubscribe' || suppression.reason === 'stop'
  if (optedOut && message.class === 'transactional')
    return pass(`transactional-despite:${suppression.reason}`)
  return stop(`suppressed:${suppression.reason}`)
}
