import { compareText } from '../../compare-text.ts'
import { clusterComponent, type MatchEdge } from '../../match/cluster.ts'
import { clusterRules } from '../../match/cluster-rules.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import { resolveComponent } from '../../resolve-component.ts'
import type { ComponentResolution, IdentifierType, IdentityLink, ResolvedGroup } from '../../types.ts'
import { type Component, factsOf } from '../component.ts'
import { limitBans } from './limit-bans.ts'
import { partsOf, type RowPair, treeOf } from './parts.ts'
import { relativeBans } from './relative-bans.ts'
import { relativesOf } from './relatives.ts'
import type { Sheet } from './sheet.ts'

/** What is probable joins after every identifier: its bits are made smaller than any type's weight while it is. */
const LAST = 1e-6

/**
 * Puts the records of a component together: first by identifiers and decisions, as without a matcher; then the groups
 * whose records agree enough, the strongest pair first, where the mean evidence across all their records is
 * enough and no ban and no limit is broken. A function of the component and the model alone.
 */
export function partition(
  component: Component,
  model: IdentityModel,
  version: number,
  sheet: Sheet,
  types: readonly IdentifierType[],
): ComponentResolution {
  const facts = factsOf(component)
  const said = component.links.filter(({ kind }) => kind !== 'probable')
  if (facts.length === 1) return resolveComponent(facts, said, types)
  const rows = new Map<string, number>()
  const recordOf = new Map<number, string>()
  for (const [recordId, record] of component.records) {
    const row = sheet.rowOf(record)
    rows.set(recordId, row)
    if (!recordOf.has(row)) recordOf.set(row, recordId)
  }
  const relatives = relativesOf(facts, (recordId) => rows.get(recordId)!, model, sheet)
  const decisions = [...said, ...relativeBans(relatives, facts, said, types)]
  const known = resolveComponent(facts, decisions, types)
  if (known.groups.length === 1) return known
  const edges = edgesOf([...recordOf.keys()], model, sheet)
  if (edges.length === 0) return known
  const groupOf = new Map<string, number>()
  known.groups.forEach(({ recordIds }, group) => {
    for (const recordId of recordIds) groupOf.set(recordId, group)
  })
  const groupOfRow = (row: number): number => groupOf.get(recordOf.get(row)!)!
  const rowPair = (a: string, b: string): RowPair => [rows.get(a)!, rows.get(b)!]
  const must = known.groups.flatMap(({ recordIds }) =>
    recordIds.slice(1).map((recordId) => rowPair(recordIds[0]!, recordId)),
  )
  const cannot = decisions
    .filter(({ kind, a, b }) => kind === 'cannot' && rows.has(a) && rows.has(b))
    .map(({ a, b }) => rowPair(a, b))
  const claimsOf = new Map(facts.map(({ recordId, claims }) => [recordId, claims]))
  const rules = clusterRules(sheet.store, model, sheet.scorer, [], [])
  const joins: IdentityLink[] = []
  const byWeight = (one: MatchEdge, two: MatchEdge): number =>
    two.weight - one.weight || compareText(nameOf(one), nameOf(two))
  const nameOf = ({ a, b }: MatchEdge): string => [recordOf.get(a)!, recordOf.get(b)!].sort().join()
  for (const part of partsOf([...recordOf.keys()], edges, { must, cannot })) {
    if (part.edges.length === 0) continue
    const groups = [...new Set(part.rows.map(groupOfRow))].map((group) => known.groups[group]!)
    const limits = limitBans(claimsOf, groups, types).map(([a, b]) => rowPair(a, b))
    const clusters = clusterComponent(part.rows, part.edges, {
      ...rules,
      must: part.must,
      cannot: [...part.cannot, ...limits],
    })
    const clusterOf = new Map(
      clusters.flatMap((cluster, index) => cluster.map((row) => [row, index] as const)),
    )
    const isTogether = ({ a, b }: MatchEdge): boolean => clusterOf.get(a) === clusterOf.get(b)
    const inOrder = part.edges.filter(isTogether).sort(byWeight)
    for (const { a, b, weight } of treeOf(inOrder, groupOfRow)) {
      const reason = `model ${version}`
      joins.push({ kind: 'probable', a: recordOf.get(a)!, b: recordOf.get(b)!, weight, reason })
    }
  }
  if (joins.length === 0) return known
  const weak = joins.map((link) => ({ ...link, weight: link.weight! * LAST }))
  const { groups, refused } = resolveComponent(facts, [...decisions, ...weak], types)
  return { groups: groups.map(withFullWeights), refused }
}

function withFullWeights(group: ResolvedGroup): ResolvedGroup {
  return {
    ...group,
    reasons: group.reasons.map((reason) =>
      reason.kind === 'probable' ? { ...reason, weight: reason.weight / LAST } : reason,
    ),
  }
}

/** The pairs of rows that a rule proposes and that agree enough. */
function edgesOf(rows: readonly number[], model: IdentityModel, sheet: Sheet): readonly MatchEdge[] {
  const blocks = new Map<string, number[]>()
  for (const row of rows) {
    sheet.keysOf(row).forEach((key, rule) => {
      if (key === 0) return
      const block = blocks.get(`${rule} ${key}`)
      if (block === undefined) blocks.set(`${rule} ${key}`, [row])
      else block.push(row)
    })
  }
  const seen = new Set<string>()
  const edges: MatchEdge[] = []
  for (const block of blocks.values()) {
    for (let one = 0; one < block.length; one++) {
      for (let two = one + 1; two < block.length; two++) {
        const [x, y] = [block[one] as number, block[two] as number]
        const [a, b] = x < y ? [x, y] : [y, x]
        const pair = `${a} ${b}`
        if (seen.has(pair)) continue
        seen.add(pair)
        const { weight } = sheet.scorer.of(a, b)
        if (weight >= model.threshold) edges.push({ a, b, weight })
      }
    }
  }
  return edges
}
