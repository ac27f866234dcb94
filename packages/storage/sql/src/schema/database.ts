import type { ConsentRow, SuppressionRow } from './consents.ts'
import type { AliasRow, ContactRow } from './contacts.ts'
import type { DefinitionRow, DefinitionStateRow } from './definitions.ts'
import type { EventRow } from './events.ts'
import type { IdentityLogRow, TombstoneRow } from './identity-log.ts'
import type { MembershipChangeRow, MembershipRow } from './memberships.ts'
import type { MessageRow } from './messages.ts'
import type { AuditRow, CheckpointRow, DeadLetterRow } from './operations.ts'
import type { ClaimRow, LinkRow, RecordRow } from './records.ts'
import type { HostRow } from './rows.ts'
import type { RunRow } from './runs.ts'
import type { ScoreRow } from './scores.ts'
import type { TraitChangeRow, TraitRow } from './traits.ts'

/** The shared schema as typed queries see it; every name is prefixed, so a shop's own tables never clash. */
export interface Database {
  readonly clientele_contacts: ContactRow
  readonly clientele_aliases: AliasRow
  readonly clientele_records: RecordRow
  readonly clientele_claims: ClaimRow
  readonly clientele_links: LinkRow
  readonly clientele_events: EventRow
  readonly clientele_rows: HostRow
  readonly clientele_memberships: MembershipRow
  readonly clientele_membership_changes: MembershipChangeRow
  readonly clientele_runs: RunRow
  readonly clientele_messages: MessageRow
  readonly clientele_consents: ConsentRow
  readonly clientele_suppressions: SuppressionRow
  readonly clientele_scores: ScoreRow
  readonly clientele_traits: TraitRow
  readonly clientele_trait_changes: TraitChangeRow
  readonly clientele_definitions: DefinitionRow
  readonly clientele_definition_states: DefinitionStateRow
  readonly clientele_dead_letters: DeadLetterRow
  readonly clientele_checkpoints: CheckpointRow
  readonly clientele_audit: AuditRow
  readonly clientele_identity_log: IdentityLogRow
  readonly clientele_tombstones: TombstoneRow
}
