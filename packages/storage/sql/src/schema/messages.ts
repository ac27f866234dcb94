import type { TableShape } from './shape.ts'

export interface MessageRow {
  readonly contact_id: string
  readonly message_key: string
  readonly scenario_id: string
  readonly scenario_version: number
  readonly run_id: string
  readonly node: string
  readonly channel: string
  readonly class: string
  readonly purpose: string
  readonly state: string
  readonly created_at: number
  readonly due_at: number
  readonly attempts: number
  readonly lease_until: number | null
  readonly fence: number
  readonly provider_id: string | null
  readonly settled_at: number | null
  readonly decisions: string
  readonly context: string
}

/** The outbox. */
export const messages: TableShape<MessageRow> = {
  name: 'clientele_messages',
  columns: {
    contact_id: 'text',
    message_key: 'text',
    scenario_id: 'text',
    scenario_version: 'integer',
    run_id: 'text',
    node: 'text',
    channel: 'text',
    class: 'text',
    purpose: 'text',
    state: 'text',
    created_at: 'integer',
    due_at: 'integer',
    attempts: 'integer',
    lease_until: 'integer?',
    fence: 'integer',
    provider_id: 'text?',
    settled_at: 'integer?',
    decisions: 'text',
    context: 'text',
  },
  key: ['contact_id', 'message_key'],
  identity: ['message_key'],
  // `state` leads in the queues although it is always the same there: SQLite, which keeps no statistics of its
  // own accord, would else take the index by state and key, and sort.
  indexes: [
    { name: 'clientele_messages_key', on: ['message_key'], unique: true },
    {
      name: 'clientele_messages_pending',
      on: ['state', 'due_at', 'message_key'],
      where: "state = 'pending'",
    },
    {
      name: 'clientele_messages_sending',
      on: ['state', 'lease_until', 'message_key'],
      where: "state = 'sending'",
    },
    { name: 'clientele_messages_state', on: ['state', 'message_key'] },
    { name: 'clientele_messages_scenario', on: ['scenario_id', 'node', 'state'] },
  ],
}
