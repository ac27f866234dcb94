import { join } from 'node:path'
import { smtp } from '@clientele/channel-smtp'
import { files } from '@clientele/connector-files'
import type { Clock, IdSource, SegmentDefinition, TableDeclaration } from '@clientele/core'
import { abandonedCart, welcomeSubscriber } from '@clientele/scenarios'
import { rfm } from '@clientele/scoring-rfm'
import { sqlite } from '@clientele/storage-sqlite'

/** The day on which the demo takes place, whenever it is run: Friday 20 November 2026, 09:00 in Paris. */
export const TODAY: number = Date.UTC(2026, 10, 20, 8)

/** Tables that the shop has beside contacts and events. */
export const tables: readonly TableDeclaration[] = [
  {
    name: 'orders',
    kind: 'interactions',
    dateColumn: 'placed_at',
    columns: {
      placed_at: 'instant',
      status: 'string',
      total: 'money',
      refunded: 'money',
      currency: 'string',
      channel: 'string',
      store: 'string',
    },
  },
  {
    name: 'order_lines',
    kind: 'linked',
    columns: {
      order_id: 'string',
      product_id: 'string',
      quantity: 'integer',
      unit_price: 'money',
      currency: 'string',
    },
    links: { order_id: 'orders', product_id: 'products' },
  },
  {
    name: 'products',
    kind: 'reference',
    columns: { name: 'string', category: 'string', price: 'money', currency: 'string' },
  },
]

const VALID = { property: 'status', op: 'in', value: ['paid', 'shipped', 'partially_refunded'] } as const

/** Segments that a marketer would begin with. */
export const segments: readonly SegmentDefinition[] = [
  {
    id: 'active',
    name: 'Ont commandé depuis 90 jours',
    where: { rows: 'orders', where: VALID, window: { last: '90d' } },
  },
  {
    id: 'sleeping',
    name: 'Fidèles endormis : 2 commandes, aucune depuis 180 jours',
    where: {
      all: [
        { rows: 'orders', where: VALID, value: 2 },
        { not: { rows: 'orders', where: VALID, window: { last: '180d' } } },
      ],
    },
  },
  {
    id: 'linen',
    name: 'Ont acheté du linge de lit',
    where: { rows: 'order_lines', where: { property: 'product_id.category', op: 'eq', value: 'linge' } },
  },
  { id: 'champions', name: 'Champions (RFM)', where: { field: 'rfm.segment', op: 'eq', value: 'champions' } },
  {
    id: 'open-cart',
    name: 'Panier touché depuis 7 jours',
    where: { event: 'Product Added', window: { last: '7d' } },
  },
  { id: 'paris', name: 'Parisiens', where: { field: 'postcode', op: 'startsWith', value: '75' } },
]

/** How the shop is composed; the command line uses it too (`clientele.config.ts`). */
export function compose(options: {
  readonly folder: string
  readonly clock: Clock
  readonly smtpPort: number
  readonly ids?: IdSource | undefined
}) {
  const shop = { name: 'La Maison', url: 'https://la-maison.example' }
  return {
    storage: sqlite(join(options.folder, 'clientele.db')),
    plugins: [
      files({ folder: join(options.folder, 'exports'), mapping: join(import.meta.dirname, 'mapping.json') }),
      rfm({ zone: 'Europe/Paris' }),
      smtp({
        host: '127.0.0.1',
        port: options.smtpPort,
        // One after the other, so that the messages come in the same order in every run.
        connections: 1,
        from: { name: shop.name, address: 'bonjour@la-maison.example' },
        unsubscribe: { url: `${shop.url}/desabonnement`, secret: 'a-secret-of-the-demo-and-of-nothing-else' },
      }),
    ] as const,
    matching: {},
    tables,
    segments,
    scenarios: [
      abandonedCart({ wait: { a: '4h', b: '1d' }, shop, cartUrl: `${shop.url}/panier/{{ run.key }}` }),
      welcomeSubscriber({ shop }),
    ],
    pressure: [{ id: 'two-a-week', max: 2, window: { rolling: '7d' } }] as const,
    timeZone: 'Europe/Paris',
    country: 'FR',
    language: 'fr',
    salt: 'la-maison',
    clock: options.clock,
    ids: options.ids,
  }
}
