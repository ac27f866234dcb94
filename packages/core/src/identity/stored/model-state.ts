import type { StorageTransaction } from '../../ports/storage.ts'

/** Kind and id under which models are saved as definitions. */
export const MODEL_KIND = 'identity'
export const MODEL_ID = 'matching'

/** Which model is in force, and whether it has gone over the whole base. */
export interface ModelState {
  readonly version: number
  readonly isApplied: boolean
}

/** Reads the state of the models. */
export async function modelState(tx: StorageTransaction): Promise<ModelState | undefined> {
  const text = (await tx.definitions.states(MODEL_KIND)).get(MODEL_ID)
  const [state, version] = (text ?? '').split(':')
  if (state !== 'applying' && state !== 'applied') return undefined
  return { version: Number(version), isApplied: state === 'applied' }
}
