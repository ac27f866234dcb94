import type { PairScorer } from './pair-scorer.ts'

/** An edge between two members of a component. */
export interface MatchEdge {
  readonly a: number
  readonly b: number
  readonly weight: number
}

/** What clustering must obey. */
export interface ClusterRules {
  readonly threshold: number
  /** Least mean evidence across the pairs of two groups that are joined, in bits. */
  readonly guard: number
  /** Fields of which a group holds at most so many distinct values. */
  readonly limits: readonly { readonly field: number; readonly most: number }[]
  /** The value of a member in a field; 0 is none. */
  readonly codeOf: (member: number, field: number) => number
  /** Order of members: by content, so that it does not depend on when they came. */
  readonly compare: (a: number, b: number) => number
  readonly scorer: PairScorer
  /** Pairs that must be together, and pairs that must never be. */
  readonly must: readonly (readonly [number, number])[]
  readonly cannot: readonly (readonly [number, number])[]
}

/** Evidence of one pair counts at most this many bits for or against. */
const CLIP = 10

/** Pairs of two groups that are looked at; of larger groups the first members stand for all. */
const MAX_SIDE = 24

/** A component larger than this is first taken apart by a higher threshold. */
export const MAX_COMPONENT = 400

/** No component is raised beyond this; what is still together agrees in nearly everything, or was linked by hand. */
const MAX_THRESHOLD = 64

/** Bits by which the threshold rises for a component that is too large. */
const RAISE = 2

/**
 * Puts the members of one component into groups: the strongest edge first; two groups join only where the mean
 * evidence across their pairs is enough and neither a ban nor a limit is broken. The order is total, so that the
 * groups are a function of the component alone.
 */
export function clusterComponent(
  members: readonly number[],
  edges: readonly MatchEdge[],
  rules: ClusterRules,
): readonly (readonly number[])[] {
  if (members.length === 1) return [members]
  if (members.length === 2 && rules.must.length === 0 && rules.cannot.length === 0) {
    return clusterTwo(members[0] as number, members[1] as number, rules)
  }
  if (members.length > MAX_COMPONENT && rules.threshold < MAX_THRESHOLD) {
    const raised = { ...rules, threshold: rules.threshold + RAISE }
    const kept = edges.filter((edge) => edge.weight >= raised.threshold)
    const forced = rules.must.map(([a, b]): MatchEdge => ({ a, b, weight: Number.POSITIVE_INFINITY }))
    return componentsOf(members, [...kept, ...forced]).flatMap((part) =>
      clusterComponent(
        part.members,
        part.edges.filter(({ weight }) => weight !== Number.POSITIVE_INFINITY),
        raised,
      ),
    )
  }
  return guarded(members, edges, rules)
}

/** What {@link guarded} does for the commonest component: two members and their edge. */
function clusterTwo(a: number, b: number, rules: ClusterRules): readonly (readonly number[])[] {
  const [one, two] = rules.compare(a, b) < 0 ? [a, b] : [b, a]
  const isBeyondLimit = rules.limits.some(({ field, most }) => {
    const codeOne = rules.codeOf(one, field)
    const codeTwo = rules.codeOf(two, field)
    return most < 2 && codeOne !== 0 && codeTwo !== 0 && codeOne !== codeTwo
  })
  if (isBeyondLimit || meanEvidence([one], [two], rules) < rules.guard) return [[one], [two]]
  return [[one, two]]
}

/** The connected components of a graph. */
function componentsOf(
  members: readonly number[],
  edges: readonly MatchEdge[],
): readonly { readonly members: readonly number[]; readonly edges: readonly MatchEdge[] }[] {
  const place = new Map(members.map((member, index) => [member, index]))
  const parents = Int32Array.from(members, (_, index) => index)
  for (const { a, b } of edges) {
    const one = rootOf(parents, place.get(a) as number)
    const two = rootOf(parents, place.get(b) as number)
    if (one !== two) parents[Math.max(one, two)] = Math.min(one, two)
  }
  const parts = new Map<number, { members: number[]; edges: MatchEdge[] }>()
  members.forEach((member, index) => {
    const root = rootOf(parents, index)
    const part = parts.get(root)
    if (part === undefined) parts.set(root, { members: [member], edges: [] })
    else part.members.push(member)
  })
  for (const edge of edges) parts.get(rootOf(parents, place.get(edge.a) as number))!.edges.push(edge)
  return [...parts.values()]
}

/** The representative of an element in a forest of parents; paths are halved on the way. */
export function rootOf(parents: Int32Array, element: number): number {
  let at = element
  while (parents[at] !== at) {
    const up = parents[parents[at] as number] as number
    parents[at] = up
    at = up
  }
  return at
}

interface Cluster {
  readonly members: number[]
  /** Distinct values per limited field. */
  readonly held: Set<number>[]
}

function guarded(
  members: readonly number[],
  edges: readonly MatchEdge[],
  rules: ClusterRules,
): readonly (readonly number[])[] {
  const sorted = [...members].sort(rules.compare)
  const place = new Map(sorted.map((member, index) => [member, index]))
  const parents = Int32Array.from(sorted, (_, index) => index)
  const enemies = new Map<number, Set<number>>()
  const clusters: Cluster[] = sorted.map((member) => ({
    members: [member],
    held: rules.limits.map(({ field }) => {
      const code = rules.codeOf(member, field)
      return new Set(code === 0 ? [] : [code])
    }),
  }))
  const ban = (a: number, b: number): void => {
    for (const [from, to] of [[a, b] as const, [b, a] as const]) {
      const known = enemies.get(from)
      if (known === undefined) enemies.set(from, new Set([to]))
      else known.add(to)
    }
  }
  for (const [a, b] of rules.cannot) {
    const one = place.get(a)
    const two = place.get(b)
    if (one !== undefined && two !== undefined) ban(one, two)
  }
  const join = (one: number, two: number): void => {
    const [into, from] = one < two ? [one, two] : [two, one]
    const winner = clusters[into]!
    const loser = clusters[from]!
    winner.members.push(...loser.members)
    winner.members.sort(rules.compare)
    winner.held.forEach((values, index) => {
      for (const value of loser.held[index]!) values.add(value)
    })
    parents[from] = into
    for (const enemy of enemies.get(from) ?? []) {
      enemies.get(enemy)?.delete(from)
      ban(into, enemy)
    }
    enemies.delete(from)
  }
  for (const [a, b] of rules.must) {
    const one = place.get(a)
    const two = place.get(b)
    if (one === undefined || two === undefined) continue
    const [rootA, rootB] = [rootOf(parents, one), rootOf(parents, two)]
    if (rootA !== rootB && enemies.get(rootA)?.has(rootB) !== true) join(rootA, rootB)
  }

  const ranked = edges
    .map(({ a, b, weight }) => {
      const one = place.get(a) as number
      const two = place.get(b) as number
      return { low: Math.min(one, two), high: Math.max(one, two), weight }
    })
    .sort((x, y) => y.weight - x.weight || x.low - y.low || x.high - y.high)
  const refusedAt = new Map<number, number>()
  for (const { low, high } of ranked) {
    const one = rootOf(parents, low)
    const two = rootOf(parents, high)
    if (one === two || enemies.get(one)?.has(two) === true) continue
    const clusterOne = clusters[one]!
    const clusterTwo = clusters[two]!
    const key = Math.min(one, two) * sorted.length + Math.max(one, two)
    const sizes = clusterOne.members.length + clusterTwo.members.length
    if (refusedAt.get(key) === sizes) continue
    if (
      breaksLimit(clusterOne, clusterTwo, rules) ||
      meanEvidence(clusterOne.members, clusterTwo.members, rules) < rules.guard
    ) {
      refusedAt.set(key, sizes)
      continue
    }
    join(one, two)
  }
  const groups: (readonly number[])[] = []
  for (let index = 0; index < sorted.length; index++) {
    if (parents[index] === index) groups.push(clusters[index]!.members)
  }
  return groups
}

function breaksLimit(one: Cluster, two: Cluster, rules: ClusterRules): boolean {
  return rules.limits.some(({ most }, index) => {
    const held = one.held[index]!
    if (held.size + two.held[index]!.size <= most) return false
    let more = 0
    for (const value of two.held[index]!) if (!held.has(value)) more++
    return held.size + more > most && more > 0 && held.size > 0
  })
}

/** Over the pairs that have anything to compare. */
function meanEvidence(one: readonly number[], two: readonly number[], rules: ClusterRules): number {
  let sum = 0
  let pairs = 0
  const ones = Math.min(one.length, MAX_SIDE)
  const twos = Math.min(two.length, MAX_SIDE)
  for (let i = 0; i < ones; i++) {
    for (let j = 0; j < twos; j++) {
      const { evidence, comparable } = rules.scorer.of(one[i] as number, two[j] as number)
      if (!comparable) continue
      pairs++
      sum += evidence > CLIP ? CLIP : Math.max(evidence, -CLIP)
    }
  }
  return pairs === 0 ? 0 : sum / pairs
}
