import type { TableShape } from './shape.ts'

export interface ContactRow {
  readonly contact_id: string
  readonly fields: string
  readonly created_at: number
  readonly updated_at: number
  readonly last_seen_at: number | null
  readonly version: number
}

export const contacts: TableShape<ContactRow> = {
  name: 'clientele_contacts',
  columns: {
    contact_id: 'text',
    fields: 'json',
    created_at: 'integer',
    updated_at: 'integer',
    last_seen_at: 'integer?',
    version: 'integer',
  },
  key: ['contact_id'],
}

export interface AliasRow {
  readonly from_id: string
  readonly to_id: string
  readonly at: number
}

export const aliases: TableShape<AliasRow> = {
  name: 'clientele_aliases',
  columns: { from_id: 'text', to_id: 'text', at: 'integer' },
  key: ['from_id'],
  narrow: true,
  indexes: [{ name: 'clientele_aliases_to', on: ['to_id'] }],
}
