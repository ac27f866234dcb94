import { memory } from '@clientele/storage-memory'
import { expect, it } from 'vitest'
import type { SegmentDefinition, Storage } from '../src/index.ts'
import { makeBase } from './support/make-base.ts'

/** The storage, and how often a page of contacts was read in the order of their ids. */
function counted(storage: Storage): { readonly storage: Storage; readonly scans: () => number } {
  let scans = 0
  return {
    scans: () => scans,
    storage: {
      ...storage,
      transaction: (work) =>
        storage.transaction((tx) => {
          const scan: typeof tx.contacts.scan = (page) => {
            scans++
            return tx.contacts.scan(page)
          }
          return work({ ...tx, contacts: { ...tx.contacts, scan } })
        }),
    },
  }
}

it('evaluates all the segments that came with the options in one walk over the base, whatever their order', async () => {
  const storage = memory()
  const first = await makeBase({ storage })
  const ids = [await first.subscribe('ann@example.org'), await first.subscribe('bob@example.org')]
  const { storage: watched, scans } = counted(storage)
  const chain = Array.from(
    { length: 40 },
    (_, index): SegmentDefinition => ({
      id: `s${index}`,
      where:
        index === 39 ? { field: 'email', op: 'eq', value: 'ann@example.org' } : { segment: `s${index + 1}` },
    }),
  )
  const { clientele } = await makeBase({ storage: watched, segments: chain })
  expect(scans()).toBe(1)
  for (const { id } of chain) expect(await clientele.segments.members(id)).toEqual([ids[0]])
  // Nothing is saved, and nobody looked at, where all is stored as it is given.
  await makeBase({ storage: watched, segments: [...chain].reverse() })
  expect(scans()).toBe(1)
})
