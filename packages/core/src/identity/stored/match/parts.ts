import { type MatchEdge, rootOf } from '../../match/cluster.ts'

/** Two rows. */
export type RowPair = readonly [number, number]

/** Rows that hang together, with all that is between them. */
export interface Part {
  readonly rows: number[]
  readonly edges: MatchEdge[]
  readonly must: RowPair[]
  readonly cannot: RowPair[]
}

/** What hangs together by edges and groups. */
export function partsOf(
  rows: readonly number[],
  edges: readonly MatchEdge[],
  { must, cannot }: { readonly must: readonly RowPair[]; readonly cannot: readonly RowPair[] },
): Iterable<Part> {
  const place = new Map(rows.map((row, index) => [row, index]))
  const parents = Int32Array.from(rows, (_, index) => index)
  const rootOfRow = (row: number): number => rootOf(parents, place.get(row)!)
  const unite = (a: number, b: number): void => {
    const [one, two] = [rootOfRow(a), rootOfRow(b)]
    if (one !== two) parents[Math.max(one, two)] = Math.min(one, two)
  }
  for (const { a, b } of edges) unite(a, b)
  for (const [a, b] of must) unite(a, b)
  const parts = new Map<number, Part>()
  rows.forEach((row, index) => {
    const root = rootOf(parents, index)
    const part = parts.get(root)
    if (part === undefined) parts.set(root, { rows: [row], edges: [], must: [], cannot: [] })
    else part.rows.push(row)
  })
  for (const edge of edges) parts.get(rootOfRow(edge.a))!.edges.push(edge)
  for (const pair of must) parts.get(rootOfRow(pair[0]))!.must.push(pair)
  for (const pair of cannot) {
    const root = rootOfRow(pair[0])
    // A ban between two parts says nothing.
    if (root === rootOfRow(pair[1])) parts.get(root)!.cannot.push(pair)
  }
  return parts.values()
}

/** Of edges in order, those that are needed to hold groups together. */
export function treeOf(
  edges: readonly MatchEdge[],
  groupOfRow: (row: number) => number,
): readonly MatchEdge[] {
  const parents = new Map<number, number>()
  const rootOfGroup = (group: number): number => {
    let root = group
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up
    return root
  }
  return edges.filter(({ a, b }) => {
    const [one, two] = [rootOfGroup(groupOfRow(a)), rootOfGroup(groupOfRow(b))]
    if (one === two) return false
    parents.set(Math.max(one, two), Math.min(one, two))
    return true
  })
}
