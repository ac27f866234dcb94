import type { Instant } from '../../model/instant.ts'
import type { Run } from '../../model/run.ts'

/** Runs by `runId`; at most one live run per (`scenarioId`, `contactId`, `runKey`). */
export interface RunRepository {
  readonly byIds: (runIds: readonly string[]) => Promise<readonly Run[]>
  readonly liveOf: (contactIds: readonly string[]) => Promise<readonly Run[]>
  /**
   * What working states are made of: the latest run by (`startedAt`, `runId`) of each (`contactId`, `scenarioId`,
   * `runKey`), for re-entry, and every live one, each once.
   */
  readonly standingOf: (contactIds: readonly string[]) => Promise<readonly Run[]>
  /** Every run of the contacts, live and ended. */
  readonly ofContacts: (contactIds: readonly string[]) => Promise<readonly Run[]>
  /** Refuses a second live run of one (`scenarioId`, `contactId`, `runKey`); put the one that ended first. */
  readonly put: (runs: readonly Run[]) => Promise<void>
  /**
   * Contacts with a live run whose `wakeAt` is at or before the instant, earliest first; those that another
   * worker's open transaction is at are left out where the adapter has row locks.
   */
  readonly due: (at: Instant, limit: number) => Promise<readonly string[]>
  readonly nextDue: () => Promise<Instant | undefined>
  /** Live runs of a scenario, by `runId`. */
  readonly liveOfScenario: (
    scenarioId: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ) => Promise<readonly Run[]>
  /** How many runs, by node while live and by reason once ended. */
  readonly counts: (
    scenarioId: string,
  ) => Promise<readonly { readonly state: 'live' | 'ended'; readonly at: string; readonly runs: number }[]>
}
