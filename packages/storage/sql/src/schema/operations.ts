import type { TableShape } from './shape.ts'

export interface DeadLetterRow {
  readonly id: string
  readonly kind: string
  readonly reason: string
  readonly code: string
  readonly source: string
  readonly received_at: number
  readonly input: string
  readonly attempts: number
}

export const deadLetters: TableShape<DeadLetterRow> = {
  name: 'clientele_dead_letters',
  columns: {
    id: 'text',
    kind: 'text',
    reason: 'text',
    code: 'text',
    source: 'text',
    received_at: 'integer',
    input: 'text',
    attempts: 'integer',
  },
  key: ['id'],
}

export interface CheckpointRow {
  readonly key: string
  readonly checkpoint: string
}

export const checkpoints: TableShape<CheckpointRow> = {
  name: 'clientele_checkpoints',
  columns: { key: 'text', checkpoint: 'text' },
  key: ['key'],
}

export interface AuditRow {
  readonly id: string
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details: string
}

export const audit: TableShape<AuditRow> = {
  name: 'clientele_audit',
  columns: { id: 'text', at: 'integer', actor: 'text', action: 'text', subject: 'text', details: 'text' },
  key: ['id'],
}
