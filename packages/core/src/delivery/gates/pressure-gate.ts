import { addDuration } from '../../time/duration.ts'
import { type CompiledPressureRule, firstFree } from '../rules/pressure.ts'
import {
  type DeliveryInput,
  defer,
  type Gate,
  type GateVerdict,
  type HistoryMessage,
  pass,
  stop,
} from './gate.ts'

/** Rules that push a message from one window into another's end here. */
const MAX_TURNS = 50

/** A contact gets no more marketing messages than every rule in scope allows; transactional ones do not count. */
export const pressureGate: Gate = (input) => {
  if (input.message.class === 'transactional') return pass('transactional')
  if (input.scenario.exempt === true) return pass('exempt')
  const rules = rulesInScope(input)
  if (rules.length === 0) return pass('no-pressure-rule')
  const counted = rules.map((rule) => countedBy(rule, input.history).map((message) => message.at))
  const full = rules.find(
    (rule, index) =>
      rule.overflow === 'skip' &&
      firstFree(rule, counted[index] ?? [], input.now, input.contact.zone) !== input.now,
  )
  if (full !== undefined) return stop(`pressure:${full.id}`)
  let until = input.now
  let decisive: CompiledPressureRule | undefined
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const before = until
    for (const [index, rule] of rules.entries()) {
      const free = firstFree(rule, counted[index] ?? [], until, input.contact.zone)
      if (free === undefined) return stop(`pressure:${rule.id}`)
      if (free === until) continue
      until = free
      decisive = rule
    }
    if (until === before) return decisive === undefined ? pass('room') : deferred(input, decisive, until)
  }
  return stop('pressure:never')
}

/** The rules that hold for a message and its contact. */
export function rulesInScope(input: DeliveryInput): readonly CompiledPressureRule[] {
  const { message, scenario, contact } = input
  return input.pressure.filter(
    ({ scope }) =>
      (scope.channel === undefined || scope.channel === message.channel) &&
      (scope.purpose === undefined || scope.purpose === message.purpose) &&
      (scope.programme === undefined || scope.programme === scenario.programme) &&
      (scope.segment === undefined || contact.inSegment(scope.segment)),
  )
}

/** The messages that a rule counts: they left, or a worker is about to send them, or nobody knows. */
export function countedBy(
  rule: CompiledPressureRule,
  history: readonly HistoryMessage[],
): readonly HistoryMessage[] {
  return history.filter((message) => LEFT.has(message.state) && inScope(rule, message))
}

/** Is a message of the kind that a rule counts, whatever its state? */
export function inScope({ scope }: CompiledPressureRule, message: HistoryMessage): boolean {
  return (
    message.class === 'marketing' &&
    message.counts !== false &&
    (scope.channel === undefined || scope.channel === message.channel) &&
    (scope.purpose === undefined || scope.purpose === message.purpose) &&
    (scope.programme === undefined || scope.programme === message.programme)
  )
}

const LEFT: ReadonlySet<HistoryMessage['state']> = new Set(['sending', 'sent', 'in-doubt'])

function deferred(input: DeliveryInput, rule: CompiledPressureRule, until: number): GateVerdict {
  const end = addDuration(input.message.createdAt, rule.expireAfter, input.contact.zone)
  return until > end ? stop(`pressure:${rule.id}:expired`) : defer(`pressure:${rule.id}`, until)
}
