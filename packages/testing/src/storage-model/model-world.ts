import fc from 'fast-check'
import type { World } from '../conformance/storage/everything.ts'

/** The names that random commands use: few, so that they meet; awkward, so that quoting and order matter. */
export const modelWorld: World = {
  contactIds: ['c1', 'C2', "c'3", 'çé', 'c10'],
  recordIds: ['eshop/1', 'eshop/10', 'eshop/！', 'eshop/🎁', 'till/a%', 'till/_A', "till/b'c"],
  emails: ['a@example.test', 'A@example.test', "o'neil@example.test", 'été@example.test'],
  tables: ['orders', 'stores'],
  segmentIds: ['active', 'vip'],
  scenarioIds: ['welcome', 'cart'],
  scorerIds: ['rfm', 'ltv'],
  definitionIds: ['active', 'welcome'],
  addresses: ['a@example.test', "o'neil@example.test"],
  checkpointKeys: ['files/a.csv', 'files/b.csv'],
  hashes: ['h1', 'h2', 'h3'],
  instants: [0, 1005, 2500, 5000],
}

const { contactIds, recordIds, tables, segmentIds, scenarioIds, scorerIds } = modelWorld

export const aContactId: fc.Arbitrary<string> = fc.constantFrom(...contactIds)
export const aRecordId: fc.Arbitrary<string> = fc.constantFrom(...recordIds)
export const aTable: fc.Arbitrary<string> = fc.constantFrom(...tables)
export const aSegmentId: fc.Arbitrary<string> = fc.constantFrom(...segmentIds)
export const aScenarioId: fc.Arbitrary<string> = fc.constantFrom(...scenarioIds)
export const aScorerId: fc.Arbitrary<string> = fc.constantFrom(...scorerIds)
/** Few instants, so that bounds are met exactly. */
export const anInstant: fc.Arbitrary<number> = fc.integer({ min: 0, max: 5 }).map((step) => step * 1000)

/** A choice of some of the names. */
export function someOf<Name>(names: readonly Name[]): fc.Arbitrary<Name[]> {
  return fc.subarray([...names], { minLength: 0 })
}

/** Where a page begins, and how long it is. */
export function aPage(names: readonly string[]): fc.Arbitrary<{ after: string | undefined; limit: number }> {
  return fc.record({
    after: fc.option(fc.constantFrom(...names), { nil: undefined }),
    limit: fc.integer({ min: 1, max: 4 }),
  })
}
