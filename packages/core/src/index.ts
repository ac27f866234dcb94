/// <reference lib="esnext.disposable" />
// For storage adapters

export { type ContactMatcher, contactMatcher } from './base/contact-matcher.ts'
export { scanSelect } from './base/scan-select.ts'
// The instance
export type { ScoreMovement, ScoreMovements } from './base/score-history.ts'
export { createClientele } from './clientele.ts'
export type {
  Clientele,
  ClienteleEvents,
  ClienteleOptions,
  EngineApi,
  PluginApis,
  ScoresApi,
  TickResult,
} from './clientele-api.ts'
export { defaultFields } from './composition/default-fields.ts'
// Conditions
export type {
  AllOf,
  AnyOf,
  AtLeast,
  BehaviourTest,
  Condition,
  DurationText,
  EventCondition,
  FieldCondition,
  InSegment,
  Measure,
  Not,
  Operand,
  OperandReference,
  PropertyCondition,
  RowsCondition,
  SequenceCondition,
  SequenceStep,
  ValueOperator,
  ValueTest,
  Window,
} from './conditions/ast.ts'
export {
  all,
  any,
  atLeast,
  type BehaviourBuilder,
  type ConditionsFor,
  conditionsFor,
  event,
  type FieldValues,
  field,
  heldFor,
  inSegment,
  not,
  property,
  rows,
  sequence,
} from './conditions/builder.ts'
export type { Comparisons, TextOptions } from './conditions/comparisons.ts'
export { type CompiledCondition, compileCondition } from './conditions/compile.ts'
export { type ConditionDependencies, dependenciesOf, mergeDependencies } from './conditions/dependencies.ts'
export { type DescribeOptions, describeCondition } from './conditions/describe.ts'
export { type ConditionEnvironment, type EventShape, emptyEnvironment } from './conditions/environment.ts'
export { type ExplainOptions, type Explanation, explainCondition } from './conditions/explain.ts'
export type { ContactFacts, EventFact, RowFact } from './conditions/facts.ts'
export { distanceKm, type Place, readPlace } from './conditions/near.ts'
export { isReference } from './conditions/operand.ts'
export { parseCondition } from './conditions/parse.ts'
export { compilePattern, type TextPattern } from './conditions/pattern/compile-pattern.ts'
export {
  compilePath,
  OPEN_SHAPE,
  type PathStep,
  type PropertyPath,
  type RowShape,
  shapeOfEvent,
  shapeOfTable,
} from './conditions/property-path.ts'
export type { References } from './conditions/references.ts'
export {
  compileRowTest,
  type RowTest,
  type RowTestMoment,
  type RowTestSubject,
} from './conditions/row-test.ts'
export { conditionJsonSchema, conditionSchema } from './conditions/schema.ts'
export type { SignedVerdict } from './conditions/scope.ts'
export { readAs, readInstant, type Scalar } from './conditions/values.ts'
export { type CompiledWindow, compileWindow } from './conditions/window.ts'
export type { DescribeLanguage } from './conditions/words.ts'
export type { PressureRule, QuietHours } from './delivery/delivery-options.ts'
export {
  FRENCH_RULES_SOURCE,
  type FrenchPackOptions,
  francePressure,
  franceQuietHours,
  frenchHolidays,
} from './delivery/france.ts'
export type { ConsentsApi, MessagesApi, SuppressionsApi } from './delivery/messages-api.ts'
export { type ConsentQuestion, type ConsentReading, readConsent } from './delivery/rules/consent-status.ts'
export { UNSUBSCRIBE_PLACEHOLDER } from './delivery/unsubscribe-placeholder.ts'
export { signUnsubscribe, type UnsubscribeClaim, verifyUnsubscribe } from './delivery/unsubscribe-token.ts'
// Errors
export {
  ClienteleError,
  type ClienteleErrorCode,
  type ClienteleErrorInit,
  isClienteleError,
} from './errors.ts'
// Experiments
export { type Assignment, assignArm, fractionOf, type WeightedArm } from './experiments/assign.ts'
// Exploration
export { explorationCsv } from './explore/csv.ts'
export type {
  CalendarUnit,
  Exploration,
  ExplorationAggregate,
  ExplorationCell,
  ExplorationDimension,
  ExplorationMeasure,
  ExplorationOrder,
  ExplorationResult,
  ExplorationSubject,
  ExplorationValue,
} from './explore/exploration.ts'
export type { Explore } from './explore/explore.ts'
export { explorationSchema } from './explore/schema.ts'
export type {
  DrawnExplanation,
  IdentityApi,
  MatchedContactExplanation,
  ModelApplication,
  ModelPreview,
  ReviewApi,
  ReviewPage,
  ReviewPair,
  StoredIdentityReport,
  TrainedModel,
} from './identity/stored/match/identity-api.ts'
export type {
  Abortable,
  ConnectorsApi,
  DeadLettersApi,
  ImportResult,
  IntakeApi,
  IntakeResult,
  RejectedItem,
} from './intake/intake-api.ts'
// Lists
export type { ListDecisionOptions, ListEntry, ListResult, ListsApi } from './lists/lists-api.ts'
export type { ListDecision } from './lists/membership-rule.ts'
// Model
export type { Consent, ConsentInput, ConsentStatus } from './model/consent.ts'
export { consentInputSchema } from './model/consent.ts'
export type { Contact, GoldenField } from './model/contact.ts'
export { currencyDecimals } from './model/currency-decimals.ts'
export type { DeadLetter } from './model/dead-letter.ts'
export type { Definition, DefinitionKind } from './model/definition.ts'
export type { ContactEvent, EventInput } from './model/event.ts'
export { eventInputSchema } from './model/event.ts'
export { matchesName } from './model/event-name.ts'
export type { Identifier } from './model/identifier.ts'
export { identifierSchema, nameSchema } from './model/identifier.ts'
export type { Instant } from './model/instant.ts'
export { instantSchema, MAX_INSTANT } from './model/instant.ts'
export type { JsonObject, JsonValue } from './model/json.ts'
export { isJsonValue, jsonObjectSchema, jsonValueSchema } from './model/json-schema.ts'
export type { Membership, MembershipChange } from './model/membership.ts'
export type { Decision, MessageIntent, MessageState } from './model/message.ts'
export type { Money } from './model/money.ts'
export type { ContactRecord, RecordInput } from './model/record.ts'
export { recordIdOf, recordInputSchema } from './model/record.ts'
export type { Run } from './model/run.ts'
export type {
  ColumnType,
  RowOwner,
  TableDeclaration,
  TableKind,
  TableRow,
  TableRowInput,
} from './model/table.ts'
export { tableDeclarationSchema, tableRowInputSchema } from './model/table.ts'
export type { TraitChange, TraitValue } from './model/trait-value.ts'
export { issuesOf } from './model/zod-issues.ts'
// Ports
export type { BaseReader, BundleParts, ContactBundle } from './ports/base-reader.ts'
export type { Channel, OutgoingMessage, SendResult } from './ports/channel.ts'
export type { Clock } from './ports/clock.ts'
export type { Connector, IntakeItem, PulledBatch, PullProgress, RejectedInput } from './ports/connector.ts'
export type { IdSource } from './ports/ids.ts'
export type { Logger } from './ports/logger.ts'
export {
  type Awaitable,
  definePlugin,
  type EventDeclaration,
  type Plugin,
  type PluginContext,
} from './ports/plugin.ts'
export type { ReadOnlySql, ReadOnlySqlAnswer, ReadOnlySqlOptions } from './ports/read-only-sql.ts'
export type { AuditEntry, AuditRepository } from './ports/repositories/audit.ts'
export type { CheckpointRepository } from './ports/repositories/checkpoints.ts'
export type { ConsentRepository } from './ports/repositories/consents.ts'
export type { ContactAlias, ContactRepository } from './ports/repositories/contacts.ts'
export type { DeadLetterRepository } from './ports/repositories/dead-letters.ts'
export type { DefinitionRepository } from './ports/repositories/definitions.ts'
export type { EventQuery, EventRepository } from './ports/repositories/events.ts'
export type { IdentityLogEntry, IdentityLogRepository } from './ports/repositories/identity-log.ts'
export type { FiledRecord, LinkRepository, RecordLink } from './ports/repositories/links.ts'
export type { MembershipRepository } from './ports/repositories/memberships.ts'
export type { MessageRepository } from './ports/repositories/messages.ts'
export type { Claim, RecordRepository } from './ports/repositories/records.ts'
export type { RowRepository } from './ports/repositories/rows.ts'
export type { RunRepository } from './ports/repositories/runs.ts'
export type { Score, ScoreRepository } from './ports/repositories/scores.ts'
export type { Suppression, SuppressionRepository } from './ports/repositories/suppressions.ts'
export type { Tombstone, TombstoneRepository } from './ports/repositories/tombstones.ts'
export type { TraitRepository } from './ports/repositories/traits.ts'
export type { ScoreResult, Scorer } from './ports/scorer.ts'
export {
  type ContactQuery,
  type ContactSelect,
  type MigrationPlan,
  type MigrationStep,
  type Migrations,
  type Page,
  SCHEMA_VERSION,
  type Storage,
  type StorageCapabilities,
  type StorageTransaction,
} from './ports/storage.ts'
export type {
  ContactExplanation,
  ContactsApi,
  ContactView,
  ContactWithTraits,
  LinkDecision,
  TimelineEntry,
} from './profile/contacts-api.ts'
export type { FieldDeclaration, FieldDeclarations, FieldType } from './profile/field-declaration.ts'
// Runtime
export { consoleLogger, type LogLevel } from './runtime/console-logger.ts'
export { systemClock } from './runtime/system-clock.ts'
export { type RandomBytes, uuidV7 } from './runtime/uuid-v7.ts'
// Scenarios
export type {
  DataNeed,
  MessageContent,
  MessagePressure,
  MessageTemplate,
  NodeId,
  PastPolicy,
  Reentry,
  ScenarioDefinition,
  ScenarioNode,
  ScenarioState,
  Trigger,
} from './scenarios/definition.ts'
export { parseScenario } from './scenarios/parse.ts'
export type {
  RunExplanation,
  ScenarioCounts,
  ScenariosApi,
  SimulatedMessage,
  Simulation,
  StoredScenario,
} from './scenarios/scenarios-api.ts'
export { scenarioSchema } from './scenarios/schema.ts'
// Segments
export { type Audience, differenceOf, intersectionOf, unionOf } from './segments/crossing/compose.ts'
export type { Overlap, OverlapSet } from './segments/crossing/overlap-api.ts'
export type { SegmentDefinition } from './segments/definition.ts'
export type { SegmentationDefinition, SegmentationLabel } from './segments/exclusive/definition.ts'
export { parseSegmentation, segmentationSchema } from './segments/exclusive/parse.ts'
export type {
  SegmentationsApi,
  StoredSegmentation,
  Transition,
  TransitionMatrix,
} from './segments/exclusive/segmentations-api.ts'
export { parseSegment, segmentSchema } from './segments/parse.ts'
export type {
  DataGap,
  PreCount,
  Preview,
  SampleOptions,
  SegmentsApi,
  StoredSegment,
} from './segments/segments-api.ts'
export { targetingCondition } from './segments/targeting/targeting-rows.ts'
export type {
  FreezeOptions,
  TargetedContact,
  Targeting,
  TargetingsApi,
} from './segments/targeting/targetings-api.ts'
// Time
export { addDuration, type Duration, parseDuration, subtractDuration } from './time/duration.ts'
export { durationTextSchema } from './time/duration-schema.ts'
export { localDayOf, nextLocalTime, startOfDay } from './time/local-time.ts'
export { parseInstant } from './time/parse-instant.ts'
export { instantOfLocal, isValidZone, localOf, offsetAt } from './time/zone.ts'
// Traits
export {
  type AggregateBuilder,
  type RowAggregateBuilder,
  type TraitBuilder,
  trait,
} from './traits/builder.ts'
export type {
  Aggregate,
  ContactTrait,
  EventTrait,
  FormulaTrait,
  HouseholdEventTrait,
  HouseholdRowsTrait,
  HouseholdTrait,
  PropertyMeasure,
  RowAggregateTrait,
  RowFormulaTrait,
  RowMeasure,
  RowsTrait,
  RowTrait,
  TraitBase,
  TraitDefinition,
  TraitMeasure,
  TraitMoney,
} from './traits/definition.ts'
export type {
  CompiledFormula,
  FormulaInput,
  FormulaInputs,
  FormulaLanguage,
  FormulaReads,
  FormulaType,
  FormulaValue,
} from './traits/formula.ts'
export { inlineTraits } from './traits/inline.ts'
export { parseTrait } from './traits/parse.ts'
export { traitJsonSchema, traitSchema } from './traits/schema.ts'
export type {
  HouseholdTraits,
  RecomputeOptions,
  RowTraits,
  StoredTrait,
  TraitExplanation,
  TraitHistoryEntry,
  TraitReading,
  TraitReadings,
  TraitsApi,
} from './traits/traits-api.ts'
export type { TraitUnit } from './traits/unit.ts'
