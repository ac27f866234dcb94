import { ClienteleError } from '../../errors.ts'
import { compareText } from '../compare-text.ts'
import type { IdentityLink, RefusedLink } from '../types.ts'
import type { Group } from './group.ts'
import { compareValues, type Member, type Value } from './members.ts'

/** Bits that a verified claim adds to its type's weight, so that what a source checked joins first. */
const VERIFIED_BITS = 1

/** A reason to join records: a link of two, or one record's claim of a value. */
export interface Edge {
  readonly kind: 'must' | 'probable' | 'identifier'
  readonly weight: number
  readonly at: number
  readonly first: number
  /** The other record of a link; -1 for a claim. */
  readonly second: number
  readonly claim: Value | undefined
  readonly reason: string | undefined
}

/** Turns links into edges, and bans into enemies of the groups. */
export function readLinks(
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

/** Adds one edge for each claim of a shared value; a generic value is reported instead. */
export function addClaimEdges(
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

/** The total order in which edges are taken. */
export function compareEdges(a: Edge, b: Edge, members: readonly Member[]): number {
  if (a.kind !== b.kind && (a.kind === 'must' || b.kind === 'must')) return a.kind === 'must' ? -1 : 1
  if (a.weight !== b.weight) return b.weight - a.weight
  if (a.at !== b.at) return a.at - b.at
  if (a.first !== b.first) return compareText(members[a.first]!.recordId, members[b.first]!.recordId)
  if (a.second !== b.second) return a.second - b.second
  if (a.claim !== undefined && b.claim !== undefined) return compareValues(a.claim, b.claim)
  return compareText(a.reason ?? '', b.reason ?? '')
}
