import type { Instant } from '../../model/instant.ts'
import type { Run } from '../../model/run.ts'
import { runSlot } from '../../profile/contact-state.ts'

/**
 * What becomes of live runs whose contacts are one now: of two in one slot (scenario and key) the one furthest along
 * goes on, then the oldest; the other ends as `merged`, and neither repeats a message that the other sent. Answers the
 * runs to be written, those that ended first.
 *
 * Furthest along: more messages sent, then more steps taken.
 *
 * @param runs live runs of the contacts, those that gave their records away included.
 */
export function mergeRuns(runs: readonly Run[], contactId: string, now: Instant): readonly Run[] {
  const slots = new Map<string, Run[]>()
  for (const run of runs) {
    const slot = runSlot(run.scenarioId, run.runKey)
    const rivals = slots.get(slot)
    if (rivals === undefined) slots.set(slot, [run])
    else rivals.push(run)
  }
  const ended: Run[] = []
  const live: Run[] = []
  for (const rivals of slots.values()) {
    const [first, ...others] = rivals.sort(byProgress) as [Run, ...Run[]]
    if (others.length === 0 && first.contactId === contactId) continue
    const sent = [...new Set(rivals.flatMap((run) => run.sent))].sort()
    live.push({ ...first, contactId, sent, arms: armsOf(rivals) })
    for (const run of others)
      ended.push({
        ...run,
        state: 'ended',
        endedAt: now,
        endReason: 'merged',
        wakeAt: undefined,
        step: run.step + 1,
      })
  }
  return [...ended, ...live]
}

function byProgress(a: Run, b: Run): number {
  return (
    b.sent.length - a.sent.length ||
    b.step - a.step ||
    a.startedAt - b.startedAt ||
    (a.runId < b.runId ? -1 : 1)
  )
}

/** The arms of the run that goes on win; those of experiments that it has not met are adopted. */
function armsOf(rivals: readonly Run[]): Run['arms'] {
  return Object.assign({}, ...[...rivals].reverse().map((run) => run.arms)) as Run['arms']
}
