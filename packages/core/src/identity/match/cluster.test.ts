import { describe, expect, it } from 'vitest'
import { type ClusterRules, clusterComponent, MAX_COMPONENT, type MatchEdge } from './cluster.ts'
import type { PairScorer } from './pair-scorer.ts'

/** Rules under which pairs have the evidence of their edge, or what `between` says. */
function rulesOf(
  edges: readonly MatchEdge[],
  between: number,
  rest: Partial<ClusterRules> = {},
): ClusterRules {
  const weights = new Map(
    edges.flatMap(({ a, b, weight }) => [
      [`${a} ${b}`, weight],
      [`${b} ${a}`, weight],
    ]),
  )
  const of = (a: number, b: number): { evidence: number; comparable: boolean } => ({
    evidence: weights.get(`${a} ${b}`) ?? between,
    comparable: true,
  })
  return {
    threshold: 2,
    guard: 6,
    limits: [],
    codeOf: () => 0,
    compare: (a, b) => a - b,
    scorer: { of } as unknown as PairScorer,
    must: [],
    cannot: [],
    ...rest,
  }
}

const chain: readonly MatchEdge[] = [
  { a: 1, b: 2, weight: 10 },
  { a: 2, b: 3, weight: 9 },
]

describe('clusterComponent', () => {
  it('follows a chain whose ends agree', () => {
    expect(clusterComponent([1, 2, 3], chain, rulesOf(chain, 8))).toEqual([[1, 2, 3]])
  })

  it('breaks a chain whose ends do not, at its weakest edge', () => {
    expect(clusterComponent([1, 2, 3], chain, rulesOf(chain, -10))).toEqual([[1, 2], [3]])
  })

  it('keeps a ban of one member for all of its group', () => {
    const rules = rulesOf(chain, 8, { cannot: [[1, 3]] })
    expect(clusterComponent([1, 2, 3], chain, rules)).toEqual([[1, 2], [3]])
    const linked = rulesOf(chain, 8, { must: [[2, 3]], cannot: [[1, 3]] })
    expect(clusterComponent([1, 2, 3], chain, linked)).toEqual([[1], [2, 3]])
  })

  it('holds limits over the whole group, strongest edge first', () => {
    const rules = rulesOf(chain, 8, {
      limits: [{ field: 0, most: 1 }],
      codeOf: (row) => (row === 2 ? 0 : row),
    })
    expect(clusterComponent([3, 1, 2], chain, rules)).toEqual([[1, 2], [3]])
  })

  it('takes a component that is too large apart by a higher threshold, and loses nobody', () => {
    const members = Array.from({ length: MAX_COMPONENT + 100 }, (_, index) => index)
    const edges = members.slice(1).map((b): MatchEdge => ({ a: b - 1, b, weight: b % 50 === 0 ? 3 : 12 }))
    const groups = clusterComponent(members, edges, rulesOf(edges, 9))
    expect(groups.flat().sort((a, b) => a - b)).toEqual(members)
    expect(groups).toHaveLength(10)
  })
})
