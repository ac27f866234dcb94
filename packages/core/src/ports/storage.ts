import type { Condition } from '../conditions/ast.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { Instant } from '../model/instant.ts'
import type { BaseExplorer } from './base-explorer.ts'
import type { Page } from './page.ts'
import type { ReadOnlySql } from './read-only-sql.ts'
import type { AuditRepository } from './repositories/audit.ts'
import type { CheckpointRepository } from './repositories/checkpoints.ts'
import type { ConsentRepository } from './repositories/consents.ts'
import type { ContactRepository } from './repositories/contacts.ts'
import type { DeadLetterRepository } from './repositories/dead-letters.ts'
import type { DefinitionRepository } from './repositories/definitions.ts'
import type { EventRepository } from './repositories/events.ts'
import type { IdentityLogRepository } from './repositories/identity-log.ts'
import type { LinkRepository } from './repositories/links.ts'
import type { MembershipRepository } from './repositories/memberships.ts'
import type { MessageRepository } from './repositories/messages.ts'
import type { RecordRepository } from './repositories/records.ts'
import type { RowRepository } from './repositories/rows.ts'
import type { RunRepository } from './repositories/runs.ts'
import type { ScoreRepository } from './repositories/scores.ts'
import type { SuppressionRepository } from './repositories/suppressions.ts'
import type { TombstoneRepository } from './repositories/tombstones.ts'
import type { TraitRepository } from './repositories/traits.ts'

/** The schema that this version of core reads and writes; adapters store it and compare. */
export const SCHEMA_VERSION: number = 1

/** What an adapter can do beyond the contract that every one keeps. */
export interface StorageCapabilities {
  /** Do the data outlive the process? */
  readonly durable: boolean
  /** May several processes work on it at once? */
  readonly multiWorker: boolean
  /** Is `transaction.select` there: conditions evaluated by the database over all contacts? */
  readonly select: boolean
}

/** One step of the schema: what it does in SQL, and how to go back. */
export interface MigrationStep {
  readonly version: number
  readonly name: string
  readonly up: readonly string[]
  readonly down: readonly string[]
}

/** Where the schema stands and what is to be done. */
export interface MigrationPlan {
  /** 0: nothing there yet. */
  readonly current: number
  readonly target: number
  readonly steps: readonly MigrationStep[]
}

/** The schema's own door: never opened by Clientele without being asked. */
export interface Migrations {
  readonly plan: () => Promise<MigrationPlan>
  readonly up: () => Promise<MigrationPlan>
  /** Goes back to a version; `0` removes every table of Clientele's. */
  readonly down: (target: number) => Promise<MigrationPlan>
}

/**
 * Where a base is kept: the port that every storage adapter fills and proves with `storageConformance`
 * of `@clientele/testing`.
 *
 * Terms: all instants are epoch ms; every `put` is an upsert by the row's key; every bulk read answers in no
 * particular order and leaves out what is not there; bulk arguments may be empty and are then answered at once.
 */
export interface Storage {
  readonly id: string
  readonly capabilities: StorageCapabilities
  readonly migrations: Migrations
  /**
   * Connects and checks the schema.
   * @throws `STORAGE_NOT_MIGRATED`, `STORAGE_SCHEMA_NEWER`, `STORAGE_READ_ONLY`, `STORAGE_CORRUPT`, `STORAGE_UNAVAILABLE`
   */
  readonly open: () => Promise<void>
  /**
   * Runs work in one transaction: all of it is there afterwards, or nothing. Calls on one adapter that cannot
   * run side by side wait for each other. A conflict with another worker runs the work again from the start
   * (three times at most, then `STORAGE_BUSY`), so the work must have no effect outside the transaction.
   */
  readonly transaction: <Result>(
    work: (transaction: StorageTransaction) => Promise<Result>,
  ) => Promise<Result>
  /**
   * The same storage inside a transaction that the host began and will commit: its own order and our event
   * stand or fall together. Which handles are taken is the adapter's to say (`pg` client, Kysely transaction…).
   */
  readonly within: (hostTransaction: unknown) => Storage
  /**
   * Opens a view of the base as it is now, beside whoever writes, for reads that take their time; absent where there is
   * no second connection. It holds one until it is ended.
   */
  readonly view?: (() => Promise<StorageView>) | undefined
  /** Asks the database in its own SQL, read only; present where it is one and another connection can be opened. */
  readonly sql?: ReadOnlySql | undefined
  readonly close: () => Promise<void>
}

/** The base at one instant, to be read; a write is refused. */
export interface StorageView {
  readonly transaction: StorageTransaction
  readonly end: () => Promise<void>
}

/** The repositories as one transaction sees them; reads see its own writes. */
export interface StorageTransaction {
  /**
   * Takes exclusive locks on names until the transaction ends, in one order for all callers; adapters that
   * run one writer at a time may do nothing.
   */
  readonly lock: (names: readonly string[]) => Promise<void>
  readonly records: RecordRepository
  readonly links: LinkRepository
  readonly contacts: ContactRepository
  readonly events: EventRepository
  readonly rows: RowRepository
  readonly memberships: MembershipRepository
  readonly runs: RunRepository
  readonly messages: MessageRepository
  readonly consents: ConsentRepository
  readonly suppressions: SuppressionRepository
  readonly scores: ScoreRepository
  readonly traits: TraitRepository
  readonly definitions: DefinitionRepository
  readonly deadLetters: DeadLetterRepository
  readonly checkpoints: CheckpointRepository
  readonly audit: AuditRepository
  readonly identityLog: IdentityLogRepository
  readonly tombstones: TombstoneRepository
  /** Conditions over all contacts in the database; present when `capabilities.select` is set. */
  readonly select?: ContactSelect | undefined
  /** Groups the base in the database; where it is absent, core reads the base contact by contact. */
  readonly explorer?: BaseExplorer | undefined
}

/**
 * A condition to be answered for all contacts, against the environment that it was compiled in. Comparisons of traits
 * are written out as far as conditions can say them; one that still reads a trait is not given to the database.
 */
export interface ContactQuery extends ConditionEnvironment {
  readonly where: Condition
  /** The instant of evaluation. */
  readonly at: Instant
  /** Zone of contacts whose `timeZone` is none. @default 'UTC' */
  readonly defaultZone?: string | undefined
}

/** Answers conditions for all contacts at once; must agree with the evaluator of core on every input. */
export interface ContactSelect {
  readonly count: (query: ContactQuery) => Promise<number>
  /** Ids in ascending order, after a given one. */
  readonly ids: (query: ContactQuery, page: Page) => Promise<readonly string[]>
}
