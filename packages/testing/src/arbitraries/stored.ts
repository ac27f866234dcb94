import {
  type Consent,
  type Contact,
  type ContactRecord,
  type Membership,
  type MessageIntent,
  type Run,
  recordIdOf,
} from '@clientele/core'
import fc from 'fast-check'
import { consentInputArbitrary, identifierArbitrary, instantArbitrary } from './intake.ts'
import { jsonObjectArbitrary, jsonValueArbitrary, textArbitrary } from './json.ts'

const aContactId = fc.nat(9).map((place) => `c${place}`)
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined })
const aRecordId = fc
  .tuple(fc.constantFrom('eshop', 'till'), fc.nat(20))
  .map(([source, key]) => recordIdOf(source, String(key)))

export function contactArbitrary(): fc.Arbitrary<Contact> {
  const golden = fc.record({
    value: jsonValueArbitrary(),
    recordId: aRecordId,
    rule: fc.constantFrom('mostRecent', 'oldest', 'union', 'longest'),
    at: instantArbitrary(),
  })
  return fc.record({
    contactId: aContactId,
    fields: fc.dictionary(fc.constantFrom('firstName', 'city', 'tags', 'points'), golden, {
      maxKeys: 4,
      noNullPrototype: true,
    }),
    createdAt: instantArbitrary(),
    updatedAt: instantArbitrary(),
    lastSeenAt: maybe(instantArbitrary()),
    version: fc.nat(),
  })
}

export function contactRecordArbitrary(): fc.Arbitrary<ContactRecord> {
  return fc
    .record({
      contactId: aContactId,
      source: fc.constantFrom('eshop', 'till'),
      sourceKey: fc.oneof(fc.nat(20).map(String), textArbitrary({ minLength: 1 })),
      foundedId: fc.option(aContactId, { nil: undefined }),
      firstSeenAt: instantArbitrary(),
      observedAt: instantArbitrary(),
      receivedAt: instantArbitrary(),
      identifiers: fc.uniqueArray(identifierArbitrary(), {
        maxLength: 3,
        selector: ({ type, value }) => `${type} ${value}`,
      }),
      saidAt: fc.dictionary(fc.constantFrom('city', '#email', '#phone'), instantArbitrary(), {
        noNullPrototype: true,
      }),
      raw: jsonObjectArbitrary(),
      values: jsonObjectArbitrary(),
    })
    .map((record) => ({ recordId: recordIdOf(record.source, record.sourceKey), ...record }))
}

export function consentArbitrary(): fc.Arbitrary<Consent> {
  return fc
    .record({ input: consentInputArbitrary(), contactId: aContactId, recordId: aRecordId })
    .map(({ input, ...owner }) => ({ ...input, ...owner }))
}

export function membershipArbitrary(): fc.Arbitrary<Membership> {
  return fc.record({
    segmentId: fc.constantFrom('active', 'vip', 'lapsed'),
    contactId: aContactId,
    member: fc.boolean(),
    since: instantArbitrary(),
    validUntil: maybe(instantArbitrary()),
    definitionVersion: fc.integer({ min: 1, max: 9 }),
  })
}

export function runArbitrary(): fc.Arbitrary<Run> {
  const end = fc.record({
    state: fc.constant('ended' as const),
    wakeAt: fc.constant(undefined),
    endedAt: instantArbitrary(),
    endReason: fc.constantFrom('done', 'interrupted', 'not-eligible', 'merged', 'stopped', 'error'),
  })
  const live = fc.record({
    state: fc.constant('live' as const),
    wakeAt: maybe(instantArbitrary()),
    endedAt: fc.constant(undefined),
    endReason: fc.constant(undefined),
  })
  return fc
    .tuple(
      fc.record({
        runId: fc.uuid(),
        scenarioId: fc.constantFrom('welcome', 'cart'),
        scenarioVersion: fc.integer({ min: 1, max: 3 }),
        contactId: aContactId,
        runKey: fc.constantFrom('', 'K1', "K'2"),
        node: fc.constantFrom('wait', 'mail', 'end'),
        startedAt: instantArbitrary(),
        nodeSince: instantArbitrary(),
        trigger: jsonObjectArbitrary(),
        arms: fc.dictionary(fc.constantFrom('subject', 'delay'), fc.constantFrom('a', 'b'), {
          noNullPrototype: true,
        }),
        sent: fc.subarray(['mail', 'sms']),
        step: fc.nat(99),
      }),
      fc.oneof(live, end),
    )
    .map(([run, state]) => ({ ...run, ...state }))
}

export function messageIntentArbitrary(): fc.Arbitrary<MessageIntent> {
  return fc.record({
    messageKey: fc.uuid(),
    contactId: aContactId,
    scenarioId: fc.constantFrom('welcome', 'cart'),
    scenarioVersion: fc.integer({ min: 1, max: 3 }),
    runId: fc.uuid(),
    node: fc.constantFrom('mail', 'sms'),
    channel: fc.constantFrom('email', 'sms'),
    class: fc.constantFrom('marketing', 'transactional'),
    purpose: fc.constantFrom('newsletter', 'orders'),
    state: fc.constantFrom('pending', 'sending', 'sent', 'failed', 'withheld', 'in-doubt'),
    createdAt: instantArbitrary(),
    dueAt: instantArbitrary(),
    attempts: fc.nat(5),
    leaseUntil: maybe(instantArbitrary()),
    fence: fc.nat(9),
    providerId: maybe(fc.uuid()),
    settledAt: maybe(instantArbitrary()),
    decisions: fc.array(
      fc.record({
        gate: fc.constantFrom('consent', 'quiet-hours', 'pressure'),
        outcome: fc.constantFrom('pass', 'stop', 'defer'),
        rule: textArbitrary({ minLength: 1 }),
        at: instantArbitrary(),
      }),
      { maxLength: 3 },
    ),
    context: jsonObjectArbitrary(),
  })
}
