import { nextAllowed } from '../rules/quiet-hours.ts'
import { defer, type Gate, pass, stop } from './gate.ts'

/** Rules that push a message from one window into the other's pause end here. */
const MAX_TURNS = 50

/** Marketing leaves only when every rule for the channel and the contact's country allows it, by the contact's clock. */
export const quietHoursGate: Gate = ({ message, contact, quietHours, now }) => {
  if (message.class === 'transactional') return pass('transactional')
  const rules = quietHours.filter(
    (rule) =>
      rule.channel === message.channel && (rule.country === undefined || rule.country === contact.country),
  )
  if (rules.length === 0) return pass('no-quiet-hours')
  const closed = rules.find(
    (rule) => rule.outside === 'cancel' && nextAllowed(rule, now, contact.zone) !== now,
  )
  if (closed !== undefined) return stop(`quiet:${closed.id}`)
  let until = now
  let decisive = ''
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const before = until
    for (const rule of rules) {
      const allowed = nextAllowed(rule, until, contact.zone)
      if (allowed === undefined) return stop(`quiet:${rule.id}:never`)
      if (allowed === until) continue
      until = allowed
      decisive = rule.id
    }
    if (until === before) return until === now ? pass('within-hours') : defer(`quiet:${decisive}`, until)
  }
  return stop('quiet:never')
}
