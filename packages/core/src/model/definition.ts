import type { Instant } from './instant.ts'
import type { JsonObject } from './json.ts'

/** What is saved as data under a version: segments, scenarios, models of identity. */
export type DefinitionKind =
  | 'segment'
  | 'segmentation'
  | 'targeting'
  | 'scenario'
  | 'trait'
  | 'template'
  | 'setting'
  | 'identity'

/** One version of a definition; versions are never changed, only followed by a newer one. */
export interface Definition {
  readonly kind: DefinitionKind
  readonly id: string
  /** 1, 2, 3 … */
  readonly version: number
  readonly body: JsonObject
  readonly savedAt: Instant
  readonly savedBy: string
}
