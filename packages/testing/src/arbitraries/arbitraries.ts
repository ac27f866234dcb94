import type {
  Consent,
  ConsentInput,
  Contact,
  ContactRecord,
  EventInput,
  Identifier,
  JsonObject,
  JsonValue,
  Membership,
  MessageIntent,
  RecordInput,
  Run,
  ScenarioDefinition,
  SegmentDefinition,
  TableRowInput,
} from '@clientele/core'
import type fc from 'fast-check'
import { populationWorld } from '../population/population-world.ts'
import { scenarioArbitrary, segmentArbitrary } from './definitions.ts'
import {
  consentInputArbitrary,
  eventInputArbitrary,
  identifierArbitrary,
  recordInputArbitrary,
  tableRowInputArbitrary,
} from './intake.ts'
import { jsonObjectArbitrary, jsonValueArbitrary, textArbitrary } from './json.ts'
import {
  consentArbitrary,
  contactArbitrary,
  contactRecordArbitrary,
  membershipArbitrary,
  messageIntentArbitrary,
  runArbitrary,
} from './stored.ts'

/** A fast-check arbitrary of each kind of the model: valid, small, and as awkward as the schemas allow. */
export interface Arbitraries {
  readonly text: () => fc.Arbitrary<string>
  readonly jsonValue: () => fc.Arbitrary<JsonValue>
  readonly jsonObject: () => fc.Arbitrary<JsonObject>
  readonly identifier: () => fc.Arbitrary<Identifier>
  readonly recordInput: () => fc.Arbitrary<RecordInput>
  readonly eventInput: () => fc.Arbitrary<EventInput>
  readonly tableRowInput: () => fc.Arbitrary<TableRowInput>
  readonly consentInput: () => fc.Arbitrary<ConsentInput>
  readonly contact: () => fc.Arbitrary<Contact>
  readonly contactRecord: () => fc.Arbitrary<ContactRecord>
  readonly consent: () => fc.Arbitrary<Consent>
  readonly membership: () => fc.Arbitrary<Membership>
  readonly run: () => fc.Arbitrary<Run>
  readonly messageIntent: () => fc.Arbitrary<MessageIntent>
  /** Over the names of {@link populationWorld}. */
  readonly segment: () => fc.Arbitrary<SegmentDefinition>
  /** Over the names of {@link populationWorld}. */
  readonly scenario: () => fc.Arbitrary<ScenarioDefinition>
}

/**
 * Arbitraries for property tests with fast-check; conditions and populations have their own, `conditionOver` and
 * `populationOf`.
 *
 * @example
 * ```ts
 * fc.assert(
 *   fc.property(arbitraries.eventInput(), (event) => eventInputSchema.safeParse(event).success),
 * )
 * ```
 */
export const arbitraries: Arbitraries = {
  text: textArbitrary,
  jsonValue: jsonValueArbitrary,
  jsonObject: jsonObjectArbitrary,
  identifier: identifierArbitrary,
  recordInput: recordInputArbitrary,
  eventInput: eventInputArbitrary,
  tableRowInput: tableRowInputArbitrary,
  consentInput: consentInputArbitrary,
  contact: contactArbitrary,
  contactRecord: contactRecordArbitrary,
  consent: consentArbitrary,
  membership: membershipArbitrary,
  run: runArbitrary,
  messageIntent: messageIntentArbitrary,
  segment: () => segmentArbitrary(populationWorld()),
  scenario: () => scenarioArbitrary(populationWorld()),
}
