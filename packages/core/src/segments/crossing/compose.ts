import type { Condition } from '../../conditions/ast.ts'

/** A segment by its id, or a condition. */
export type Audience = string | Condition

/** Those who are in one of the audiences, at least. */
export function unionOf(...audiences: readonly Audience[]): Condition {
  return { any: audiences.map(conditionOf) }
}

/** Those who are in every one of the audiences. */
export function intersectionOf(...audiences: readonly Audience[]): Condition {
  return { all: audiences.map(conditionOf) }
}

/**
 * Those who are in the first audience and in none of the others.
 *
 * @example
 * ```ts
 * import { type Clientele, differenceOf } from '@clientele/core'
 *
 * const lapsed = (clientele: Clientele) => clientele.segments.count(differenceOf('buyers', 'active', 'press'))
 * ```
 */
export function differenceOf(audience: Audience, ...without: readonly Audience[]): Condition {
  return { all: [conditionOf(audience), { not: unionOf(...without) }] }
}

function conditionOf(audience: Audience): Condition {
  return typeof audience === 'string' ? { segment: audience } : audience
}
