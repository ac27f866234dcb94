// What a host and a plugin see of the ports: what a storage, a channel, a connector or a scorer is to the house.

export type {
  BaseExplorer,
  ExplorationPlan,
  ExploredGroup,
  ExploredGroups,
  ExploredMeasure,
  PlannedDimension,
  PlannedHaving,
  PlannedKey,
  PlannedMeasure,
  PlannedMeasureTest,
} from './base-explorer.ts'
export type { BaseReader, BundleParts, ContactBundle } from './base-reader.ts'
export type { Channel, OutgoingMessage, SendResult } from './channel.ts'
export type { Clock } from './clock.ts'
export type { Connector, IntakeItem, PulledBatch, PullProgress, RejectedInput } from './connector.ts'
export type { IdSource } from './ids.ts'
export type { Logger } from './logger.ts'
export type { Page } from './page.ts'
export {
  type Awaitable,
  definePlugin,
  type Plugin,
  type PluginContext,
} from './plugin.ts'
export type { ReadOnlySql, ReadOnlySqlAnswer, ReadOnlySqlOptions } from './read-only-sql.ts'
export type { AuditEntry, AuditRepository } from './repositories/audit.ts'
export type { CheckpointRepository } from './repositories/checkpoints.ts'
export type { ConsentRepository } from './repositories/consents.ts'
export type { ContactAlias, ContactRepository } from './repositories/contacts.ts'
export type { DeadLetterRepository } from './repositories/dead-letters.ts'
export type { DefinitionRepository } from './repositories/definitions.ts'
export type { EventQuery, EventRepository } from './repositories/events.ts'
export type { IdentityLogEntry, IdentityLogRepository } from './repositories/identity-log.ts'
export type { FiledRecord, LinkRepository, RecordLink } from './repositories/links.ts'
export type { MembershipRepository } from './repositories/memberships.ts'
export type { MessageRepository } from './repositories/messages.ts'
export type { Claim, RecordRepository } from './repositories/records.ts'
export type { RowRepository } from './repositories/rows.ts'
export type { RunRepository } from './repositories/runs.ts'
export type { Score, ScoreRepository } from './repositories/scores.ts'
export type { Suppression, SuppressionRepository } from './repositories/suppressions.ts'
export type { Tombstone, TombstoneRepository } from './repositories/tombstones.ts'
export type { TraitRepository } from './repositories/traits.ts'
export type { ScoreResult, Scorer } from './scorer.ts'
export {
  type ContactQuery,
  type ContactSelect,
  type MigrationPlan,
  type MigrationStep,
  type Migrations,
  SCHEMA_VERSION,
  type Storage,
  type StorageCapabilities,
  type StorageTransaction,
} from './storage.ts'
