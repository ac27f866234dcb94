import { addClaimEdges, compareEdges, type Edge, readLinks } from './component/edges.ts'
import { findRoot } from './component/find-root.ts'
import { absorb, groupOf, whyNot } from './component/groups.ts'
import { isGeneric, readMembers, type Value } from './component/members.ts'
import { compileIdentifierTypes } from './identifier-types.ts'
import type {
  ComponentResolution,
  IdentifierType,
  IdentityFact,
  IdentityLink,
  MatchReason,
  RefusedLink,
  ResolvedGroup,
} from './types.ts'

/** How many groups that cannot be joined one value remembers; it bounds the work on a value that all share. */
const MAX_RIVALS = 64

/**
 * Puts the records of a connected component together into contacts, from their identifiers and links.
 *
 * It is a pure function of the set of facts and links: neither order nor repetition matters. Edges are taken by
 * a total order: `must` links, then by weight (heaviest first), then by earliest `observedAt`, then by record id,
 * type and value. An edge is refused where it would break a ban (inherited by groups), a type's limit, or would
 * join two groups that both hold a strong identifier through a type that may not. A `must` link may break limits,
 * never a ban. Records that share nothing never influence each other, so that a component alone gives what
 * the whole base would.
 *
 * A value costs one edge per record, not one per pair of records.
 *
 * @throws {@link ClienteleError} `LINK_CONFLICT` where one pair of records has a `must` and a `cannot` link.
 */
export function resolveComponent(
  facts: readonly IdentityFact[],
  links: readonly IdentityLink[],
  types: readonly IdentifierType[],
): ComponentResolution {
  if (facts.length === 1 && links.length === 0) {
    return { groups: [{ recordIds: [facts[0]!.recordId], reasons: [] }], refused: [] }
  }
  const values: Value[] = []
  const members = readMembers(facts, compileIdentifierTypes(types), values)
  for (const value of values) value.generic = isGeneric(value, members)

  const groups = members.map(groupOf)
  const edges = readLinks(links, members, groups)
  const refused: RefusedLink[] = []
  addClaimEdges(values, members, edges, refused)
  edges.sort((a, b) => compareEdges(a, b, members))

  const parents = members.map((_, index) => index)
  const sizes = members.map(() => 1)
  const reasons: MatchReason[][] = members.map(() => [])

  const tryToJoin = (a: number, b: number, edge: Edge): boolean => {
    const rootA = findRoot(parents, a)
    const rootB = findRoot(parents, b)
    if (rootA === rootB) return true
    const refusal = whyNot(groups[rootA]!, groups[rootB]!, rootB, edge)
    if (refusal !== undefined) {
      refused.push({
        kind: edge.kind,
        a: members[a]!.recordId,
        b: members[b]!.recordId,
        type: edge.claim?.type.type,
        ...refusal,
      })
      return false
    }
    const [into, from] = sizes[rootA]! >= sizes[rootB]! ? [rootA, rootB] : [rootB, rootA]
    parents[from] = into
    sizes[into] = sizes[into]! + sizes[from]!
    absorb(groups, into, from)
    const kept = reasons[into]!
    for (const reason of reasons[from]!) kept.push(reason)
    kept.push(reasonOf(edge, members[a]!.recordId, members[b]!.recordId))
    return true
  }

  for (const edge of edges) {
    if (edge.claim === undefined) tryToJoin(edge.first, edge.second, edge)
    else followClaim(edge, edge.claim, parents, tryToJoin)
  }

  const byRoot = new Map<number, number[]>()
  for (let index = 0; index < members.length; index++) {
    const root = findRoot(parents, index)
    const list = byRoot.get(root)
    if (list === undefined) byRoot.set(root, [index])
    else list.push(index)
  }
  const idOf = new Map(members.map((member, index) => [member.recordId, index]))
  return {
    // Members are sorted, so the lists and the map come out in the order of the anchors.
    groups: [...byRoot].map(
      ([root, list]): ResolvedGroup => ({
        recordIds: list.map((index) => members[index]!.recordId),
        reasons: reasons[root]!,
      }),
    ),
    refused: refused.filter(
      (link) =>
        findRoot(parents, idOf.get(link.a)!) !== findRoot(parents, idOf.get(link.b)!) ||
        link.because === 'generic',
    ),
  }
}

/** Joins the edge's record with the first group that has the value and may take it. */
function followClaim(
  edge: Edge,
  value: Value,
  parents: number[],
  tryToJoin: (a: number, b: number, edge: Edge) => boolean,
): void {
  const root = findRoot(parents, edge.first)
  for (const holder of value.holders) if (findRoot(parents, holder) === root) return
  for (const holder of value.holders) if (tryToJoin(holder, edge.first, edge)) return
  if (value.holders.length < MAX_RIVALS) value.holders.push(edge.first)
}

function reasonOf(edge: Edge, a: string, b: string): MatchReason {
  if (edge.claim === undefined) return { kind: edge.kind, a, b, weight: edge.weight, reason: edge.reason }
  return {
    kind: 'identifier',
    a,
    b,
    weight: edge.weight,
    type: edge.claim.type.type,
    value: edge.claim.value,
  }
}
