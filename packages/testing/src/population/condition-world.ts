import { type PopulationWorld, populationWorld } from './population-world.ts'

/**
 * {@link populationWorld}, and what else conditions may speak of: scores, traits, a recipe, fields and columns of
 * JSON, properties inside objects, and links inside lists.
 */
export function conditionWorld(): PopulationWorld {
  const { fields, events, tables, segments, ...rest } = populationWorld()
  return {
    ...rest,
    fields: { ...fields, preferences: 'json', memo: undefined, remark: undefined },
    events: {
      ...events,
      'Order Completed': {
        types: {
          total: 'money',
          pieces: 'integer',
          promised: 'date',
          'shipping.city': 'string',
          'products[].sku': 'string',
          'products[].price': 'number',
          'products[].gift': 'boolean',
        },
        links: { 'products[].sku': 'products' },
      },
    },
    tables: {
      ...tables,
      orders: {
        ...tables.orders!,
        columns: { ...tables.orders!.columns, pieces: 'integer', promised: 'date', extra: 'json' },
      },
      stores: { ...tables.stores!, columns: { ...tables.stores!.columns, place: 'json' } },
    },
    objects: { orders: ['extra.city', 'extra.tags', 'extra.lines[].sku'], stores: ['place.lat'] },
    segments: {
      ...segments,
      viewers: {
        atLeast: 1,
        of: [{ field: 'trait.viewed', op: 'gte', value: 2 }, { segment: 'lyonBuyers' }],
      },
    },
    scores: ['rfm.segment', 'rfm.recency'],
    traits: {
      bought: {
        id: 'bought',
        event: 'Order Completed',
        window: { last: '30d' },
        measure: { of: 'count' },
      },
      viewed: { id: 'viewed', event: 'Product Viewed', measure: { of: 'distinct', property: 'product_id' } },
      dearest: {
        id: 'dearest',
        event: 'Product Viewed',
        window: { current: 'month' },
        measure: { of: 'max', property: 'price' },
      },
      revenue: {
        id: 'revenue',
        rows: 'orders',
        where: { property: 'status', op: 'ne', value: 'Paris' },
        measure: { of: 'sum', property: 'total' },
      },
      mean: { id: 'mean', rows: 'orders', measure: { of: 'avg', property: 'total' } },
      status: { id: 'status', rows: 'orders', measure: { of: 'last', property: 'status' } },
      seen: { id: 'seen', event: 'Product Viewed', measure: { of: 'last', property: 'seen_at' } },
      launch: { id: 'launch', rows: 'order_lines', measure: { of: 'min', property: 'product_id.launched' } },
    },
    normalise: (field, value) => (field === 'nickname' ? value.toLowerCase() : value),
  }
}
