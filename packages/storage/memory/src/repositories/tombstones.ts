import type { TombstoneRepository } from '@clientele/core'
import type { Tables } from '../tables.ts'

export function tombstoneRepository({ tombstones }: Tables): TombstoneRepository {
  return {
    known: async (hashes) => new Set(tombstones.pick(hashes).map(({ hash }) => hash)),
    put: async (changed) => tombstones.put(changed),
  }
}
