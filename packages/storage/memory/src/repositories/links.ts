import type { FiledRecord, LinkRepository, RecordLink } from '@clientele/core'
import { compositeKey } from '../composite-key.ts'
import type { Tables } from '../tables.ts'

export function linkRepository({ links }: Tables): LinkRepository {
  return {
    ofRecords: async (recordIds) => links.find('record', recordIds).filter(({ kind }) => kind !== 'key'),
    keysOf: async (recordIds) => filed(links.find('record', recordIds)),
    filedUnder: async (keys) => filed(links.find('record', keys)),
    put: async (changed) => links.put(changed),
    remove: async (gone) => links.remove(links.pick(gone.map(({ kind, a, b }) => compositeKey(kind, a, b)))),
  }
}

function filed(links: readonly RecordLink[]): readonly FiledRecord[] {
  return links.flatMap(({ kind, a, b }) => (kind === 'key' ? [{ key: a, recordId: b }] : []))
}
