import type { BaseSize } from '../model/base-size.ts'
import type { Section } from './seen.ts'
import { isOfSource } from './source-record.ts'

/** Counts the records of an instant by source, and contacts by how many records they were made of. */
export function measureBaseSize(at: number): Section<BaseSize> {
  let records = 0
  let contacts = 0
  const sources = new Map<string, { records: number; contacts: number }>()
  const sizes = new Map<number, number>()
  return {
    add: ({ bundle }) => {
      const own = bundle.records.filter((record) => isOfSource(record) && record.firstSeenAt <= at)
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
