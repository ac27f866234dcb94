import type { Instant } from '../model/instant.ts'
import type { Membership, MembershipChange } from '../model/membership.ts'
import { type ContactState, putMembership } from '../profile/contact-state.ts'
import type { CompiledSegment } from './compiled-segment.ts'

/**
 * Evaluates segments for a contact at an instant and notes what must be written; answers the entries and exits
 * that something may react to. An entry or exit because the definition was edited is dated and kept, and not answered.
 *
 * A membership whose end only moved further away is not written again: its timer fires early once, finds
 * nothing changed and is set anew, which is cheaper than a write for every event of a long window.
 */
export function evaluateSegments(
  state: ContactState,
  segments: Iterable<CompiledSegment>,
  now: Instant,
): readonly MembershipChange[] {
  let changes: MembershipChange[] | undefined
  for (const segment of segments) {
    const verdict = segment.test(state.facts, now)
    const member = verdict > 0
    const end = Math.abs(verdict)
    const validUntil = end === Number.POSITIVE_INFINITY ? undefined : end
    const stored = state.memberships.get(segment.id)
    if (member === (stored?.member ?? false)) {
      if (isCovered(stored, validUntil, segment.version, now)) continue
      putMembership(state, next(segment, state, member, stored?.since ?? now, validUntil))
      continue
    }
    putMembership(state, next(segment, state, member, now, validUntil))
    const change: MembershipChange = {
      segmentId: segment.id,
      contactId: state.contact.contactId,
      entered: member,
      at: now,
      definitionVersion: segment.version,
    }
    state.pending.changes.push(change)
    // What moved is the definition, not the contact.
    if (stored !== undefined && stored.definitionVersion !== segment.version) continue
    changes ??= []
    changes.push(change)
  }
  return changes ?? NO_CHANGES
}

const NO_CHANGES: readonly MembershipChange[] = []

/** Does the stored row wake the contact early enough, and speak of this version? */
function isCovered(
  stored: Membership | undefined,
  validUntil: Instant | undefined,
  version: number,
  now: Instant,
): boolean {
  if (stored === undefined) return validUntil === undefined
  if (stored.definitionVersion !== version) return false
  if (validUntil === undefined) return stored.validUntil === undefined || stored.validUntil > now
  return stored.validUntil !== undefined && stored.validUntil <= validUntil && stored.validUntil > now
}

function next(
  segment: CompiledSegment,
  state: ContactState,
  member: boolean,
  since: Instant,
  validUntil: Instant | undefined,
): Membership {
  return {
    segmentId: segment.id,
    contactId: state.contact.contactId,
    member,
    since,
    validUntil,
    definitionVersion: segment.version,
  }
}
