import type { TableShape } from './shape.ts'

export interface IdentityLogRow {
  readonly id: string
  readonly at: number
  readonly kind: string
  readonly contact_id: string
  readonly from_id: string | null
  readonly record_ids: string
  readonly cause: string
}

/** The merge log, in one order for the whole base. */
export const identityLog: TableShape<IdentityLogRow> = {
  name: 'clientele_identity_log',
  columns: {
    id: 'text',
    at: 'integer',
    kind: 'text',
    contact_id: 'text',
    from_id: 'text?',
    record_ids: 'text',
    cause: 'text',
  },
  key: ['id'],
  indexes: [
    { name: 'clientele_identity_log_contact', on: ['contact_id'] },
    { name: 'clientele_identity_log_from', on: ['from_id'], where: 'from_id is not null' },
  ],
}

export interface TombstoneRow {
  readonly hash: string
  readonly at: number
}

export const tombstones: TableShape<TombstoneRow> = {
  name: 'clientele_tombstones',
  columns: { hash: 'text', at: 'integer' },
  key: ['hash'],
  narrow: true,
}
