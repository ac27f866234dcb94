import type { JsonObject, JsonValue } from '@clientele/core'
import fc from 'fast-check'

/**
 * Texts that trip adapters up: of every script, with quotes, signs of SQL patterns, spaces, digits; without the
 * NUL character, which PostgreSQL cannot store, and without halves of surrogate pairs, which no UTF-8 can.
 */
export function textArbitrary(
  constraints: { readonly minLength?: number | undefined } = {},
): fc.Arbitrary<string> {
  const { minLength = 0 } = constraints
  return fc.oneof(
    fc.constantFrom("O'Neil", 'Zoë "Z"', '100% _', '日本語 🎁', 'a\\b\n', ' x ', '10', 'true', 'null'),
    fc.string({ unit: 'grapheme', minLength, maxLength: 12 }).map((text) => text.replaceAll('\0', '0')),
  )
}

/** Numbers that survive JSON: finite, without minus zero. */
export function numberArbitrary(): fc.Arbitrary<number> {
  return fc
    .oneof(
      fc.integer({ min: -1000, max: 1000 }),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
    )
    .map((number) => (number === 0 ? 0 : number))
}

/** Names of JSON members and fields. */
function keyArbitrary(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('id', 'name', 'product_id', 'with space', "it's", 'a.b', '$x', 'é'),
    textArbitrary({ minLength: 1 }).filter((key) => key !== '__proto__'),
  )
}

/** Any JSON value, small. */
export function jsonValueArbitrary(): fc.Arbitrary<JsonValue> {
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant(null),
      fc.boolean(),
      numberArbitrary(),
      textArbitrary(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keyArbitrary(), tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }))
  return value
}

/** Any JSON object, small. */
export function jsonObjectArbitrary(): fc.Arbitrary<JsonObject> {
  return fc.dictionary(keyArbitrary(), jsonValueArbitrary(), { maxKeys: 4, noNullPrototype: true })
}
