import type { ContactRecord } from '@clientele/core'
import type { BaseSize } from '../model/base-size.ts'
import type { Section } from './seen.ts'

/** Counts records by source, and contacts by how many records they are made of. */
export function measureBaseSize(): Section<BaseSize> {
  let records = 0
  let contacts = 0
  const sources = new Map<string, { records: number; contacts: number }>()
  const sizes = new Map<number, number>()
  return {
    add: ({ bundle }) => {
      const own = bundle.records.filter(isOfSource)
      contacts++
      records += own.length
      sizes.set(own.length, (sizes.get(own.length) ?? 0) + 1)
      const seen = new Set<string>()
      for (const { source } of own) {
        const one = sources.get(source) ?? { records: 0, contacts: 0 }
        one.records++
        if (!seen.has(source)) one.contacts++
        seen.add(source)
        sources.set(source, one)
      }
    },
    finish: () => ({
      records,
      contacts,
      sources: [...sources]
        .map(([source, one]) => ({ source, ...one, duplicates: one.records - one.contacts }))
        .sort((a, b) => b.records - a.records),
      bySize: [...sizes]
        .map(([size, count]) => ({ records: size, contacts: count }))
        .sort((a, b) => a.records - b.records),
    }),
  }
}

/** Intake keeps the identifiers of an event as a record of its own, under a key that begins with `#`: nobody's record. */
function isOfSource({ sourceKey }: ContactRecord): boolean {
  return !/^#[0-9a-f]{32}$/.test(sourceKey)
}
