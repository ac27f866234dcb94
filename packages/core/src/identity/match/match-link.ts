import { ClienteleError } from '../../errors.ts'
import { combineHashes, hashText } from './text-hash.ts'

/** A person's decision about two records: they are one person (`must`), or never (`cannot`). */
export interface MatchLink {
  readonly kind: 'must' | 'cannot'
  /** Record ids; the order of the two does not matter. */
  readonly a: string
  readonly b: string
}

/**
 * Checks that no pair of records has two opposite links.
 *
 * @throws {@link ClienteleError} `LINK_CONFLICT` where one does.
 */
export function checkLinks(links: readonly MatchLink[]): void {
  const seen = new Map<string, MatchLink['kind']>()
  for (const { kind, a, b } of links) {
    if (a === b && kind === 'must') continue
    const key = a < b ? `${a.length}:${a}${b}` : `${b.length}:${b}${a}`
    const other = seen.get(key)
    if (a === b || (other !== undefined && other !== kind)) {
      throw new ClienteleError(
        'LINK_CONFLICT',
        'Expected at most one kind of link between two records, got "must" and "cannot" for one pair. Remove one of the two.',
      )
    }
    seen.set(key, kind)
  }
}

/** The number that keeps a record which a link names apart from others that say the same. */
export function pinOf(recordId: string): number {
  return combineHashes(hashText(recordId), 0x51ed270b)
}

/**
 * The links that take a contact apart: every record of one side is kept from every record of the other, so that no
 * later record can bridge them. Removing the links undoes it.
 *
 * @example
 * ```ts
 * const bans = unmergeLinks(['eshop/1'], ['till/7', 'till/8'])
 * // bans.length is 2
 * ```
 */
export function unmergeLinks(one: readonly string[], other: readonly string[]): readonly MatchLink[] {
  return one.flatMap((a) => other.map((b): MatchLink => ({ kind: 'cannot', a, b })))
}
