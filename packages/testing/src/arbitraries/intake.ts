import type {
  ConsentInput,
  EventInput,
  Identifier,
  JsonValue,
  RecordInput,
  TableRowInput,
} from '@clientele/core'
import fc from 'fast-check'
import { jsonObjectArbitrary, jsonValueArbitrary, numberArbitrary, textArbitrary } from './json.ts'

const sources = ['eshop', 'till', 'newsletter'] as const
const aSource = fc.constantFrom(...sources)

/** Instants of a few years around 2026, and the bounds. */
export function instantArbitrary(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: Date.UTC(2020), max: Date.UTC(2030) }) },
    { weight: 1, arbitrary: fc.constantFrom(0, -1, Date.UTC(1900), Date.UTC(2999)) },
  )
}

/** Identifiers as sources give them: shared now and then, spelt in several ways, sometimes of nobody. */
export function identifierArbitrary(): fc.Arbitrary<Identifier> {
  const email = fc
    .tuple(
      fc.constantFrom('ada', 'Ada', 'ada+shop', 'noreply', "o'neil"),
      fc.constantFrom('example.test', 'GMAIL.com'),
    )
    .map(([name, host]) => ({ type: 'email', value: `${name}@${host}` }))
  const phone = fc
    .constantFrom('06 12 34 56 78', '+33612345678', '0033612345678', '000')
    .map((value) => ({ type: 'phone', value }))
  const other = fc.record({
    type: fc.constantFrom('userId', 'anonymousId', 'loyaltyCard'),
    value: fc.oneof(fc.constantFrom('1', '2', 'null', 'anonymous'), textArbitrary({ minLength: 1 })),
  })
  return fc
    .record(
      { identifier: fc.oneof(email, phone, other), verified: fc.boolean() },
      { requiredKeys: ['identifier'] },
    )
    .map(({ identifier, verified }) => (verified === undefined ? identifier : { ...identifier, verified }))
}

/** Values of the usual fields, blanks and clearings among them, and of unusual ones. */
function fieldsArbitrary(): fc.Arbitrary<{ readonly [field: string]: JsonValue }> {
  const field = fc.constantFrom('firstName', 'lastName', 'city', 'birthDate', 'country', 'points', 'tags')
  const value = fc.oneof(
    fc.constantFrom('ADA', 'de la tour', 'Jean-Pierre', '1990-02-29', '03/04/1990', 'FR', '', ' ', 'LYON'),
    fc.constant(null),
    jsonValueArbitrary(),
  )
  return fc.dictionary(field, value, { maxKeys: 5, noNullPrototype: true })
}

export function consentInputArbitrary(): fc.Arbitrary<ConsentInput> {
  return fc.record(
    {
      channel: fc.constantFrom('email', 'sms', 'phone'),
      purpose: fc.constantFrom('newsletter', 'partners'),
      status: fc.constantFrom('granted', 'denied', 'pending', 'withdrawn'),
      at: instantArbitrary(),
      source: aSource,
      address: fc.constantFrom('ada@example.test', '+33612345678'),
      basis: fc.constantFrom('consent', 'contract', 'legitimate-interest'),
      proof: textArbitrary(),
      expiresAt: instantArbitrary(),
    },
    { requiredKeys: ['channel', 'purpose', 'status', 'at', 'source'] },
  )
}

export function recordInputArbitrary(): fc.Arbitrary<RecordInput> {
  return fc.record(
    {
      source: aSource,
      sourceKey: fc.oneof(fc.nat(20).map(String), textArbitrary({ minLength: 1 })),
      observedAt: instantArbitrary(),
      identifiers: fc.array(identifierArbitrary(), { maxLength: 3 }),
      fields: fieldsArbitrary(),
      consents: fc.array(consentInputArbitrary(), { maxLength: 2 }),
    },
    { requiredKeys: ['source', 'sourceKey'] },
  )
}

export function eventInputArbitrary(): fc.Arbitrary<EventInput> {
  return fc.record(
    {
      name: fc.oneof(
        fc.constantFrom('Product Viewed', 'Cart Updated', 'Order Completed'),
        textArbitrary({ minLength: 1 }),
      ),
      messageId: fc.uuid(),
      occurredAt: instantArbitrary(),
      source: aSource,
      identifiers: fc.array(identifierArbitrary(), { minLength: 1, maxLength: 3 }),
      properties: jsonObjectArbitrary(),
    },
    { requiredKeys: ['name', 'identifiers'] },
  )
}

export function tableRowInputArbitrary(): fc.Arbitrary<TableRowInput> {
  const owner = fc.oneof(
    fc.record({ identifiers: fc.array(identifierArbitrary(), { minLength: 1, maxLength: 2 }) }),
    fc.record({ source: aSource, sourceKey: fc.nat(20).map(String) }),
  )
  const values = fc.record(
    {
      order_id: fc.nat(9).map(String),
      total: numberArbitrary(),
      status: fc.constantFrom('placed', 'paid', 'shipped', 'cancelled', 'refunded'),
      extra: jsonValueArbitrary(),
    },
    { requiredKeys: [] },
  )
  return fc.record(
    {
      table: fc.constantFrom('orders', 'order_lines', 'products'),
      key: fc.oneof(fc.nat(20).map(String), textArbitrary({ minLength: 1 })),
      values,
      contact: owner,
      source: aSource,
      observedAt: instantArbitrary(),
    },
    { requiredKeys: ['table', 'key', 'values'] },
  )
}
