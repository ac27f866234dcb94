import type { TableShape } from './shape.ts'

export interface HostRow {
  readonly table_name: string
  readonly key: string
  readonly contact_id: string | null
  readonly record_id: string | null
  readonly follows: string | null
  readonly at: number | null
  readonly observed_at: number
  readonly received_at: number
  readonly data: string
}

/** Rows of every table that the host declared. */
export const rows: TableShape<HostRow> = {
  name: 'clientele_rows',
  columns: {
    table_name: 'text',
    key: 'text',
    contact_id: 'text?',
    record_id: 'text?',
    follows: 'text?',
    at: 'integer?',
    observed_at: 'integer',
    received_at: 'integer',
    data: 'json',
  },
  key: ['table_name', 'key'],
  indexes: [
    {
      name: 'clientele_rows_contact',
      on: ['contact_id', 'table_name', 'at'],
      where: 'contact_id is not null',
    },
    { name: 'clientele_rows_follows', on: ['follows'], where: 'follows is not null' },
    { name: 'clientele_rows_at', on: ['table_name', 'at'] },
  ],
}
