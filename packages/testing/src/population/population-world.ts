import type { ColumnType, Condition, ContactTrait, TableDeclaration } from '@clientele/core'

/** What a population and the conditions over it may speak of. */
export interface PopulationWorld {
  /** Declared types by field; `undefined`: the field is there and nothing is declared of it. */
  readonly fields: { readonly [field: string]: ColumnType | undefined }
  /** By event name: declared types by path, and links to tables. */
  readonly events: {
    readonly [name: string]: {
      readonly types: { readonly [path: string]: ColumnType }
      readonly links: { readonly [path: string]: string }
    }
  }
  readonly tables: { readonly [name: string]: TableDeclaration }
  readonly segments: { readonly [id: string]: Condition }
  /** Paths into columns of JSON, by table. @default none */
  readonly objects?: { readonly [table: string]: readonly string[] } | undefined
  /** Scores by `<scorer>.<name>`: they are read where fields are, and nothing is declared of them. @default none */
  readonly scores?: readonly string[] | undefined
  /** Traits that the condition language says itself, so that a database can be asked about them. @default none */
  readonly traits?: { readonly [id: string]: ContactTrait } | undefined
  /** Puts the operand of a field through the recipe of the field. @default as written */
  readonly normalise?: ((field: string, value: string) => string) | undefined
}

/** A shop in small: fields of every type, events with and without declared types, tables linked three deep. */
export function populationWorld(): PopulationWorld {
  return {
    fields: {
      city: 'string',
      age: 'integer',
      score: 'number',
      spent: 'money',
      vip: 'boolean',
      birthDate: 'date',
      signedUpAt: 'instant',
      tags: undefined,
      place: undefined,
      nickname: undefined,
    },
    events: {
      'Product Viewed': {
        types: { product_id: 'string', price: 'number', seen_at: 'instant' },
        links: { product_id: 'products' },
      },
      'Order Completed': { types: { total: 'money', 'products[].sku': 'string' }, links: {} },
      'Order Refunded': { types: {}, links: {} },
    },
    tables: {
      orders: {
        name: 'orders',
        kind: 'interactions',
        columns: {
          placed_at: 'instant',
          status: 'string',
          total: 'money',
          store_id: 'string',
          gift: 'boolean',
        },
        dateColumn: 'placed_at',
        links: { store_id: 'stores' },
      },
      order_lines: {
        name: 'order_lines',
        kind: 'linked',
        columns: { order_id: 'string', product_id: 'string', quantity: 'integer', price: 'number' },
        links: { order_id: 'orders', product_id: 'products' },
      },
      products: {
        name: 'products',
        kind: 'reference',
        columns: { category: 'string', price: 'money', launched: 'date' },
      },
      stores: { name: 'stores', kind: 'reference', columns: { region: 'string', open: 'boolean' } },
    },
    segments: {
      lyon: { field: 'city', op: 'eq', value: 'Lyon' },
      buyers: { event: 'Order Completed', window: { last: '7d' } },
      lyonBuyers: { all: [{ segment: 'buyers' }, { not: { segment: 'lyon' } }] },
    },
  }
}
