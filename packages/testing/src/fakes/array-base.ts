import type { BaseReader, ContactBundle } from '@clientele/core'

/**
 * A base of the given contacts, as scorers and reports read it: every part is there whichever is asked for. Its
 * rows are those of its contacts, by key; nobody ever entered or left a segment.
 *
 * @example
 * ```ts
 * const base = arrayBase([])
 * await base.countContacts() // 0
 * ```
 */
export function arrayBase(bundles: readonly ContactBundle[]): BaseReader {
  const countIn = async (segment: string): Promise<number> =>
    bundles.filter(({ segments }) => segments.includes(segment)).length
  return {
    contacts: async function* () {
      yield* bundles
    },
    rows: async function* (table) {
      const own = bundles.flatMap(({ rows }) => rows.filter((row) => row.table === table))
      yield* own.sort((one, other) => (one.key < other.key ? -1 : 1))
    },
    countContacts: async () => bundles.length,
    countRecords: async () => bundles.reduce((sum, { records }) => sum + records.length, 0),
    countMembers: countIn,
    countMembersAt: countIn,
    changesOf: async () => [],
  }
}
