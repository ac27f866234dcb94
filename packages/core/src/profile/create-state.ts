import type { Program } from '../engine/program.ts'
import type { Contact } from '../model/contact.ts'
import { type ContactState, noWrites } from './contact-state.ts'
import { createFactStore } from './facts.ts'

/** Makes the working state of a contact that has no event, row, membership or run yet. */
export function createContactState(contact: Contact, program: Program): ContactState {
  return {
    contact,
    facts: createFactStore(contact, program.defaultZone),
    memberships: new Map(),
    traits: new Map(),
    runs: [],
    latestRuns: new Map(),
    pending: noWrites(),
    housemates: [],
    needs: program.needs,
  }
}
