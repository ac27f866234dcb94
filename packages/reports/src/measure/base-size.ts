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
      contacts++
      records += bundle.records.length
      sizes.set(bundle.records.length, (sizes.get(bundle.records.length) ?? 0) + 1)
      const seen = new Set<string>()
      for (const { source } of bundle.records) {
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
