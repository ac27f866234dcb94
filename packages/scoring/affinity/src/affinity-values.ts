import type { JsonObject, Scorer } from '@clientele/core'
import type { AffinityScore } from './affinity-of.ts'
import type { AffinityModel } from './model.ts'

/** Names and kinds of the values of a score, as fields of the contact. */
export const AFFINITY_VALUES: Scorer['values'] = {
  category: 'string',
  categoryShare: 'number',
  categoryIndex: 'number',
  product: 'string',
  productShare: 'number',
  nextProduct: 'string',
  nextProductGiven: 'string',
  nextProductConfidence: 'number',
  nextProductLift: 'number',
  nextCategory: 'string',
  crossSell: 'string',
  crossSellRate: 'number',
  promotion: 'string',
  promotionOrderShare: 'number',
  promotionRevenueShare: 'number',
  discountShare: 'number',
  price: 'string',
  priceIndex: 'number',
  purchaseChannel: 'string',
  purchaseChannelShare: 'number',
  contactChannel: 'string',
  contactChannelFrom: 'string',
  contactChannelRate: 'number',
  engagement: 'number',
  engagementLevel: 'string',
  intent: 'number',
  intentLevel: 'string',
  availability: 'string',
  bestHour: 'number',
  decision: 'string',
  decisionHours: 'number',
  orders: 'number',
  actions: 'number',
  sampleSize: 'number',
  method: 'string',
}

const INSUFFICIENT = 'insufficient_data'

/** A score as flat values; numbers that are not known are absent, words say `insufficient_data`. */
export function affinityValues(score: AffinityScore, model: AffinityModel): JsonObject {
  const { nextProduct, nextCategory, crossSell, promotion, price, contactChannel, availability } = score
  const [category] = score.categories
  const [product] = score.products
  const values = {
    category: category?.item ?? INSUFFICIENT,
    categoryShare: category?.share,
    categoryIndex: category?.index,
    product: product?.item ?? INSUFFICIENT,
    productShare: product?.share,
    nextProduct: nextProduct?.item ?? absentRule(model.product.byContact, score.orders),
    nextProductGiven: nextProduct?.given,
    nextProductConfidence: nextProduct?.confidence,
    nextProductLift: nextProduct?.lift,
    nextCategory: nextCategory?.item ?? absentRule(model.category.byContact, score.orders),
    crossSell: crossSell?.item ?? absentRule(model.crossSell, score.orders),
    crossSellRate: crossSell?.rate,
    promotion: promotion.habit,
    promotionOrderShare: promotion.orderShare,
    promotionRevenueShare: promotion.revenueShare,
    discountShare: promotion.discountShare,
    price: price.level,
    priceIndex: price.index,
    purchaseChannel: score.purchaseChannel.channel,
    purchaseChannelShare: score.purchaseChannel.share,
    contactChannel: contactChannel.channel,
    contactChannelFrom: contactChannel.from,
    contactChannelRate: contactChannel.reactivity.find(({ channel }) => channel === contactChannel.channel)
      ?.rate,
    engagement: score.engagement.score,
    engagementLevel: score.engagement.level,
    intent: score.intent.score,
    intentLevel: score.intent.level,
    availability: availability.bestHour === undefined ? INSUFFICIENT : 'known',
    bestHour: availability.bestHour,
    decision: score.decision.habit,
    decisionHours: score.decision.medianHours,
    orders: score.orders,
    actions: score.actions,
    sampleSize: model.buyers,
    method: model.methodVersion,
  }
  const present: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) present[name] = value
  return present
}

/** Is nothing recommended because there are too few data, or because nothing is left to recommend? */
function absentRule(table: ReadonlyMap<string, unknown>, orders: number): string {
  return table.size === 0 || orders === 0 ? INSUFFICIENT : 'none'
}
