import type { LinkRepository } from '@clientele/core'
import { compositeKey } from '../composite-key.ts'
import type { Tables } from '../tables.ts'

export function linkRepository({ links }: Tables): LinkRepository {
  return {
    ofRecords: async (recordIds) => links.find('record', recordIds),
    put: async (changed) => links.put(changed),
    remove: async (gone) => links.remove(links.pick(gone.map(({ kind, a, b }) => compositeKey(kind, a, b)))),
  }
}
