import type { AffinityOptions, AffinityRules } from './affinity-options.ts'
import { rulesOf } from './affinity-options.ts'
import { associationsOf } from './associations/association.ts'
import { countItems } from './associations/count-items.ts'
import { countPairs } from './associations/count-pairs.ts'
import { countCrossSales } from './associations/cross-sell.ts'
import { frequentItems } from './associations/frequent-items.ts'
import { type ItemKind, itemsOf } from './items-of.ts'
import { AFFINITY_METHOD_VERSION, type AffinityModel } from './model.ts'
import type { Shopper } from './shopper.ts'
import { pointsOf, sampleActivity } from './traits/activity.ts'
import { interestsOf } from './traits/interests.ts'
import { learnPrices } from './traits/prices.ts'

/**
 * Learns rules, usual prices and levels from a base that is read twice as a stream: once for what is frequent, once
 * for the pairs. Memory grows with the catalogue, with the square of `maximumItems` and by 16 bytes per contact.
 *
 * @throws `INVALID_OPTIONS` without a reference date
 */
export async function fitAffinity(
  read: () => AsyncIterable<Shopper> | Iterable<Shopper>,
  options: AffinityOptions,
): Promise<AffinityModel> {
  const rules = rulesOf(options)
  const { at } = rules
  const singles = { product: countSingles('product', rules), category: countSingles('category', rules) }
  const prices = learnPrices()
  const engagement = sampleActivity(rules.minimumContacts)
  const intent = sampleActivity(rules.minimumContacts)
  let buyers = 0
  let orders = 0
  for await (const shopper of read()) {
    singles.product.add(shopper)
    singles.category.add(shopper)
    prices.add(shopper)
    engagement.add(pointsOf(shopper, rules.engagement, at))
    intent.add(pointsOf(shopper, rules.intent, at))
    orders += shopper.baskets.length
    if (shopper.baskets.length > 0) buyers++
  }
  const pairs = { product: singles.product.finish(), category: singles.category.finish() }
  const crossSales = countCrossSales(pairs.category.frequent)
  for await (const shopper of read()) {
    pairs.product.add(shopper)
    pairs.category.add(shopper)
    const first = itemsOf(shopper.baskets.slice(0, 1), 'category')
    if (first.size > 0) crossSales.add(first, itemsOf(shopper.baskets.slice(1), 'category'))
  }
  return {
    methodVersion: AFFINITY_METHOD_VERSION,
    fittedAt: at,
    buyers,
    orders,
    product: pairs.product.finish(),
    category: pairs.category.finish(),
    crossSell: crossSales.finish(),
    prices: prices.finish(),
    engagement: engagement.finish(),
    intent: intent.finish(),
  }
}

/** The first pass over one kind of item; what it answers is the second one. */
function countSingles(kind: ItemKind, rules: AffinityRules) {
  const inOrders = countItems()
  const ofContacts = countItems()
  const points = new Map<string, number>()
  let total = 0
  return {
    add(shopper: Shopper): void {
      for (const basket of shopper.baskets) inOrders.add(itemsOf([basket], kind))
      ofContacts.add(itemsOf(shopper.baskets, kind))
      for (const interest of interestsOf(shopper, kind, rules.interest, rules.at)) {
        points.set(interest.item, (points.get(interest.item) ?? 0) + interest.points)
        total += interest.points
      }
    },
    finish() {
      const orderItems = frequentItems(inOrders.finish(), rules)
      const contactItems = frequentItems(ofContacts.finish(), rules)
      const orderPairs = countPairs(orderItems)
      const contactPairs = countPairs(contactItems)
      return {
        frequent: contactItems,
        add(shopper: Shopper): void {
          for (const basket of shopper.baskets) orderPairs.add(itemsOf([basket], kind))
          contactPairs.add(itemsOf(shopper.baskets, kind))
        },
        finish: (): AffinityModel['product'] => ({
          byOrder: associationsOf(orderPairs.finish(), rules),
          byContact: associationsOf(contactPairs.finish(), rules),
          shares: new Map([...points].map(([item, sum]) => [item, total === 0 ? 0 : sum / total])),
          leftOut: Math.max(orderItems.leftOut, contactItems.leftOut),
        }),
      }
    },
  }
}
