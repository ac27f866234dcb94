import type { TableShape } from './shape.ts'

export interface ConsentRow {
  readonly contact_id: string
  readonly record_id: string
  readonly channel: string
  readonly purpose: string
  readonly status: string
  readonly at: number
  readonly source: string
  readonly address: string | null
  readonly basis: string | null
  readonly proof: string | null
  readonly expires_at: number | null
  /** Every column that makes a line the same line, so that an absent address counts as one. */
  readonly line: string
}

/** The consent ledger. */
export const consents: TableShape<ConsentRow> = {
  name: 'clientele_consents',
  columns: {
    contact_id: 'text',
    record_id: 'text',
    channel: 'text',
    purpose: 'text',
    status: 'text',
    at: 'integer',
    source: 'text',
    address: 'text?',
    basis: 'text?',
    proof: 'text?',
    expires_at: 'integer?',
    line: 'text',
  },
  key: ['contact_id', 'record_id', 'line'],
  identity: ['record_id', 'line'],
  indexes: [{ name: 'clientele_consents_line', on: ['record_id', 'line'], unique: true }],
}

export interface SuppressionRow {
  readonly channel: string
  readonly address: string
  readonly reason: string
  readonly at: number
}

export const suppressions: TableShape<SuppressionRow> = {
  name: 'clientele_suppressions',
  columns: { channel: 'text', address: 'text', reason: 'text', at: 'integer' },
  key: ['channel', 'address'],
  narrow: true,
}
