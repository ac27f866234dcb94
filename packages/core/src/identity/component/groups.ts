import type { Edge } from './edges.ts'
import type { Group } from './group.ts'
import type { Member } from './members.ts'

/** Why two groups may not be joined. */
export type Refusal = {
  readonly because: 'cannot' | 'limit' | 'twoPeople'
  readonly limitOf?: string | undefined
}

/** The group of one record. */
export function groupOf(member: Member): Group {
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

/** Why an edge may not join two groups; nothing where it may. */
export function whyNot(a: Group, b: Group, rootB: number, edge: Edge): Refusal | undefined {
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

/** Takes what one group may not go against over into another. */
export function absorb(groups: readonly Group[], into: number, from: number): void {
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
