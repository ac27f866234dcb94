import { refuseAborted } from '../../../engine/catch-up-due.ts'
import { IDENTITY_LOCK } from '../../../intake/prepare-batch.ts'
import type { Kernel } from '../../../kernel.ts'
import type { StorageTransaction } from '../../../ports/storage.ts'
import { tellAll } from '../../../profile/life-event.ts'
import { resettle } from '../../../profile/resettle.ts'
import { keepStates } from '../../../profile/write-states.ts'
import { yieldTurn } from '../../../runtime/yield-turn.ts'
import { MODEL_ID, MODEL_KIND, modelState } from '../matching.ts'
import type { IdentityApi, ModelApplication } from './identity-api.ts'
import { loadModel } from './matcher.ts'

/** Records that are resolved anew in one transaction. */
const BATCH = 500

/** How far an application has come. */
interface Progress {
  readonly after?: string | undefined
  readonly done: number
  readonly merged: number
  readonly split: number
}

const BEGINNING: Progress = { done: 0, merged: 0, split: 0 }

/**
 * Puts a version in force, and goes over the base with it. From the first transaction on, what comes in is judged by the
 * new version; each further one files and resolves a piece of the base anew. As the contacts of a component are a
 * function of its records, the end is the same wherever it was cut off, and whatever came in meanwhile.
 */
export async function applyModel(
  kernel: Kernel,
  version: number,
  { by = 'api', onProgress, signal }: NonNullable<Parameters<IdentityApi['apply']>[0]> = {},
): Promise<ModelApplication> {
  const { storage } = kernel
  const key = `identity:apply:${version}`
  const total = await storage.transaction(async (tx) => {
    await tx.lock([IDENTITY_LOCK])
    await loadModel(tx, version)
    const state = await modelState(tx)
    if (state?.version !== version || state.isApplied) {
      await tx.definitions.setState(MODEL_KIND, MODEL_ID, `applying:${version}`)
      await tx.checkpoints.remove(key)
      const audit = { actor: by, action: 'identity.apply', subject: `model ${version}`, details: {} }
      await tx.audit.append([{ id: kernel.nextId(), at: kernel.now(), ...audit }])
    }
    return tx.records.count()
  })
  kernel.matching?.refresh()
  for (;;) {
    refuseAborted(signal)
    refuseAborted(kernel.signal)
    const step = await storage.transaction(async (tx) => {
      await tx.lock([IDENTITY_LOCK])
      const before = await progressOf(tx, key)
      const page = await tx.records.scan({ after: before.after, limit: BATCH })
      if (page.length === 0) {
        await tx.definitions.setState(MODEL_KIND, MODEL_ID, `applied:${version}`)
        await tx.checkpoints.remove(key)
        const contacts = await tx.contacts.count()
        return { progress: before, states: [], told: [], contacts }
      }
      const cause = { decision: 'model', version, actor: by }
      const done = await resettle(tx, [], kernel, { now: kernel.now(), cause, around: page })
      const count = (name: string): number => done.told.filter(([told]) => told === name).length
      const progress: Progress = {
        after: page.at(-1)!.recordId,
        done: before.done + page.length,
        merged: before.merged + count('contact.merged'),
        split: before.split + count('contact.split'),
      }
      await tx.checkpoints.put(key, { ...progress, after: progress.after ?? null })
      return { progress, states: done.states, told: done.told, contacts: undefined }
    })
    keepStates(step.states, kernel)
    tellAll(step.told, kernel.emit)
    const { done, merged, split } = step.progress
    onProgress?.({ done, total: Math.max(total, done) })
    if (step.contacts !== undefined) return { version, records: done, merged, split, contacts: step.contacts }
    await yieldTurn()
  }
}

async function progressOf(tx: StorageTransaction, key: string): Promise<Progress> {
  const stored = await tx.checkpoints.get(key)
  return stored === undefined ? BEGINNING : (stored as unknown as Progress)
}
