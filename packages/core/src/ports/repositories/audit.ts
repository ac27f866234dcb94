import type { Instant } from '../../model/instant.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Page } from '../page.ts'

/** Who did what to what, when; never a person's data. */
export interface AuditEntry {
  readonly id: string
  readonly at: Instant
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details: JsonObject
}

/** The audit trail: append-only, by `id`. */
export interface AuditRepository {
  readonly append: (entries: readonly AuditEntry[]) => Promise<void>
  readonly list: (page: Page) => Promise<readonly AuditEntry[]>
}
