import type { TableShape } from './shape.ts'

export interface TraitRow {
  readonly contact_id: string
  readonly trait_id: string
  readonly value: string
  readonly since: number
  readonly valid_until: number | null
  readonly definition_version: number
}

export const traits: TableShape<TraitRow> = {
  name: 'clientele_traits',
  columns: {
    contact_id: 'text',
    trait_id: 'text',
    value: 'json',
    since: 'integer',
    valid_until: 'integer?',
    definition_version: 'integer',
  },
  key: ['contact_id', 'trait_id'],
  narrow: true,
  indexes: [
    { name: 'clientele_traits_due', on: ['valid_until', 'contact_id'], where: 'valid_until is not null' },
    { name: 'clientele_traits_trait', on: ['trait_id', 'contact_id'] },
  ],
}

export interface TraitChangeRow {
  readonly contact_id: string
  /** Order of appending: the later of two changes at one instant comes last. */
  readonly seq: number
  readonly trait_id: string
  readonly value: string
  readonly at: number
  readonly definition_version: number
}

export const traitChanges: TableShape<TraitChangeRow> = {
  name: 'clientele_trait_changes',
  columns: {
    contact_id: 'text',
    seq: 'sequence',
    trait_id: 'text',
    value: 'json',
    at: 'integer',
    definition_version: 'integer',
  },
  key: ['contact_id', 'seq'],
}
