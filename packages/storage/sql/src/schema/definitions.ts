import type { TableShape } from './shape.ts'

export interface DefinitionRow {
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly body: string
  readonly saved_at: number
  readonly saved_by: string
}

export const definitions: TableShape<DefinitionRow> = {
  name: 'clientele_definitions',
  columns: {
    kind: 'text',
    id: 'text',
    version: 'integer',
    body: 'text',
    saved_at: 'integer',
    saved_by: 'text',
  },
  key: ['kind', 'id', 'version'],
}

export interface DefinitionStateRow {
  readonly kind: string
  readonly id: string
  readonly state: string
}

export const definitionStates: TableShape<DefinitionStateRow> = {
  name: 'clientele_definition_states',
  columns: { kind: 'text', id: 'text', state: 'text' },
  key: ['kind', 'id'],
  narrow: true,
}
