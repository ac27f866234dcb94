import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventInputSchema } from '../model/event.ts'
import type { JsonValue } from '../model/json.ts'
import { isEventInput } from './input-shapes.ts'

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('email', 'eshop', 'a', '1a', 'a b', '', 'x'.repeat(201), 'x'.repeat(1025)),
)
const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), text)
const identifier = fc.record(
  { type: text, value: text, verified: fc.oneof(fc.boolean(), odd) },
  { requiredKeys: ['type', 'value'] },
)
const instant = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(8.64e15, 8.64e15 + 1, -8.64e15, 1.5, 2 ** 53),
)
const event = fc.record(
  {
    name: text,
    messageId: fc.oneof({ weight: 4, arbitrary: text }, odd),
    occurredAt: fc.oneof({ weight: 4, arbitrary: instant }, odd),
    source: fc.oneof({ weight: 4, arbitrary: text }, odd),
    identifiers: fc.oneof({ weight: 5, arbitrary: fc.array(identifier, { maxLength: 22 }) }, odd),
    properties: fc.oneof({ weight: 4, arbitrary: fc.dictionary(fc.string(), fc.jsonValue()) }, odd),
  },
  { requiredKeys: ['name', 'identifiers'] },
)
const eventAndMore = fc
  .tuple(event, odd, fc.string())
  .map(([known, more, key]) => ({ ...known, [key]: more }))

describe('isEventInput', () => {
  it('takes exactly what the schema takes', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: event }, eventAndMore, odd), (input) => {
        const json = JSON.parse(JSON.stringify(input)) as JsonValue
        expect(isEventInput(json)).toBe(eventInputSchema.safeParse(json).success)
      }),
      { numRuns: 2000 },
    )
  })
})
