import type { TraitRepository } from '@clientele/core'
import type { StoredTraitChange, Tables } from '../tables.ts'

export function traitRepository({ traits, traitChanges }: Tables): TraitRepository {
  let appended = 0
  return {
    ofContacts: async (contactIds) => traits.find('contact', contactIds),
    put: async (changed) => traits.put(changed),
    appendChanges: async (added) =>
      traitChanges.put(added.map((change): StoredTraitChange => ({ ...change, sequence: ++appended }))),
    due: async (at, limit) => traits.timers.due(at, limit),
    nextDue: async () => traits.timers.first(),
    changesOf: async (contactIds) =>
      [...traitChanges.find('contact', contactIds)]
        .sort((a, b) => a.at - b.at || a.sequence - b.sequence)
        .map(({ sequence: _, ...change }) => change),
    drop: async (traitId) => traits.removeBy('trait', [traitId]),
  }
}
