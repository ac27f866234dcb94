import { countIn } from '../rules/pressure.ts'
import { type DeliveryInput, defer, type Gate, type HistoryMessage, pass } from './gate.ts'
import { countedBy, inScope, rulesInScope } from './pressure-gate.ts'

/** Messages that come due within this of each other compete for the room that pressure leaves. */
export const ARBITRATION_HORIZON_MS: number = 15 * 60_000

/** A competitor that is due but that another worker holds is waited for this long. */
const SHORT_WAIT_MS = 30_000

/**
 * Where pressure leaves room for some of the messages that come due together, the highest priority goes first, ties
 * by the earliest and then by key. A message waits for its betters one horizon at most.
 */
export const arbitrationGate: Gate = (input) => {
  if (input.message.class === 'transactional') return pass('transactional')
  if (input.scenario.exempt === true) return pass('exempt')
  if (input.now >= input.message.createdAt + ARBITRATION_HORIZON_MS) return pass('waited')
  for (const rule of rulesInScope(input)) {
    const betters = input.history.filter((other) => inScope(rule, other) && isBetter(other, input))
    if (betters.length === 0) continue
    const counted = countedBy(rule, input.history).map((message) => message.at)
    const room = rule.max - countIn(rule, counted, input.now, input.contact.zone)
    if (room > betters.length) continue
    const until = Math.max(...betters.map((other) => other.at), input.now) + SHORT_WAIT_MS
    return defer(`arbitration:${rule.id}`, until)
  }
  return pass('no-rival')
}

function isBetter(other: HistoryMessage, { message, scenario, now }: DeliveryInput): boolean {
  if (other.state !== 'pending' || other.priority === undefined) return false
  if (other.at > now + ARBITRATION_HORIZON_MS || other.messageKey === message.messageKey) return false
  if (other.priority !== scenario.priority) return other.priority > scenario.priority
  if (other.createdAt !== message.createdAt) return other.createdAt < message.createdAt
  return other.messageKey < message.messageKey
}
