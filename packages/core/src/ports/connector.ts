import type { EventInput } from '../model/event.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import type { RecordInput } from '../model/record.ts'
import type { TableRowInput } from '../model/table.ts'

/** One thing that comes in by any door. */
export type IntakeItem =
  | { readonly type: 'record'; readonly record: RecordInput }
  | { readonly type: 'event'; readonly event: EventInput }
  | { readonly type: 'row'; readonly row: TableRowInput }

/** A part of a source that could not be read: where it stands, and why; never the value. */
export interface RejectedInput {
  /** `eshop_orders.csv:128`. */
  readonly where: string
  readonly code: string
  readonly reason: string
}

/** How far a pull is. */
export interface PullProgress {
  /** What is being read: a file, an endpoint. */
  readonly label: string
  readonly done: number
  /** In the unit of `done`; `undefined` when nobody knows. */
  readonly total: number | undefined
  readonly unit: 'bytes' | 'rows'
}

/** A piece of a source. The engine stores the items and the checkpoint in the same transaction. */
export interface PulledBatch {
  readonly items: readonly IntakeItem[]
  readonly rejects: readonly RejectedInput[]
  readonly checkpoint: JsonValue
  readonly progress: PullProgress
}

/** Reads a source piece by piece, from where it was left. */
export interface Connector {
  /** Names the checkpoint: the same source again goes on where it stopped. */
  readonly checkpointKey: string
  /** Names of the sources that its records, events and rows carry. */
  readonly sources: readonly string[]
  /** Checked whole before the first row: a wrong mapping is refused here. */
  readonly check?:
    | ((options: { readonly signal?: AbortSignal | undefined }) => Promise<JsonObject>)
    | undefined
  readonly pull: (options: {
    readonly checkpoint: JsonValue | undefined
    readonly signal?: AbortSignal | undefined
  }) => AsyncIterable<PulledBatch>
}
