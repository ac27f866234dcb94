import type { JsonValue } from '../../model/json.ts'

/** How far a connector has read, by the connector's own key. */
export interface CheckpointRepository {
  readonly get: (key: string) => Promise<JsonValue | undefined>
  readonly put: (key: string, checkpoint: JsonValue) => Promise<void>
  readonly remove: (key: string) => Promise<void>
}
