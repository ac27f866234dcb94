import { type AffinityOptions, type AffinityRules, rulesOf } from './affinity-options.ts'
import type { Association } from './associations/association.ts'
import type { CrossSell } from './associations/cross-sell.ts'
import { nextBest } from './associations/next-best.ts'
import { type ItemKind, itemsOf } from './items-of.ts'
import type { AffinityModel } from './model.ts'
import type { Shopper } from './shopper.ts'
import { type Activity, activityOf, pointsOf } from './traits/activity.ts'
import { type Availability, availabilityOf } from './traits/best-hour.ts'
import { type ContactChannel, contactChannelOf } from './traits/contact-channel.ts'
import { type Decision, decisionOf } from './traits/decision.ts'
import { type Interest, interestsOf } from './traits/interests.ts'
import { type PriceSensitivity, priceOf } from './traits/prices.ts'
import { type PromotionSensitivity, promotionOf } from './traits/promotion.ts'
import { type PurchaseChannel, purchaseChannelOf } from './traits/purchase-channel.ts'

/** An item of a contact's ranking beside its place in the base. */
export interface RankedInterest extends Interest {
  /** Share of the contact over the share of the base: above 1 it likes the item more than others do. */
  readonly index: number
}

/** What one contact likes and how it buys, each part with what it was computed from. */
export interface AffinityScore {
  readonly contactId: string
  /** Best first; empty when nothing is known. */
  readonly categories: readonly RankedInterest[]
  readonly products: readonly RankedInterest[]
  /** The rule that names the next product; `undefined`: no rule leads to one that the contact does not own. */
  readonly nextProduct: Association | undefined
  readonly nextCategory: Association | undefined
  /** The best cross-sale for the category of the first order that the contact has not bought yet. */
  readonly crossSell: CrossSell | undefined
  readonly promotion: PromotionSensitivity
  readonly price: PriceSensitivity
  readonly purchaseChannel: PurchaseChannel
  readonly contactChannel: ContactChannel
  readonly engagement: Activity
  readonly intent: Activity
  readonly availability: Availability
  readonly decision: Decision
  /** Valid orders and actions that were read. */
  readonly orders: number
  readonly actions: number
}

/** Items of a ranking that a score carries. */
const RANKING = 10

/**
 * Reads contacts against a model, one at a time.
 *
 * @throws `INVALID_OPTIONS` without a reference date
 */
export function affinityWith(
  model: AffinityModel,
  options: AffinityOptions,
): (shopper: Shopper) => AffinityScore {
  const rules = rulesOf(options)
  return (shopper) => {
    const { baskets } = shopper
    const owned = { product: itemsOf(baskets, 'product'), category: itemsOf(baskets, 'category') }
    return {
      contactId: shopper.contactId,
      categories: ranked(shopper, 'category', model, rules),
      products: ranked(shopper, 'product', model, rules),
      nextProduct: nextBest(owned.product, model.product.byContact),
      nextCategory: nextBest(owned.category, model.category.byContact),
      crossSell: crossSellOf(shopper, owned.category, model),
      promotion: promotionOf(shopper, rules.minimumOrders),
      price: priceOf(shopper, model.prices, rules.minimumOrders),
      purchaseChannel: purchaseChannelOf(shopper),
      contactChannel: contactChannelOf(shopper, rules),
      engagement: activityOf(pointsOf(shopper, rules.engagement, rules.at), model.engagement),
      intent: activityOf(pointsOf(shopper, rules.intent, rules.at), model.intent),
      availability: availabilityOf(shopper, rules),
      decision: decisionOf(shopper, rules.minimumOrders),
      orders: baskets.length,
      actions: shopper.actions.length,
    }
  }
}

function ranked(
  shopper: Shopper,
  kind: ItemKind,
  model: AffinityModel,
  rules: AffinityRules,
): readonly RankedInterest[] {
  return interestsOf(shopper, kind, rules.interest, rules.at)
    .slice(0, RANKING)
    .map((interest) => {
      const share = model[kind].shares.get(interest.item) ?? 0
      return { ...interest, index: share === 0 ? 0 : interest.share / share }
    })
}

function crossSellOf(
  { baskets }: Shopper,
  owned: ReadonlySet<string>,
  { crossSell }: AffinityModel,
): CrossSell | undefined {
  let best: CrossSell | undefined
  for (const first of itemsOf(baskets.slice(0, 1), 'category')) {
    const sale = crossSell.get(first)?.find(({ item }) => !owned.has(item))
    if (sale !== undefined && (best === undefined || sale.rate > best.rate)) best = sale
  }
  return best
}
