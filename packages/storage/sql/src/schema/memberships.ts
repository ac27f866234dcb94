import type { TableShape } from './shape.ts'

export interface MembershipRow {
  readonly contact_id: string
  readonly segment_id: string
  readonly member: number
  readonly since: number
  readonly valid_until: number | null
  readonly definition_version: number
}

export const memberships: TableShape<MembershipRow> = {
  name: 'clientele_memberships',
  columns: {
    contact_id: 'text',
    segment_id: 'text',
    member: 'integer',
    since: 'integer',
    valid_until: 'integer?',
    definition_version: 'integer',
  },
  key: ['contact_id', 'segment_id'],
  narrow: true,
  indexes: [
    {
      name: 'clientele_memberships_due',
      on: ['valid_until', 'contact_id'],
      where: 'valid_until is not null',
    },
    { name: 'clientele_memberships_segment', on: ['segment_id', 'member', 'contact_id'] },
  ],
}

export interface MembershipChangeRow {
  readonly contact_id: string
  /** Order of appending: the later of two changes at one instant counts. */
  readonly seq: number
  readonly segment_id: string
  readonly entered: number
  readonly at: number
  readonly definition_version: number
}

export const membershipChanges: TableShape<MembershipChangeRow> = {
  name: 'clientele_membership_changes',
  columns: {
    contact_id: 'text',
    seq: 'sequence',
    segment_id: 'text',
    entered: 'integer',
    at: 'integer',
    definition_version: 'integer',
  },
  key: ['contact_id', 'seq'],
  indexes: [
    { name: 'clientele_membership_changes_at', on: ['segment_id', 'contact_id', 'at', 'seq', 'entered'] },
  ],
}
