import { eachRun } from './blocking.ts'
import { type ClusterRules, clusterComponent, type MatchEdge, rootOf } from './cluster.ts'
import { radixOrder } from './radix-order.ts'

/** Edges of the whole base, as columns. */
export interface EdgeColumns {
  readonly a: Int32Array
  readonly b: Int32Array
  readonly weights: Float64Array
}

/** Components between two reports of progress. */
const SLICE = 20_000

/** Clusters every component of a base. The answer is a row's group, named by one of its rows. */
export function* clusterBase(
  rows: number,
  edges: EdgeColumns,
  rules: ClusterRules,
): Generator<number, Int32Array> {
  const parents = Int32Array.from({ length: rows }, (_, row) => row)
  const union = (a: number, b: number): void => {
    const one = rootOf(parents, a)
    const two = rootOf(parents, b)
    if (one !== two) parents[Math.max(one, two)] = Math.min(one, two)
  }
  for (let edge = 0; edge < edges.a.length; edge++) union(edges.a[edge] as number, edges.b[edge] as number)
  for (const [a, b] of rules.must) union(a, b)

  const roots = Int32Array.from({ length: rows }, (_, row) => rootOf(parents, row))
  const edgeRoots = Int32Array.from(edges.a, (row) => roots[row] as number)
  const edgeOrder = radixOrder(edgeRoots)
  const memberOrder = radixOrder(roots)
  const linksOf = linksByRoot(rules, roots)
  const groupOf = Int32Array.from({ length: rows }, (_, row) => row)
  let nextEdge = 0
  let done = 0
  const components: number[] = []
  eachRun(roots, memberOrder, (_, from, to) => {
    if (to - from > 1) components.push(from, to)
  })
  for (let index = 0; index < components.length; index += 2) {
    const members = Array.from(memberOrder.subarray(components[index], components[index + 1]))
    const root = roots[members[0] as number] as number
    const own: MatchEdge[] = []
    while (nextEdge < edgeOrder.length && (edgeRoots[edgeOrder[nextEdge] as number] as number) < root)
      nextEdge++
    for (; nextEdge < edgeOrder.length; nextEdge++) {
      const edge = edgeOrder[nextEdge] as number
      if (edgeRoots[edge] !== root) break
      own.push({
        a: edges.a[edge] as number,
        b: edges.b[edge] as number,
        weight: edges.weights[edge] as number,
      })
    }
    for (const group of clusterComponent(members, own, { ...rules, ...linksOf(root) })) {
      for (const member of group) groupOf[member] = group[0] as number
    }
    done++
    if (done % SLICE === 0) yield index / components.length
  }
  return groupOf
}

type Links = Pick<ClusterRules, 'must' | 'cannot'>

const NO_LINKS: Links = { must: [], cannot: [] }

/** The links of each component: a ban between two components says nothing. */
function linksByRoot(rules: ClusterRules, roots: Int32Array): (root: number) => Links {
  const byRoot = new Map<
    number,
    { must: (readonly [number, number])[]; cannot: (readonly [number, number])[] }
  >()
  for (const kind of ['must', 'cannot'] as const) {
    for (const link of rules[kind]) {
      const root = roots[link[0]] as number
      if (root !== roots[link[1]]) continue
      const known = byRoot.get(root) ?? { must: [], cannot: [] }
      known[kind].push(link)
      byRoot.set(root, known)
    }
  }
  return (root) => byRoot.get(root) ?? NO_LINKS
}
