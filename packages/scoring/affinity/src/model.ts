import type { AssociationTable } from './associations/association.ts'
import type { CrossSellTable } from './associations/cross-sell.ts'
import type { ActivitySample } from './traits/activity.ts'
import type { UsualPrices } from './traits/prices.ts'

/** The version of the way scores are computed; every score says it. */
export const AFFINITY_METHOD_VERSION: string = 'affinity-1'

/** The rules of one kind of item. */
export interface ItemModel {
  /** Items that are in one order. */
  readonly byOrder: AssociationTable
  /** Items that one contact bought, be it in several orders: what the next best one follows from. */
  readonly byContact: AssociationTable
  /** Part of all interest in the base that goes to each item, 0 to 1. */
  readonly shares: ReadonlyMap<string, number>
  /** Frequent items that `maximumItems` left out. */
  readonly leftOut: number
}

/** What was learned of a base on one date; held in memory, learned again with each run. */
export interface AffinityModel {
  readonly methodVersion: string
  readonly fittedAt: number
  /** Contacts with a valid order. */
  readonly buyers: number
  readonly orders: number
  readonly product: ItemModel
  readonly category: ItemModel
  /** By the category of the first order. */
  readonly crossSell: CrossSellTable
  readonly prices: UsualPrices
  readonly engagement: ActivitySample
  readonly intent: ActivitySample
}
