import type { Abortable } from '../intake/intake-api.ts'
import type { Kernel } from '../kernel.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { type ContactState, putRun } from '../profile/contact-state.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import { endRun } from '../scenarios/interpreter.ts'
import { evaluateSegments } from '../segments/evaluate.ts'
import { evaluateTraits } from '../traits/evaluate.ts'
import type { Program, Stimulus } from './program.ts'
import { startRuns } from './start-runs.ts'
import { resumeRun } from './step-run.ts'
import { lockSweeps, moveSweep, readSweeps, type Sweep } from './sweeps.ts'
import { workOnContacts } from './work-on-contacts.ts'

/** Contacts, or runs, of one transaction. */
const SLICE = 500

/** Walks over the base that changes of definitions ask for. */
export interface Sweeper {
  /**
   * Goes on with every walk that is on the list to its end.
   *
   * @throws `ABORTED` between two slices; the walk goes on from there the next time.
   */
  readonly finish: (
    options?: Abortable & { readonly onSlice?: ((contacts: number) => void) | undefined },
  ) => Promise<void>
  /** Reads which walks are open, as soon as one is noted. */
  readonly load: () => Promise<void>
  /** Is a walk that evaluates the segment still to come to this contact? */
  readonly isSilent: (segmentId: string, contactId: string) => boolean
}

/** Makes the sweeper of an instance. */
export function createSweeper(kernel: Kernel): Sweeper {
  let open: readonly Sweep[] = []
  let last: Promise<unknown> = Promise.resolve()

  const load = async () => {
    open = await kernel.storage.transaction(readSweeps)
  }

  const finish: Sweeper['finish'] = async ({ signal, onSlice } = {}) => {
    await load()
    while (open.length > 0) {
      refuseAborted(signal)
      const [sweep, ...others] = open as readonly [Sweep, ...Sweep[]]
      const slice = await doSlice(kernel, sweep)
      open = slice.after === undefined ? others : [{ ...sweep, after: slice.after }, ...others]
      onSlice?.(slice.contacts)
      await yieldTurn()
    }
  }

  return {
    load,
    // One at a time: two would only do each other's slices.
    finish: (options) => {
      const finished = last.then(() => finish(options))
      last = finished.catch(() => undefined)
      return finished
    },
    isSilent: (segmentId, contactId) => open.some((sweep) => isToCome(sweep, segmentId, contactId)),
  }
}

function isToCome(sweep: Sweep, segmentId: string, contactId: string): boolean {
  return (
    sweep.kind === 'evaluate' &&
    sweep.segments.includes(segmentId) &&
    (sweep.after === undefined || contactId > sweep.after)
  )
}

async function doSlice(
  kernel: Kernel,
  sweep: Sweep,
): Promise<{ readonly contacts: number; readonly after: string | undefined }> {
  let after: string | undefined
  const chosen = await workOnContacts(kernel, {
    choose: async (tx) => {
      await lockSweeps(tx)
      // Another process may have gone on with it: what counts is what is stored.
      const current = (await readSweeps(tx)).find((one) => one.id === sweep.id)
      const slice = current === undefined ? NOBODY : await sliceOf(tx, current)
      after = slice.after
      return slice.contactIds
    },
    work: (state, program) => workOf(kernel, program, sweep, state),
    alongside: (tx) => moveSweep(tx, sweep.id, after),
    keep: false,
  })
  return { contacts: chosen.length, after }
}

interface Slice {
  readonly contactIds: readonly string[]
  readonly after: string | undefined
}

const NOBODY: Slice = { contactIds: [], after: undefined }

async function sliceOf(tx: StorageTransaction, sweep: Sweep): Promise<Slice> {
  const page = { after: sweep.after, limit: SLICE }
  if (sweep.kind === 'evaluate') {
    const contactIds = (await tx.contacts.scan(page)).map((contact) => contact.contactId)
    return { contactIds, after: contactIds.length < SLICE ? undefined : contactIds.at(-1) }
  }
  const runs = await tx.runs.liveOfScenario(sweep.scenarioId, page)
  return {
    contactIds: [...new Set(runs.map((run) => run.contactId))],
    after: runs.length < SLICE ? undefined : runs.at(-1)?.runId,
  }
}

function workOf(kernel: Kernel, program: Program, sweep: Sweep, state: ContactState): void {
  const now = kernel.clock.now()
  if (sweep.kind === 'evaluate') {
    evaluateSegments(
      state,
      program.segments.filter((one) => sweep.segments.includes(one.id)),
      now,
    )
    evaluateTraits(
      state,
      program.keptTraits.filter((one) => sweep.traits?.includes(one.id)),
      now,
    )
    for (const segmentId of sweep.replay) {
      if (state.memberships.get(segmentId)?.member !== true) continue
      const entry: Extract<Stimulus, { type: 'segment' }> = { type: 'segment', segmentId, entered: true }
      startRuns(state, entry, program.scenariosTriggeredBy(entry), now, program, kernel)
    }
    return
  }
  for (const run of [...state.runs]) {
    if (run.scenarioId !== sweep.scenarioId) continue
    if (sweep.kind === 'stop') putRun(state, endRun(run, now, 'stopped'))
    else resumeRun(state, run, now, program, kernel)
  }
}
