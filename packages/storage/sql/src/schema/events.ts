import type { TableShape } from './shape.ts'

export interface EventRow {
  readonly contact_id: string
  readonly name: string
  readonly occurred_at: number
  readonly message_id: string
  readonly received_at: number
  readonly source: string
  readonly record_id: string
  readonly properties: string
}

/** Events; the key is also the index by which the events of a contact are read. */
export const events: TableShape<EventRow> = {
  name: 'clientele_events',
  columns: {
    contact_id: 'text',
    name: 'text',
    occurred_at: 'integer',
    message_id: 'text',
    received_at: 'integer',
    source: 'text',
    record_id: 'text',
    properties: 'json',
  },
  key: ['contact_id', 'name', 'occurred_at', 'message_id'],
  indexes: [
    { name: 'clientele_events_message', on: ['message_id'], unique: true },
    { name: 'clientele_events_name', on: ['name', 'occurred_at'] },
  ],
}
