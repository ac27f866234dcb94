import type { ScoresApi } from './base/scores-api.ts'
import type { PressureRule, QuietHours } from './delivery/delivery-options.ts'
import type { ConsentsApi, MessagesApi, SuppressionsApi } from './delivery/messages-api.ts'
import type { Explore, StreamGroups } from './explore/explore-api.ts'
import type { IdentityColumns } from './identity/match/columns.ts'
import type { Recipe } from './identity/normalise/recipe.ts'
import type { IdentityApi } from './identity/stored/match/identity-api.ts'
import type { IdentifierType } from './identity/types.ts'
import type { Abortable, ConnectorsApi, DeadLettersApi, IntakeApi } from './intake/intake-api.ts'
import type { ListsApi } from './lists/lists-api.ts'
import type { EventDeclaration, PropertyFault } from './model/event-declaration.ts'
import type { Instant } from './model/instant.ts'
import type { MembershipChange } from './model/membership.ts'
import type { MessageIntent } from './model/message.ts'
import type { Run } from './model/run.ts'
import type { TableDeclaration } from './model/table.ts'
import type { BaseReader } from './ports/base-reader.ts'
import type { Clock } from './ports/clock.ts'
import type { IdSource } from './ports/ids.ts'
import type { Logger } from './ports/logger.ts'
import type { Plugin } from './ports/plugin.ts'
import type { ReadOnlySql } from './ports/read-only-sql.ts'
import type { Storage } from './ports/storage.ts'
import type { ContactsApi } from './profile/contacts-api.ts'
import type { FieldDeclarations } from './profile/field-declaration.ts'
import type { ScenarioDefinition } from './scenarios/definition.ts'
import type { ScenariosApi } from './scenarios/scenarios-api.ts'
import type { SegmentDefinition } from './segments/definition.ts'
import type { SegmentationDefinition } from './segments/exclusive/definition.ts'
import type { SegmentationsApi } from './segments/exclusive/segmentations-api.ts'
import type { SegmentsApi } from './segments/segments-api.ts'
import type { TargetingsApi } from './segments/targeting/targetings-api.ts'
import type { TraitDefinition } from './traits/definition.ts'
import type { TraitsApi } from './traits/traits-api.ts'

/** What a base is composed of. */
export interface ClienteleOptions<Plugins extends readonly Plugin[] = readonly Plugin[]> {
  readonly storage: Storage
  readonly plugins?: Plugins | undefined
  /**
   * May the schema be brought up to date at the start? `when-empty` only creates it where nothing is there.
   * @default 'when-empty' for a storage of one process, 'never' for one that several share
   */
  readonly migrate?: 'never' | 'when-empty' | 'always' | undefined
  /** Names of the sources, lower case; those of the connectors and `api` are added. An undeclared one is refused. */
  readonly sources?: readonly string[] | undefined
  readonly tables?: readonly TableDeclaration[] | undefined
  /** What is known of events: types of their properties, links to rows. Others are taken as they come. */
  readonly events?: readonly EventDeclaration[] | undefined
  /** Fields of the contact; others are kept as they come. @default the usual ones: email, phone, names, address… */
  readonly fields?: FieldDeclarations | undefined
  /** @default `defaultIdentifierTypes` */
  readonly identifiers?: readonly IdentifierType[] | undefined
  /**
   * Matching by more than identifiers: see `identity`. Given, the scores `household.id` and `household.size` are there
   * for conditions and templates.
   */
  readonly matching?:
    | {
        /** What is compared: fields, or types of identifiers, by what they hold. @default from the declared fields */
        readonly columns?: IdentityColumns | undefined
      }
    | undefined
  /** Normalisation recipes beside those that come with Clientele. */
  readonly recipes?: { readonly [name: string]: Recipe } | undefined
  /** Computed values of contacts, saved at the start where they differ from what is stored. */
  readonly traits?: readonly TraitDefinition[] | undefined
  /** Saved at the start where they differ from what is stored. */
  readonly segments?: readonly SegmentDefinition[] | undefined
  /** Saved at the start where they differ from what is stored; they may speak of the segments. */
  readonly segmentations?: readonly SegmentationDefinition[] | undefined
  /** Saved at the start where they differ from what is stored; a new one is `live`. */
  readonly scenarios?: readonly ScenarioDefinition[] | undefined
  /** Rules on how many messages a contact may get. */
  readonly pressure?: readonly PressureRule[] | undefined
  /** When messages of a channel may leave. */
  readonly quietHours?: readonly QuietHours[] | undefined
  /** IANA zone of contacts that have none. @default 'UTC', with a warning */
  readonly timeZone?: string | undefined
  /** ISO 3166-1 alpha-2: how telephone numbers and postcodes are read. @default 'FR' */
  readonly country?: string | undefined
  /** BCP 47 language of contacts that have none. @default 'fr' */
  readonly language?: string | undefined
  /** Decides experiment arms and tombstones; keep it for ever. @default 'clientele' */
  readonly salt?: string | undefined
  /** @default the machine's clock */
  readonly clock?: Clock | undefined
  /** @default UUID version 7 (RFC 9562) on the clock and the platform's random numbers */
  readonly ids?: IdSource | undefined
  /** @default silent but for warnings and errors, on the console */
  readonly logger?: Logger | undefined
  /** Contacts whose working state is kept in memory between calls. @default 10000 */
  readonly cacheSize?: number | undefined
}

/** What an instance tells while it lives; payloads hold ids, never a person's data. */
export interface ClienteleEvents {
  readonly 'contact.created': { readonly contactId: string }
  readonly 'contact.merged': { readonly contactId: string; readonly from: string }
  readonly 'contact.split': { readonly contactId: string; readonly from: string }
  readonly 'contact.erased': { readonly contactId: string }
  readonly 'segment.entered': MembershipChange
  readonly 'segment.left': MembershipChange
  readonly 'run.started': Pick<Run, 'runId' | 'scenarioId' | 'contactId' | 'runKey'>
  readonly 'run.ended': Pick<Run, 'runId' | 'scenarioId' | 'contactId' | 'runKey' | 'endReason'>
  readonly 'message.settled': Pick<
    MessageIntent,
    'messageKey' | 'scenarioId' | 'contactId' | 'channel' | 'state'
  >
  readonly 'input.rejected': { readonly deadLetterId: string; readonly code: string; readonly source: string }
  /** An event was taken in of which properties are not of their declared types: they are missing in it. */
  readonly 'input.faulty': {
    readonly messageId: string
    readonly event: string
    readonly source: string
    readonly faults: readonly PropertyFault[]
  }
  readonly 'plugin.failed': { readonly pluginId: string; readonly code: string }
}

/** What one turn of the engine did. */
export interface TickResult {
  /** Contacts whose timers or memberships had come due. */
  readonly contacts: number
  readonly messages: {
    readonly sent: number
    readonly failed: number
    readonly withheld: number
    readonly deferred: number
    readonly inDoubt: number
  }
}

/** The engine that does what time makes due: timers, memberships, the outbox. */
export interface EngineApi {
  /**
   * Does all that is due at the clock's instant and returns; for tests, scripts and cron jobs.
   * @throws `ABORTED`
   */
  readonly tick: (options?: Abortable) => Promise<TickResult>
  /** Works in the background until `stop` or `close`; calling it twice is calling it once. */
  readonly start: () => void
  /** Ends the background work after the piece at hand. */
  readonly stop: () => Promise<void>
  /** When something will be due next. */
  readonly nextDue: () => Promise<Instant | undefined>
}

/** The APIs of the composed plugins by id. */
export type PluginApis<Plugins extends readonly Plugin[]> = {
  readonly [Each in Plugins[number] as Each['id']]: Each extends Plugin<string, infer Api> ? Api : never
}

/** A customer base. */
export interface Clientele<Plugins extends readonly Plugin[] = readonly Plugin[]>
  extends IntakeApi,
    AsyncDisposable {
  readonly plugins: PluginApis<Plugins>
  readonly connectors: ConnectorsApi
  readonly contacts: ContactsApi
  /** Values that are computed of what contacts did. */
  readonly traits: TraitsApi
  /** Matching: who is one person though no identifier says so, who lives together, and why. */
  readonly identity: IdentityApi
  readonly segments: SegmentsApi
  /** Gold, Silver, Bronze: exactly one label for each contact. */
  readonly segmentations: SegmentationsApi
  /** Frozen: who was meant for a campaign, and who was left out and why. */
  readonly targetings: TargetingsApi
  /** Members of segments by hand, over the rule. */
  readonly lists: ListsApi
  readonly scenarios: ScenariosApi
  readonly messages: MessagesApi
  readonly consents: ConsentsApi
  readonly suppressions: SuppressionsApi
  readonly scores: ScoresApi
  readonly deadLetters: DeadLettersApi
  readonly engine: EngineApi
  /** Reads over all contacts, streamed: what reports stand on. */
  readonly base: BaseReader
  /**
   * Answers a question about the whole base: measures by dimensions, over contacts, rows or events, with the same
   * conditions as everywhere. Streamed: memory holds a page of contacts and the groups.
   *
   * @throws `INVALID_INPUT`, `INVALID_CONDITION`; `MIXED_CURRENCIES`; `LIMIT_EXCEEDED`; `ABORTED`
   */
  readonly query: Explore
  /**
   * The groups of a question one by one, in no order unless it says one: a million of them need not be held where an
   * SQLite file or PostgreSQL makes them by itself. Elsewhere, and with `orderBy` or `limit`, they are those of `query`,
   * 100,000 at most. Until the last is taken, a connection is kept.
   *
   * @throws as `query`, when the first is taken.
   */
  readonly queryGroups: StreamGroups
  /**
   * Asks the database in its own SQL, read only: the door for what `query` cannot say.
   *
   * @throws `INVALID_OPTIONS` on a storage that is no SQL database in a file or on a server; as {@link ReadOnlySql}.
   */
  readonly sql: ReadOnlySql
  /** The declared tables, those of plugins included. */
  readonly tables: readonly TableDeclaration[]
  readonly on: <Name extends keyof ClienteleEvents>(
    name: Name,
    listener: (payload: ClienteleEvents[Name]) => void,
  ) => () => void
  /**
   * The doors of intake inside a transaction that the host began and will commit: its order and our event stand or
   * fall together.
   */
  readonly within: (hostTransaction: unknown) => IntakeApi
  /** Ends background work, disposes the plugins (last first), closes the storage. Idempotent. */
  readonly close: () => Promise<void>
}
