import type { TableShape } from './shape.ts'

export interface RecordRow {
  readonly contact_id: string
  readonly record_id: string
  readonly source: string
  readonly source_key: string
  readonly founded_id: string | null
  readonly first_seen_at: number
  readonly observed_at: number
  readonly received_at: number
  readonly identifiers: string
  readonly said_at: string
  readonly raw: string
  readonly normalised: string
}

export const records: TableShape<RecordRow> = {
  name: 'clientele_records',
  columns: {
    contact_id: 'text',
    record_id: 'text',
    source: 'text',
    source_key: 'text',
    founded_id: 'text?',
    first_seen_at: 'integer',
    observed_at: 'integer',
    received_at: 'integer',
    identifiers: 'text',
    said_at: 'text',
    raw: 'text',
    normalised: 'text',
  },
  key: ['contact_id', 'record_id'],
  identity: ['record_id'],
  indexes: [{ name: 'clientele_records_id', on: ['record_id'], unique: true }],
}

export interface ClaimRow {
  readonly contact_id: string
  readonly record_id: string
  readonly type: string
  readonly value: string
  readonly verified: number | null
}

/** Identifiers by the record that claims them; found by type and value. */
export const claims: TableShape<ClaimRow> = {
  name: 'clientele_claims',
  columns: { contact_id: 'text', record_id: 'text', type: 'text', value: 'text', verified: 'integer?' },
  key: ['type', 'value', 'record_id'],
  narrow: true,
  indexes: [{ name: 'clientele_claims_record', on: ['record_id'] }],
}

export interface LinkRow {
  readonly kind: string
  readonly a: string
  readonly b: string
  readonly weight: number | null
  readonly reason: string
  readonly at: number
  readonly by: string
}

export const links: TableShape<LinkRow> = {
  name: 'clientele_links',
  columns: {
    kind: 'text',
    a: 'text',
    b: 'text',
    weight: 'real?',
    reason: 'text',
    at: 'integer',
    by: 'text',
  },
  key: ['a', 'b', 'kind'],
  narrow: true,
  indexes: [{ name: 'clientele_links_b', on: ['b'] }],
}
