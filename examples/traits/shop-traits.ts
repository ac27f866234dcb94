import { type SegmentDefinition, type TraitDefinition, trait } from '@clientele/core'

const euros = { currency: 'EUR', amounts: 'major' } as const
const orders = (id: string, options = {}) => trait(id, options).events('Order Completed')

/** What a shop wants to know of each of its customers, as data. */
export const shopTraits: readonly TraitDefinition[] = [
  orders('orders').count(),
  orders('revenue').sum('total', euros),
  orders('revenue90', { history: true }).last('90d').sum('total', euros),
  orders('favouriteShop').mostFrequent('shop'),
  orders('since').daysSince(),
  orders('rhythm').rhythm(),
  trait('basket').formula('trait.revenue / trait.orders'),
  trait('lateness').formula('has(trait.rhythm) ? trait.since / trait.rhythm : trait.since / days(90)'),
  trait('level').formula('trait.revenue90 >= EUR(150) ? "gold" : (trait.orders > 1 ? "silver" : "bronze")'),
]

/** Whoever is later than one and a half times their own rhythm. */
export const late: SegmentDefinition = {
  id: 'late',
  where: { field: 'trait.lateness', op: 'gt', value: 1.5 },
}
