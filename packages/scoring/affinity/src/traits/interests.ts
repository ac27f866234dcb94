import type { FadingPoints } from '../affinity-options.ts'
import { fade } from '../fade.ts'
import { type ItemKind, itemOf, itemsOf } from '../items-of.ts'
import type { Shopper } from '../shopper.ts'

/** How much of one contact's interest goes to one item, with what it was computed from. */
export interface Interest {
  readonly item: string
  /** Points of orders and actions, faded. */
  readonly points: number
  /** Part of all points of the contact, 0 to 1. */
  readonly share: number
  /** Valid orders with the item. */
  readonly orders: number
  /** Actions about it. */
  readonly actions: number
  /** The last order or action, epoch ms. */
  readonly lastAt: number
}

interface Sum {
  points: number
  orders: number
  actions: number
  lastAt: number
}

/** Ranks a contact's items: most points first, ties by the latest, then by name. An item counts once per order. */
export function interestsOf(
  { baskets, actions }: Shopper,
  kind: ItemKind,
  fading: FadingPoints,
  at: number,
): readonly Interest[] {
  const sums = new Map<string, Sum>()
  let total = 0
  const add = (item: string, points: number, when: number): Sum => {
    const faded = points * fade(when, at, fading.halfLifeDays)
    const sum = sums.get(item) ?? { points: 0, orders: 0, actions: 0, lastAt: when }
    sum.points += faded
    sum.lastAt = Math.max(sum.lastAt, when)
    total += faded
    sums.set(item, sum)
    return sum
  }
  for (const basket of baskets)
    for (const item of itemsOf([basket], kind)) add(item, fading.order, basket.at).orders++
  for (const action of actions) {
    const points = own(fading.events, action.name)
    const item = itemOf(action, kind)
    if (points !== undefined && item !== undefined) add(item, points, action.at).actions++
  }
  return [...sums]
    .map(([item, sum]) => ({ item, ...sum, share: total === 0 ? 0 : sum.points / total }))
    .sort(
      (left, right) =>
        right.points - left.points || right.lastAt - left.lastAt || (left.item < right.item ? -1 : 1),
    )
}

/** Points of an event, if it has any. */
export function own(points: FadingPoints['events'], name: string): number | undefined {
  return Object.hasOwn(points, name) ? points[name] : undefined
}
