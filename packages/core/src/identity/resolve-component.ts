import { ClienteleError } from '../errors.ts'
import { compareText } from './compare-text.ts'
import { type CompiledIdentifierType, compileIdentifierTypes } from './identifier-types.ts'
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

/** Bits that a verified claim adds to its type's weight, so that what a source checked joins first. */
const VERIFIED_BITS = 1

interface Member {
  readonly recordId: string
  readonly observedAt: number
  readonly claims: readonly Claim[]
}

interface Claim {
  readonly value: Value
  readonly verified: boolean
}

interface Value {
  readonly type: CompiledIdentifierType
  readonly value: string
  readonly members: number[]
  generic: boolean
  /** A record of each group that has this value, by order of arrival at the value. */
  readonly holders: number[]
}

interface Edge {
  readonly kind: 'must' | 'probable' | 'identifier'
  readonly weight: number
  readonly at: number
  readonly first: number
  /** The other record of a link; -1 for a claim. */
  readonly second: number
  readonly claim: Value | undefined
  readonly reason: string | undefined
}

interface Group {
  strong: boolean
  /** Distinct values of each limited type. */
  limited: Map<CompiledIdentifierType, Set<string>> | undefined
  enemies: Set<number> | undefined
}

type Refusal = { readonly because: 'cannot' | 'limit' | 'twoPeople'; readonly limitOf?: string | undefined }

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
    const rootA = find(parents, a)
    const rootB = find(parents, b)
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
    const root = find(parents, index)
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
        find(parents, idOf.get(link.a)!) !== find(parents, idOf.get(link.b)!) || link.because === 'generic',
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
  const root = find(parents, edge.first)
  for (const holder of value.holders) if (find(parents, holder) === root) return
  for (const holder of value.holders) if (tryToJoin(holder, edge.first, edge)) return
  if (value.holders.length < MAX_RIVALS) value.holders.push(edge.first)
}

function readMembers(
  facts: readonly IdentityFact[],
  types: ReadonlyMap<string, CompiledIdentifierType>,
  values: Value[],
): readonly Member[] {
  const merged = new Map<string, { observedAt: number; claims: IdentityFact['claims'][number][] }>()
  for (const fact of facts) {
    const same = merged.get(fact.recordId)
    if (same === undefined)
      merged.set(fact.recordId, { observedAt: fact.observedAt, claims: [...fact.claims] })
    else {
      same.observedAt = Math.min(same.observedAt, fact.observedAt)
      same.claims.push(...fact.claims)
    }
  }
  const sorted = [...merged].sort(
    ([idA, a], [idB, b]) => a.observedAt - b.observedAt || compareText(idA, idB),
  )
  const known = new Map<string, Value>()
  return sorted.map(([recordId, { observedAt, claims }], index): Member => {
    const own = new Map<Value, boolean>()
    for (const claim of claims) {
      const type = types.get(claim.type)
      if (type === undefined) continue
      const key = `${claim.type}\u0000${claim.value}`
      let value = known.get(key)
      if (value === undefined) {
        if (type.isBlocked(claim.value)) continue
        value = { type, value: claim.value, members: [], generic: false, holders: [] }
        known.set(key, value)
        values.push(value)
      }
      if (!own.has(value)) value.members.push(index)
      own.set(value, (own.get(value) ?? false) || claim.verified === true)
    }
    return { recordId, observedAt, claims: [...own].map(([value, verified]) => ({ value, verified })) }
  })
}

/**
 * Does the value go with more distinct people than its type allows? A record speaks for the person of its heaviest
 * strong or limited identifier other than the value itself.
 */
function isGeneric(value: Value, members: readonly Member[]): boolean {
  if (value.members.length <= value.type.maxContacts) return false
  const people = new Set<Value>()
  for (const index of value.members) {
    let heaviest: Value | undefined
    for (const { value: other } of members[index]!.claims) {
      if (other === value || !(other.type.strong || other.type.limit < Number.POSITIVE_INFINITY)) continue
      if (heaviest === undefined || compareValues(other, heaviest) < 0) heaviest = other
    }
    if (heaviest !== undefined) people.add(heaviest)
  }
  return people.size > value.type.maxContacts
}

function compareValues(a: Value, b: Value): number {
  return (
    b.type.weight - a.type.weight || compareText(a.type.type, b.type.type) || compareText(a.value, b.value)
  )
}

function groupOf(member: Member): Group {
  const group: Group = { strong: false, limited: undefined, enemies: undefined }
  for (const { value } of member.claims) {
    if (value.generic) continue
    if (value.type.strong) group.strong = true
    if (value.type.limit < Number.POSITIVE_INFINITY) {
      group.limited ??= new Map()
      const held = group.limited.get(value.type)
      if (held === undefined) group.limited.set(value.type, new Set([value.value]))
      else held.add(value.value)
    }
  }
  return group
}

function readLinks(
  links: readonly IdentityLink[],
  members: readonly Member[],
  groups: readonly Group[],
): Edge[] {
  const edges: Edge[] = []
  if (links.length === 0) return edges
  const indexOf = new Map(members.map((member, index) => [member.recordId, index]))
  const decided = new Map<string, 'must' | 'cannot'>()
  const seen = new Set<string>()
  for (const link of links) {
    const x = indexOf.get(link.a)
    const y = indexOf.get(link.b)
    if (x === undefined || y === undefined || x === y) continue
    const first = Math.min(x, y)
    const second = Math.max(x, y)
    if (link.kind !== 'probable') {
      const pair = `${first} ${second}`
      const before = decided.get(pair)
      if (before !== undefined && before !== link.kind) {
        throw new ClienteleError(
          'LINK_CONFLICT',
          'Expected one decision per pair of records; a pair is both "must" and "cannot". Remove one of the two links.',
          { details: { a: link.a, b: link.b } },
        )
      }
      decided.set(pair, link.kind)
    }
    if (link.kind === 'cannot') {
      groups[first]!.enemies = (groups[first]!.enemies ?? new Set()).add(second)
      groups[second]!.enemies = (groups[second]!.enemies ?? new Set()).add(first)
      continue
    }
    const weight = link.kind === 'must' ? 0 : (link.weight ?? 0)
    if (link.kind === 'probable' && !(weight > 0)) continue
    // A link that is delivered again would be refused, and reported, again.
    const key = `${link.kind} ${first} ${second} ${weight} ${link.reason}`
    if (seen.has(key)) continue
    seen.add(key)
    const at = Math.min(members[first]!.observedAt, members[second]!.observedAt)
    edges.push({ kind: link.kind, weight, at, first, second, claim: undefined, reason: link.reason })
  }
  return edges
}

function addClaimEdges(
  values: readonly Value[],
  members: readonly Member[],
  edges: Edge[],
  refused: RefusedLink[],
): void {
  for (const value of values) {
    if (value.members.length < 2) continue
    if (value.generic) {
      refused.push({
        kind: 'identifier',
        a: members[value.members[0]!]!.recordId,
        b: members[value.members[1]!]!.recordId,
        because: 'generic',
        type: value.type.type,
      })
      continue
    }
    for (const index of value.members) {
      const member = members[index]!
      const verified = member.claims.some((claim) => claim.value === value && claim.verified)
      edges.push({
        kind: 'identifier',
        weight: value.type.weight + (verified ? VERIFIED_BITS : 0),
        at: member.observedAt,
        first: index,
        second: -1,
        claim: value,
        reason: undefined,
      })
    }
  }
}

function compareEdges(a: Edge, b: Edge, members: readonly Member[]): number {
  if (a.kind !== b.kind && (a.kind === 'must' || b.kind === 'must')) return a.kind === 'must' ? -1 : 1
  if (a.weight !== b.weight) return b.weight - a.weight
  if (a.at !== b.at) return a.at - b.at
  if (a.first !== b.first) return compareText(members[a.first]!.recordId, members[b.first]!.recordId)
  if (a.second !== b.second) return a.second - b.second
  if (a.claim !== undefined && b.claim !== undefined) return compareValues(a.claim, b.claim)
  return compareText(a.reason ?? '', b.reason ?? '')
}

function whyNot(a: Group, b: Group, rootB: number, edge: Edge): Refusal | undefined {
  if (a.enemies?.has(rootB)) return { because: 'cannot' }
  if (edge.kind === 'must') return undefined
  if (edge.claim !== undefined && !edge.claim.type.mergesStrong && a.strong && b.strong) {
    return { because: 'twoPeople' }
  }
  if (a.limited === undefined || b.limited === undefined) return undefined
  let broken: string | undefined
  for (const [type, mine] of a.limited) {
    const theirs = b.limited.get(type)
    if (theirs === undefined) continue
    const [small, large] = mine.size < theirs.size ? [mine, theirs] : [theirs, mine]
    let united = large.size
    for (const value of small) if (!large.has(value)) united++
    // A must link may have gone over the limit before; what adds nothing to that is no further breach.
    if (united > Math.max(type.limit, large.size) && (broken === undefined || type.type < broken))
      broken = type.type
  }
  return broken === undefined ? undefined : { because: 'limit', limitOf: broken }
}

function absorb(groups: readonly Group[], into: number, from: number): void {
  const target = groups[into]!
  const source = groups[from]!
  target.strong ||= source.strong
  if (source.limited !== undefined) {
    target.limited ??= new Map()
    for (const [type, values] of source.limited) {
      const held = target.limited.get(type)
      if (held === undefined) target.limited.set(type, values)
      else for (const value of values) held.add(value)
    }
  }
  if (source.enemies === undefined) return
  target.enemies ??= new Set()
  for (const enemy of source.enemies) {
    target.enemies.add(enemy)
    const other = groups[enemy]!.enemies!
    other.delete(from)
    other.add(into)
  }
}

function find(parents: number[], index: number): number {
  let root = index
  while (parents[root] !== root) root = parents[root]!
  let walker = index
  while (parents[walker] !== root) {
    const next = parents[walker]!
    parents[walker] = root
    walker = next
  }
  return root
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
