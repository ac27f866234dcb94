import type { MembershipRepository } from '@clientele/core'
import { pageOf } from '../page-of.ts'
import type { StoredChange, Tables } from '../tables.ts'

export function membershipRepository({ memberships, changes }: Tables): MembershipRepository {
  let appended = 0
  const members = (segmentId: string): readonly string[] =>
    memberships
      .find('segment', [segmentId])
      .filter(({ member }) => member)
      .map(({ contactId }) => contactId)
  return {
    ofContacts: async (contactIds) => memberships.find('contact', contactIds),
    put: async (changed) => memberships.put(changed),
    appendChanges: async (added) =>
      changes.put(added.map((change): StoredChange => ({ ...change, sequence: ++appended }))),
    due: async (at, limit) => memberships.timers.due(at, limit),
    nextDue: async () => memberships.timers.first(),
    members: async (segmentId, page) => pageOf(members(segmentId), (id) => id, page),
    count: async (segmentId) => members(segmentId).length,
    membersAt: async (segmentId, at, page) => {
      const past = changes.find('segment', [segmentId]).filter((change) => change.at <= at)
      const isIn = new Map<string, boolean>()
      for (const { contactId, entered } of [...past].sort(byTime)) isIn.set(contactId, entered)
      const then = [...isIn].filter(([, entered]) => entered).map(([contactId]) => contactId)
      return pageOf(then, (id) => id, page)
    },
    changesOf: async (contactIds) =>
      changes.find('contact', contactIds).map(({ sequence: _, ...change }) => change),
    drop: async (segmentId) => memberships.removeBy('segment', [segmentId]),
  }
}

function byTime(a: StoredChange, b: StoredChange): number {
  return a.at - b.at || a.sequence - b.sequence
}
