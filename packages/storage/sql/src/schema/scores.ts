import type { TableShape } from './shape.ts'

export interface ScoreRow {
  readonly contact_id: string
  readonly scorer_id: string
  readonly at: number
  readonly data: string
}

export const scores: TableShape<ScoreRow> = {
  name: 'clientele_scores',
  columns: { contact_id: 'text', scorer_id: 'text', at: 'integer', data: 'json' },
  key: ['contact_id', 'scorer_id', 'at'],
  narrow: true,
  indexes: [{ name: 'clientele_scores_date', on: ['scorer_id', 'at', 'contact_id'] }],
}
