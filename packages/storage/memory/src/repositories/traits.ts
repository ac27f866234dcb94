import type { TraitRepository } from '@clientele/core'
import { dueContacts, earliest } from '../due.ts'
import type { StoredTraitChange, Tables } from '../tables.ts'

export function traitRepository({ traits, traitChanges }: Tables): TraitRepository {
  let appended = 0
  const timed = (): readonly { readonly contactId: string; readonly at: number }[] =>
    traits
      .all()
      .flatMap(({ contactId, validUntil }) =>
        validUntil === undefined ? [] : [{ contactId, at: validUntil }],
      )
  return {
    ofContacts: async (contactIds) => traits.find('contact', contactIds),
    put: async (changed) => traits.put(changed),
    appendChanges: async (added) =>
      traitChanges.put(added.map((change): StoredTraitChange => ({ ...change, sequence: ++appended }))),
    due: async (at, limit) => dueContacts(timed(), at, limit),
    nextDue: async () => earliest(timed().map(({ at }) => at)),
    changesOf: async (contactIds) =>
      [...traitChanges.find('contact', contactIds)]
        .sort((a, b) => a.at - b.at || a.sequence - b.sequence)
        .map(({ sequence: _, ...change }) => change),
    drop: async (traitId) => traits.removeBy('trait', [traitId]),
  }
}
