import { LRUCache } from 'lru-cache'
import type { ContactState } from './contact-state.ts'

/**
 * Working states kept between transactions: bounded, and used only when the stored version of the contact is still
 * the one that was kept. An entry is taken out while a transaction works on it and put back after the commit, so that
 * a rollback leaves nothing behind.
 */
export interface ContactCache {
  /** Takes the state out; the caller checks its version. */
  readonly take: (contactId: string) => ContactState | undefined
  readonly put: (state: ContactState) => void
  readonly drop: (contactId: string) => void
  readonly clear: () => void
}

/** Makes a cache of at most so many contacts. */
export function createContactCache(size: number): ContactCache {
  const states = new LRUCache<string, ContactState>({ max: Math.max(1, size) })
  return {
    take: (contactId) => {
      const state = states.get(contactId)
      if (state !== undefined) states.delete(contactId)
      return state
    },
    put: (state) => {
      states.set(state.contact.contactId, state)
    },
    drop: (contactId) => {
      states.delete(contactId)
    },
    clear: () => {
      states.clear()
    },
  }
}
