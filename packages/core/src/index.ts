/// <reference lib="esnext.disposable" />
// For storage adapters

export { type ContactMatcher, contactMatcher } from './base/contact-matcher.ts'
export { scanSelect } from './base/scan-select.ts'
// The instance
export type { ScoreMovement, ScoreMovements, ScoresApi } from './base/scores-api.ts'
export { createClientele } from './clientele.ts'
export type {
  Clientele,
  ClienteleEvents,
  ClienteleOptions,
  EngineApi,
  PluginApis,
  TickResult,
} from './clientele-api.ts'
export { defaultFields } from './composition/default-fields.ts'
export { type ModelMark, readModel } from './composition/read-model.ts'
export { readOptions } from './composition/read-options.ts'
// Conditions
export * from './conditions/index.ts'
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
export { explorationCsv, explorationCsvLines } from './explore/csv.ts'
export type {
  Exploration,
  ExplorationAggregate,
  ExplorationCell,
  ExplorationDimension,
  ExplorationGroup,
  ExplorationHaving,
  ExplorationMeasure,
  ExplorationOrder,
  ExplorationResult,
  ExplorationSubject,
  ExplorationValue,
  MeasureTest,
} from './explore/exploration.ts'
export type { Explore, StreamGroups } from './explore/explore-api.ts'
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
export * from './model/index.ts'
// Ports
export * from './ports/index.ts'
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
export { refuseAborted } from './runtime/refuse-aborted.ts'
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
export * from './segments/index.ts'
// Time
export type { CalendarUnit } from './time/calendar-unit.ts'
export { addDuration, type Duration, parseDuration, subtractDuration } from './time/duration.ts'
export { durationTextSchema } from './time/duration-schema.ts'
export { localDayOf, nextLocalTime, startOfDay } from './time/local-time.ts'
export { parseInstant } from './time/parse-instant.ts'
export { instantOfLocal, isValidZone, localOf, offsetAt, transitionsBetween } from './time/zone.ts'
// Traits
export * from './traits/index.ts'
