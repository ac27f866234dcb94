import { IDENTITY_LOCK } from '../../../intake/prepare-batch.ts'
import type { Kernel } from '../../../kernel.ts'
import type { ContactRecord } from '../../../model/record.ts'
import type { StorageTransaction } from '../../../ports/storage.ts'
import { tellAll } from '../../../profile/life-event.ts'
import { resettle } from '../../../profile/resettle.ts'
import { keepStates } from '../../../profile/write-states.ts'
import { refuseAborted } from '../../../runtime/refuse-aborted.ts'
import { yieldTurn } from '../../../runtime/yield-turn.ts'
import { MODEL_ID, MODEL_KIND, modelState } from '../model-state.ts'
import { filePage } from './file-page.ts'
import type { IdentityApi, ModelApplication } from './identity-api.ts'
import { type JudgedBase, judgeBase } from './judge-base.ts'
import { loadModel } from './matcher.ts'

/** Records that are worked on in one transaction. */
const BATCH = 500

/** How far the resolution of the base has come. */
interface Progress {
  readonly after?: string | undefined
  readonly done: number
  readonly merged: number
  readonly split: number
}

const BEGINNING: Progress = { done: 0, merged: 0, split: 0 }

type Options = NonNullable<Parameters<IdentityApi['apply']>[0]>

/**
 * Puts a version in force, and goes over the base with it: first it judges the base in memory and files every record,
 * then it resolves it piece by piece. What comes in meanwhile is judged by the new version in intake; as the contacts
 * of a component are a function of its records, the end is the same wherever it was cut off.
 */
export async function applyModel(
  kernel: Kernel,
  version: number,
  { by = 'api', onProgress, signal }: Options = {},
): Promise<ModelApplication> {
  const { storage } = kernel
  const pause = async (): Promise<void> => {
    refuseAborted(signal)
    refuseAborted(kernel.signal)
    await yieldTurn()
  }
  const model = await begin(kernel, version, by)
  kernel.matching?.refresh()
  const base = await judgeBase(kernel, model, version, signal)
  let filed = 0
  for (let after: string | undefined; ; ) {
    const page = await storage.transaction((tx) => fileNext(tx, after, base, version, kernel))
    if (page.length === 0) break
    after = page.at(-1)!.recordId
    filed += page.length
    onProgress?.({ phase: 'file', done: filed, total: Math.max(filed, base.records) })
    await pause()
  }
  for (;;) {
    const step = await storage.transaction((tx) => resolveNext(tx, base, version, by, kernel))
    keepStates(step.states, kernel)
    tellAll(step.told, kernel.emit)
    const { done, merged, split } = step.progress
    onProgress?.({ phase: 'resolve', done, total: Math.max(done, base.records) })
    if (step.contacts !== undefined) return { version, records: done, merged, split, contacts: step.contacts }
    await pause()
  }
}

/** Lets intake work by the version from now on. @throws `UNKNOWN_DEFINITION`, `MODEL_VERSION` */
function begin(kernel: Kernel, version: number, by: string): ReturnType<typeof loadModel> {
  return kernel.storage.transaction(async (tx) => {
    await tx.lock([IDENTITY_LOCK])
    const model = await loadModel(tx, version)
    const state = await modelState(tx)
    if (state?.version === version && !state.isApplied) return model
    await tx.definitions.setState(MODEL_KIND, MODEL_ID, `applying:${version}`)
    await tx.checkpoints.remove(keyOf(version))
    const audit = { actor: by, action: 'identity.apply', subject: `model ${version}`, details: {} }
    await tx.audit.append([{ id: kernel.nextId(), at: kernel.now(), ...audit }])
    return model
  })
}

async function fileNext(
  tx: StorageTransaction,
  after: string | undefined,
  base: JudgedBase,
  version: number,
  kernel: Kernel,
): Promise<readonly ContactRecord[]> {
  await tx.lock([IDENTITY_LOCK])
  const page = await tx.records.scan({ after, limit: BATCH })
  if (page.length > 0) await filePage(tx, page, base, { version, now: kernel.now() })
  return page
}

async function resolveNext(
  tx: StorageTransaction,
  base: JudgedBase,
  version: number,
  by: string,
  kernel: Kernel,
): Promise<
  Pick<Awaited<ReturnType<typeof resettle>>, 'states' | 'told'> & {
    readonly progress: Progress
    /** At the end, how many contacts there are. */
    readonly contacts: number | undefined
  }
> {
  await tx.lock([IDENTITY_LOCK])
  const before = ((await tx.checkpoints.get(keyOf(version))) as Progress | undefined) ?? BEGINNING
  const around = await tx.records.scan({ after: before.after, limit: BATCH })
  if (around.length === 0) {
    await tx.definitions.setState(MODEL_KIND, MODEL_ID, `applied:${version}`)
    await tx.checkpoints.remove(keyOf(version))
    return { progress: before, states: [], told: [], contacts: await tx.contacts.count() }
  }
  // What came or changed since the base was judged finds the others now that all are filed.
  const filed = around.filter((record) => !base.isKnown(record))
  const cause = { decision: 'model', version, actor: by }
  const { states, told } = await resettle(tx, [], kernel, { now: kernel.now(), cause, around, filed })
  const count = (name: string): number => told.filter(([kind]) => kind === name).length
  const progress = {
    after: around.at(-1)!.recordId,
    done: before.done + around.length,
    merged: before.merged + count('contact.merged'),
    split: before.split + count('contact.split'),
  }
  await tx.checkpoints.put(keyOf(version), progress)
  return { progress, states, told, contacts: undefined }
}

function keyOf(version: number): string {
  return `identity:apply:${version}`
}
