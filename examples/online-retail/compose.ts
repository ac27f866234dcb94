import { basename, dirname } from 'node:path'
import { type FilesMapping, files } from '@clientele/connector-files'
import type { Clock, SegmentDefinition, Storage, TableDeclaration } from '@clientele/core'
import { rfm } from '@clientele/scoring-rfm'

/** The day after the last invoice of the file: its scores are of this day, whenever the example is run. */
export const TODAY: number = Date.UTC(2011, 11, 10)

/** What the file tells beside its customers; `order_lines` holds every one of its rows. */
export const tables: readonly TableDeclaration[] = [
  {
    name: 'orders',
    kind: 'interactions',
    dateColumn: 'placed_at',
    columns: {
      placed_at: 'instant',
      status: 'string',
      channel: 'string',
      total: 'money',
      pieces: 'integer',
      currency: 'string',
    },
  },
  {
    name: 'order_lines',
    kind: 'linked',
    columns: {
      order_id: 'string',
      product_id: 'string',
      kind: 'string',
      quantity: 'integer',
      unit_price: 'money',
      currency: 'string',
    },
    links: { order_id: 'orders', product_id: 'products' },
  },
  { name: 'products', kind: 'reference', columns: { name: 'string', kind: 'string' } },
]

const SALE = { property: 'status', op: 'eq', value: 'paid' } as const
const CREDIT_NOTE = { property: 'status', op: 'eq', value: 'credit_note' } as const

/** Groups that the shop would want to know. */
export const segments: readonly SegmentDefinition[] = [
  {
    id: 'active',
    name: 'Ordered in the last 90 days',
    where: { rows: 'orders', where: SALE, window: { last: '90d' } },
  },
  {
    id: 'sleeping',
    name: 'Sleeping: 2 orders or more, none for 180 days',
    where: {
      all: [
        { rows: 'orders', where: SALE, value: 2 },
        { not: { rows: 'orders', where: SALE, window: { last: '180d' } } },
      ],
    },
  },
  { id: 'abroad', name: 'Outside the United Kingdom', where: { field: 'country', op: 'ne', value: 'GB' } },
  {
    id: 'returners',
    name: 'Sent something back',
    where: { rows: 'orders', where: CREDIT_NOTE },
  },
  {
    id: 'only-returns',
    name: 'Only returns: the order is older than the file',
    where: { all: [{ rows: 'orders', where: CREDIT_NOTE }, { not: { rows: 'orders', where: SALE } }] },
  },
  { id: 'champions', name: 'Champions (RFM)', where: { field: 'rfm.segment', op: 'eq', value: 'champions' } },
]

/** The file where it lies, under the mapping of the example. */
export function mappingOf(mapping: FilesMapping, file: string): FilesMapping {
  return { ...mapping, files: mapping.files.map((one) => ({ ...one, file: basename(file) })) }
}

/** How the shop is composed; `rfm` nets credit notes, `gross` is what the literature publishes of this file. */
export function compose(options: {
  readonly file: string
  readonly mapping: FilesMapping
  readonly storage: Storage
  readonly clock: Clock
}) {
  const { file, mapping, storage, clock } = options
  return {
    storage,
    plugins: [
      files({ folder: dirname(file), mapping: mappingOf(mapping, file), batchRows: 2000 }),
      rfm({ zone: 'Europe/London', paidStatuses: ['paid', 'credit_note'], negativeRows: 'net' }),
      rfm({ id: 'gross', paidStatuses: ['paid'] }),
    ] as const,
    tables,
    segments,
    timeZone: 'Europe/London',
    country: 'GB',
    language: 'en',
    clock,
  }
}
