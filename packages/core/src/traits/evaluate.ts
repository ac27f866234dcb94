import type { Instant } from '../model/instant.ts'
import type { TraitValue } from '../model/trait-value.ts'
import { type ContactState, touch } from '../profile/contact-state.ts'
import type { ProgramTrait } from './program-trait.ts'

/**
 * Computes kept traits of a contact at an instant and notes what must be written: the value with its end, and the
 * dated value where a history is asked. As with memberships, an end that only moved further away is not written.
 */
export function evaluateTraits(state: ContactState, traits: Iterable<ProgramTrait>, now: Instant): void {
  for (const trait of traits) {
    const found = trait.find(state.facts, now)
    const value = found.value ?? null
    const validUntil = found.end === Number.POSITIVE_INFINITY ? undefined : found.end
    const stored = state.traits.get(trait.id)
    const isSame = stored !== undefined && sameValue(stored.value, value)
    if (isSame && isCovered(stored, validUntil, trait.version, now)) continue
    const { contactId } = state.contact
    const since = isSame ? stored.since : now
    putTrait(state, {
      traitId: trait.id,
      contactId,
      value,
      since,
      validUntil,
      definitionVersion: trait.version,
    })
    // Of somebody of whom nothing was ever known there is nothing to date.
    if (!trait.hasHistory || isSame || (stored === undefined && value === null)) continue
    const definitionVersion = trait.version
    state.pending.traitChanges.push({ traitId: trait.id, contactId, value, at: now, definitionVersion })
  }
}

/** Notes a value to be written. */
export function putTrait(state: ContactState, value: TraitValue): void {
  state.traits.set(value.traitId, value)
  state.pending.traits.set(value.traitId, value)
  touch(state)
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

function isCovered(
  stored: TraitValue,
  validUntil: Instant | undefined,
  version: number,
  now: Instant,
): boolean {
  if (stored.definitionVersion !== version) return false
  if (validUntil === undefined) return stored.validUntil === undefined || stored.validUntil > now
  return stored.validUntil !== undefined && stored.validUntil <= validUntil && stored.validUntil > now
}
