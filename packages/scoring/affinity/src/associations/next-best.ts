import { type Association, type AssociationTable, byConfidence } from './association.ts'

/**
 * The rule that says best what somebody may take next: the most confident one from an item that is owned to
 * one that is not, among those with a lift above 1; `undefined` where there is none.
 */
export function nextBest(owned: ReadonlySet<string>, table: AssociationTable): Association | undefined {
  let best: Association | undefined
  for (const item of owned) {
    const rule = table.get(item)?.find((one) => one.lift > 1 && !owned.has(one.item))
    if (rule !== undefined && (best === undefined || byConfidence(rule, best) < 0)) best = rule
  }
  return best
}
