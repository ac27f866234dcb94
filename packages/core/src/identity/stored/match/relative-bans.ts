import { rootOf } from '../../match/cluster.ts'
import { resolveComponent } from '../../resolve-component.ts'
import type { IdentifierType, IdentityFact, IdentityLink } from '../../types.ts'

/**
 * The bans that keep relatives apart, but for those between groups that a person said are one: what people decide wins
 * over what is found.
 */
export function relativeBans(
  relatives: readonly (readonly [string, string])[],
  facts: readonly IdentityFact[],
  decisions: readonly IdentityLink[],
  types: readonly IdentifierType[],
): readonly IdentityLink[] {
  const bans = relatives.map(
    ([a, b]): IdentityLink => ({ kind: 'cannot', a, b, reason: 'two members of one household' }),
  )
  const must = decisions.filter(({ kind }) => kind === 'must')
  if (bans.length === 0 || must.length === 0) return bans
  const others = decisions.filter(({ kind }) => kind !== 'must')
  const { groups } = resolveComponent(facts, [...others, ...bans], types)
  const groupOf = new Map(
    groups.flatMap(({ recordIds }, group) => recordIds.map((recordId) => [recordId, group] as const)),
  )
  const parents = Int32Array.from(groups, (_, group) => group)
  const rootOfRecord = (recordId: string): number => rootOf(parents, groupOf.get(recordId)!)
  for (const { a, b } of must) {
    if (!groupOf.has(a) || !groupOf.has(b)) continue
    const [one, two] = [rootOfRecord(a), rootOfRecord(b)]
    if (one !== two) parents[Math.max(one, two)] = Math.min(one, two)
  }
  return bans.filter(({ a, b }) => rootOfRecord(a) !== rootOfRecord(b))
}
