import type { Kernel } from '../../kernel.ts'
import type { Instant } from '../../model/instant.ts'
import type { ContactRecord } from '../../model/record.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import type { IdentityModel } from '../match/match-model.ts'
import type { ComponentResolution } from '../types.ts'
import type { Component } from './component.ts'

/** A frozen model at work on a stored base. */
export interface StoredMatcher {
  readonly version: number
  readonly model: IdentityModel
  /**
   * Files records where others find them, and links them with those that they are, or may be, one person or one
   * household with. Answers the records that lost a link by it: who they belong to is to be looked at again.
   */
  readonly file: (
    tx: StorageTransaction,
    records: readonly ContactRecord[],
    now: Instant,
  ) => Promise<readonly ContactRecord[]>
  /** Does the model see another person in the record than before? */
  readonly isOther: (before: ContactRecord, after: ContactRecord) => boolean
  /** Puts the records of a component together: by identifiers first, then by what is probable. */
  readonly resolve: (component: Component) => ComponentResolution
  /** Forgets every value that it remembers: somebody was erased. */
  readonly forget: () => void
}

/** The matcher of an instance, if a model is in force. */
export interface Matching {
  readonly inForce: (tx: StorageTransaction) => Promise<StoredMatcher | undefined>
  /** Looks anew, the next time, which model is in force. */
  readonly refresh: () => void
  readonly forget: () => void
}

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
  const text = await tx.definitions.state(MODEL_KIND, MODEL_ID)
  const [state, version] = (text ?? '').split(':')
  if (state !== 'applying' && state !== 'applied') return undefined
  return { version: Number(version), isApplied: state === 'applied' }
}

/** Makes the matching of an instance; the matcher's code is loaded when a model is found to be in force. */
export function createMatching(kernel: Pick<Kernel, 'storage'> & MatcherKernel): Matching {
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

/** What the matcher needs of the kernel. */
export type MatcherKernel = Pick<Kernel, 'identifierTypes' | 'compiledIdentifierTypes' | 'logger'>
