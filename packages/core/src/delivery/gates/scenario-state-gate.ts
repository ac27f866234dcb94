import { defer, type Gate, pass, stop } from './gate.ts'

/** How long a message of a paused scenario waits until it is looked at again. */
const PAUSED_LOOK_MS = 60_000

/** A live scenario sends, one in test sends to test contacts, a paused one keeps its messages. */
export const scenarioStateGate: Gate = ({ scenario, contact, now }) => {
  if (scenario.runEnded !== undefined) return stop(`run:${scenario.runEnded}`)
  switch (scenario.state) {
    case 'live':
      return pass('state:live')
    case 'test':
      return contact.testContact ? pass('state:test') : stop('state:test:not-a-test-contact')
    case 'paused':
      return defer('state:paused', now + PAUSED_LOOK_MS)
    case undefined:
      return stop('state:unknown-scenario')
    default:
      return stop(`state:${scenario.state}`)
  }
}
