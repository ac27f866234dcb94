import { explainContact } from '../identity/stored/explain-contact.ts'
import type { Intake } from '../intake/intake.ts'
import type { Kernel } from '../kernel.ts'
import type { JsonObject } from '../model/json.ts'
import { eraseContact } from '../privacy/erase-contact.ts'
import { exportContact } from '../privacy/export-contact.ts'
import { traitValuesOf } from '../traits/read-traits.ts'
import type { ContactState } from './contact-state.ts'
import type { ContactsApi } from './contacts-api.ts'
import { contactWith, liveContact, mustFind } from './find-contact.ts'
import { type LifeEvent, tellAll } from './life-event.ts'
import { mergeContacts, undoLinks, unmergeContact } from './link-contacts.ts'
import { timelineOf } from './timeline.ts'
import { viewContact } from './view-contact.ts'
import { keepStates } from './write-states.ts'

const PAGE = 100

/** Makes the door of the contacts, one by one. */
export function createContactsApi(kernel: Kernel, intake: Pick<Intake, 'forget'>): ContactsApi {
  const { storage } = kernel

  /** After the commit: states back in the cache, listeners told. */
  const finish = (done: {
    readonly states: readonly ContactState[]
    readonly told: readonly LifeEvent[]
  }): void => {
    keepStates(done.states, kernel)
    tellAll(done.told, kernel.emit)
  }

  return {
    get: (contactId) =>
      storage.transaction(async (tx) => {
        const contact = await liveContact(tx, contactId)
        if (contact === undefined || kernel.program().traits.length === 0) return contact
        return { ...contact, traits: await traitValuesOf(tx, contact, kernel, kernel.now()) }
      }),
    find: (identifier) => storage.transaction((tx) => contactWith(tx, identifier, kernel)),
    list: ({ after, limit = PAGE } = {}) => storage.transaction((tx) => tx.contacts.scan({ after, limit })),
    count: () => storage.transaction((tx) => tx.contacts.count()),
    view: (contactId) =>
      storage.transaction(async (tx) => {
        const contact = await liveContact(tx, contactId)
        return contact && viewContact(tx, contact, kernel)
      }),
    timeline: (contactId, options) =>
      storage.transaction(async (tx) => {
        const contact = await liveContact(tx, contactId)
        return contact === undefined ? [] : timelineOf(tx, contact.contactId, kernel, options)
      }),
    explain: (contactId) =>
      storage.transaction(async (tx) =>
        explainContact(tx, (await mustFind(tx, contactId)).contactId, kernel),
      ),
    merge: async (a, b, decision) => {
      const done = await storage.transaction((tx) => mergeContacts(tx, [a, b], decision, kernel))
      finish(done)
      return done.answer
    },
    unmerge: async (contactId, recordIds, decision) => {
      const done = await storage.transaction((tx) =>
        unmergeContact(tx, contactId, recordIds, decision, kernel),
      )
      finish(done)
      return done.answer
    },
    undo: async (recordIds, decision) => {
      const done = await storage.transaction((tx) => undoLinks(tx, recordIds, decision, kernel))
      finish(done)
      return done.answer
    },
    erase: async (contactId, decision) => {
      const done = await storage.transaction((tx) => eraseContact(tx, contactId, decision, kernel))
      intake.forget()
      finish(done)
      return { erased: done.contactId !== undefined }
    },
    export: (contactId): Promise<JsonObject> =>
      storage.transaction(async (tx) => exportContact(tx, await mustFind(tx, contactId), kernel)),
  }
}
