import { ClienteleError, type Run, type RunRepository } from '@clientele/core'
import { compositeKey } from '../composite-key.ts'
import { pageOf } from '../page-of.ts'
import type { Tables } from '../tables.ts'

export function runRepository({ runs }: Tables): RunRepository {
  return {
    byIds: async (runIds) => runs.pick(runIds),
    liveOf: async (contactIds) => runs.find('contact', contactIds).filter(isLive),
    standingOf: async (contactIds) => {
      const latest = new Map<string, Run>()
      const found = runs.find('contact', contactIds)
      for (const run of found) {
        const slot = slotOf(run)
        const other = latest.get(slot)
        if (other === undefined || isLater(run, other)) latest.set(slot, run)
      }
      return [...new Set([...latest.values(), ...found.filter(isLive)])]
    },
    ofContacts: async (contactIds) => runs.find('contact', contactIds),
    put: async (changed) => {
      for (const run of changed) {
        if (isLive(run)) refuseSecond(runs.find('contact', [run.contactId]), run)
        runs.put([run])
      }
    },
    due: async (at, limit) => runs.timers.due(at, limit),
    nextDue: async () => runs.timers.first(),
    liveOfScenario: async (scenarioId, page) =>
      pageOf(runs.find('scenario', [scenarioId]).filter(isLive), ({ runId }) => runId, page),
    counts: async (scenarioId) => {
      const counts = new Map<string, { state: Run['state']; at: string; runs: number }>()
      for (const run of runs.find('scenario', [scenarioId])) {
        const at = isLive(run) ? run.node : (run.endReason ?? '')
        const key = compositeKey(run.state, at)
        const count = counts.get(key) ?? { state: run.state, at, runs: 0 }
        counts.set(key, { ...count, runs: count.runs + 1 })
      }
      return [...counts.values()]
    },
  }
}

function isLive(run: Run): boolean {
  return run.state === 'live'
}

function isLater(a: Run, b: Run): boolean {
  return a.startedAt > b.startedAt || (a.startedAt === b.startedAt && a.runId > b.runId)
}

function slotOf({ contactId, scenarioId, runKey }: Run): string {
  return compositeKey(contactId, scenarioId, runKey)
}

function refuseSecond(others: readonly Run[], run: Run): void {
  const slot = slotOf(run)
  if (!others.some((other) => isLive(other) && other.runId !== run.runId && slotOf(other) === slot)) return
  throw new ClienteleError(
    'STORAGE_FAILED',
    `Expected one live run of scenario \`${run.scenarioId}\` per contact and key, got a second: end the first one before.`,
  )
}
