import type { Storage, StorageTransaction } from '../../ports/storage.ts'
import { modelState } from './model-state.ts'
import type { MatcherKernel, StoredMatcher } from './stored-matcher.ts'

/** The matcher of an instance, if a model is in force. */
export interface Matching {
  readonly inForce: (tx: StorageTransaction) => Promise<StoredMatcher | undefined>
  /** Looks anew, the next time, which model is in force. */
  readonly refresh: () => void
  readonly forget: () => void
}

/** Makes the matching of an instance; the matcher's code is loaded when a model is found to be in force. */
export function createMatching(kernel: MatcherKernel & { readonly storage: Storage }): Matching {
  const isShared = kernel.storage.capabilities.multiWorker
  let current: StoredMatcher | undefined
  let isKnown = false
  return {
    inForce: async (tx) => {
      // Where others work on the base, another worker may have put a model in force.
      if (isKnown && !isShared) return current
      const state = await modelState(tx)
      if (state === undefined) current = undefined
      else if (current?.version !== state.version) {
        const { loadMatcher } = await import('./match/matcher.ts')
        current = await loadMatcher(tx, state.version, kernel)
      }
      isKnown = true
      return current
    },
    refresh: () => {
      isKnown = false
    },
    forget: () => current?.forget(),
  }
}
