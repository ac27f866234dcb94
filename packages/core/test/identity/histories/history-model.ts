import type { IdentityModel } from '../../../src/identity/index.ts'
import { MODEL_ID, MODEL_KIND } from '../../../src/identity/stored/model-state.ts'
import type { Clientele, JsonObject, Storage } from '../../../src/index.ts'
import { makeBase } from '../../support/make-base.ts'
import { sampleInputs } from '../sample-inputs.ts'

/** A model learned from a larger base of the kind that the histories are of. */
export async function historyModel(): Promise<IdentityModel> {
  const { clientele } = await makeBase({ sources: ['eshop', 'till'] })
  await clientele.upsert(sampleInputs(300, 11).map(({ person: _, ...input }) => input))
  const { model } = await clientele.identity.train()
  await clientele.close()
  return model
}

/** An instance on a storage on which the model is in force. */
export async function openHistoryBase(storage: Storage, model: IdentityModel): Promise<Clientele> {
  const { clientele } = await makeBase({ storage, sources: ['eshop', 'till'] })
  await saveModel(storage, model, 1)
  await clientele.identity.apply()
  return clientele
}

/** Saves the model once more, as a version of its own. */
export async function saveModel(storage: Storage, model: IdentityModel, version: number): Promise<void> {
  const body = { model: JSON.parse(JSON.stringify(model)) as JsonObject }
  await storage.transaction((tx) =>
    tx.definitions.save({ kind: MODEL_KIND, id: MODEL_ID, version, body, savedAt: 0, savedBy: 'test' }),
  )
}
