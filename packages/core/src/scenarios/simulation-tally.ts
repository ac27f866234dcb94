import { compareText } from '../identity/compare-text.ts'
import type { Instant } from '../model/instant.ts'
import type { Run } from '../model/run.ts'
import type { SimulatedMessage, Simulation } from './scenarios-api.ts'

/** Adds up what a simulation does, with bounded memory. */
export interface SimulationTally {
  readonly started: (runs: number) => void
  readonly ended: (run: Run) => void
  readonly stillLive: (runs: number) => void
  readonly message: (message: SimulatedMessage) => void
  readonly result: () => Simulation
}

/** Makes an empty tally that lists the first `listed` messages in the order of time. */
export function createTally(scenarioId: string, from: Instant, to: Instant, listed: number): SimulationTally {
  let started = 0
  let stillLive = 0
  let messageCount = 0
  let messages: SimulatedMessage[] = []
  const ended: Record<string, number> = {}
  const outcomes: Record<string, number> = {}
  const grow = (counts: Record<string, number>, key: string) => {
    counts[key] = (counts[key] ?? 0) + 1
  }
  const firstOnes = () =>
    messages
      .sort((a, b) => a.at - b.at || compareText(a.contactId, b.contactId) || compareText(a.node, b.node))
      .slice(0, listed)

  return {
    started: (runs) => {
      started += runs
    },
    ended: (run) => grow(ended, run.endReason ?? 'error'),
    stillLive: (runs) => {
      stillLive += runs
    },
    message: (message) => {
      messageCount++
      grow(outcomes, message.outcome === 'sent' ? 'sent' : (message.decisions.at(-1)?.rule ?? 'unknown'))
      messages.push(message)
      if (messages.length > 2 * listed + 1000) messages = firstOnes()
    },
    result: () => ({
      scenarioId,
      from,
      to,
      started,
      stillLive,
      ended,
      outcomes,
      messages: firstOnes(),
      messageCount,
    }),
  }
}
