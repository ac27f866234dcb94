import { ClienteleError } from '../../../errors.ts'
import type { Kernel } from '../../../kernel.ts'
import type { IdentityColumns } from '../../match/columns.ts'
import { MODEL_ID, MODEL_KIND, modelState } from '../model-state.ts'
import { applyModel } from './apply-model.ts'
import { columnsOfBase } from './base-columns.ts'
import { explainMatchedContact, explainStored } from './explain-stored.ts'
import { householdsOfBase } from './households-of-base.ts'
import type { IdentityApi } from './identity-api.ts'
import { loadModel } from './matcher.ts'
import { previewModel } from './preview-model.ts'
import { reportBase } from './report-base.ts'
import { createReviewApi } from './review-queue.ts'
import { trainBase } from './train-base.ts'

/** Makes the door of matching on a stored base. */
export function createIdentityApi(kernel: Kernel, given: IdentityColumns | undefined): IdentityApi {
  const { storage } = kernel
  const latest = (): Promise<number | undefined> =>
    storage.transaction(async (tx) => {
      const models = await tx.definitions.latest(MODEL_KIND)
      return models.find(({ id }) => id === MODEL_ID)?.version
    })
  const mustBeTrained = async (version: number | undefined): Promise<number> => {
    const chosen = version ?? (await latest())
    if (chosen !== undefined) return chosen
    throw new ClienteleError(
      'UNKNOWN_DEFINITION',
      'Expected an identity model, got none; train one with `identity.train` first.',
    )
  }
  return {
    train: (options) =>
      trainBase(kernel, given ?? columnsOfBase(kernel.fields, kernel.identifierTypes), options),
    preview: async (options = {}) => {
      const version = await mustBeTrained(options.version)
      const model = await storage.transaction((tx) => loadModel(tx, version))
      return previewModel(kernel, version, model, options)
    },
    apply: async (options = {}) => applyModel(kernel, await mustBeTrained(options.version), options),
    models: async () => {
      const state = await storage.transaction(modelState)
      return { latest: await latest(), inForce: state?.version, isApplied: state?.isApplied ?? false }
    },
    review: createReviewApi(kernel),
    households: ({ signal } = {}) => householdsOfBase(storage, signal),
    explainMatch: async (a, b) => {
      const version = await mustBeTrained((await storage.transaction(modelState))?.version)
      return storage.transaction(async (tx) =>
        explainStored(tx, [a, b], await loadModel(tx, version), kernel),
      )
    },
    explainContact: (contactId) => storage.transaction((tx) => explainMatchedContact(tx, contactId, kernel)),
    report: async ({ signal } = {}) => {
      const matcher = await storage.transaction(
        (tx) => kernel.matching?.inForce(tx) ?? Promise.resolve(undefined),
      )
      return reportBase(kernel, matcher, signal)
    },
  }
}
