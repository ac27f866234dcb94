import type { TableShape } from './shape.ts'

export interface RunRow {
  readonly contact_id: string
  readonly run_id: string
  readonly scenario_id: string
  readonly scenario_version: number
  readonly run_key: string
  readonly state: string
  readonly node: string
  readonly started_at: number
  readonly node_since: number
  readonly wake_at: number | null
  readonly trigger_data: string
  readonly arms: string
  readonly sent: string
  readonly step: number
  readonly ended_at: number | null
  readonly end_reason: string | null
}

export const runs: TableShape<RunRow> = {
  name: 'clientele_runs',
  columns: {
    contact_id: 'text',
    run_id: 'text',
    scenario_id: 'text',
    scenario_version: 'integer',
    run_key: 'text',
    state: 'text',
    node: 'text',
    started_at: 'integer',
    node_since: 'integer',
    wake_at: 'integer?',
    trigger_data: 'text',
    arms: 'text',
    sent: 'text',
    step: 'integer',
    ended_at: 'integer?',
    end_reason: 'text?',
  },
  key: ['contact_id', 'run_id'],
  identity: ['run_id'],
  indexes: [
    { name: 'clientele_runs_id', on: ['run_id'], unique: true },
    {
      name: 'clientele_runs_live',
      on: ['contact_id', 'scenario_id', 'run_key'],
      unique: true,
      where: "state = 'live'",
    },
    {
      name: 'clientele_runs_due',
      on: ['wake_at', 'contact_id'],
      where: "state = 'live' and wake_at is not null",
    },
    { name: 'clientele_runs_scenario', on: ['scenario_id', 'state', 'run_id'] },
  ],
}
