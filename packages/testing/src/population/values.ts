import type { ColumnType, JsonObject, JsonValue } from '@clientele/core'
import fc from 'fast-check'

const HALF_DAY = 43_200_000
/** The instant around which everything happens: two weeks before summer time begins in Europe, one after America. */
export const POPULATION_CENTRE: number = Date.UTC(2026, 2, 15, 12)

/**
 * Instants on a grid of half days around the centre, and one millisecond beside it: so that windows are met at
 * their very edges.
 */
export function gridInstant(
  bounds: { readonly from: number; readonly to: number } = { from: -80, to: 6 },
): fc.Arbitrary<number> {
  return fc
    .tuple(fc.integer({ min: bounds.from, max: bounds.to }), fc.constantFrom(0, 0, 0, -1, 1))
    .map(([halfDays, beside]) => POPULATION_CENTRE + halfDays * HALF_DAY + beside)
}

/**
 * Instants at which windows begin or end, if they are asked at the centre: now, and as long before as durations are;
 * and one millisecond beside them.
 */
export function edgeInstant(): fc.Arbitrary<number> {
  return fc
    .tuple(fc.constantFrom(0, 0, 1, 2, 2, 3, 14, 14, 28, 56, 60), fc.constantFrom(0, 0, 0, -1, 1))
    .map(([halfDays, beside]) => POPULATION_CENTRE - halfDays * HALF_DAY + beside)
}

export const texts = [
  'Lyon',
  'lyon',
  'LYON',
  'Paris',
  'ÉVRY',
  'évry',
  "L'Isle",
  '100%',
  'a_b',
  '10',
  'Straße',
  '🎁',
] as const
const KEYS = ['1', '2', '3', 'é'] as const

/** Keys of rows: at least four, and as many as there are to be rows. */
export function keysUpTo(count: number): readonly string[] {
  return [...KEYS, ...Array.from({ length: Math.max(0, count - KEYS.length) }, (_, place) => `k${place}`)]
}

/** Before, about and after the instants of evaluation, and two birthdays. */
const NEAR_DATES = ['2026-03-09', '2026-03-15', '2026-03-18', '1990-03-15', '1985-03-20'] as const

/** Numbers that add up to the same in any order: halves. */
export function halves(): fc.Arbitrary<number> {
  return fc.integer({ min: -6, max: 24 }).map((half) => half / 2 + 0)
}

/** Operands of a type: values that every comparison of that type takes, a few of them more often than the others. */
export function operandOf(type: ColumnType | undefined): fc.Arbitrary<string | number | boolean> {
  switch (type) {
    case 'string':
      return often(['Lyon', 'lyon', '10'], fc.constantFrom(...texts))
    case 'integer':
    case 'money':
      return often([0, 3, 10], fc.integer({ min: -3, max: 12 }))
    case 'number':
      return often([0, 2.5, 10], halves())
    case 'boolean':
      return fc.boolean()
    case 'date':
      return often(NEAR_DATES, aDay())
    case 'instant':
      return often(
        [...NEAR_DATES, POPULATION_CENTRE, isoOf(POPULATION_CENTRE), POPULATION_CENTRE],
        fc.oneof(edgeInstant().map(isoOf), edgeInstant(), gridInstant(), aDay(), localTime()),
      )
    default:
      return fc.oneof(
        { weight: 4, arbitrary: often(['Lyon', 'lyon', '10'], fc.constantFrom(...texts)) },
        { weight: 2, arbitrary: often([0, 2.5, 10], halves()) },
        { weight: 1, arbitrary: fc.boolean() },
        { weight: 3, arbitrary: often(NEAR_DATES, fc.oneof(aDay(), gridInstant())) },
      )
  }
}

/** Values that are met so often that two of them are the same now and then, and others. */
function often<Value>(favourites: readonly Value[], others: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...favourites) }, { weight: 1, arbitrary: others })
}

/** Values of a type as they lie in a base: right, spelt as another type, of a wrong type, blank or cleared. */
export function storedValue(type: ColumnType | undefined): fc.Arbitrary<JsonValue> {
  return fc.oneof(
    { weight: 8, arbitrary: operandOf(type) },
    { weight: 3, arbitrary: operandOf(type).map(String) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<JsonValue>(null, '', [], 'wrong', '010', '1e3', ' 1', 0.5, true, {}),
    },
  )
}

/** The key of a row, one of the first few mostly, or of none. */
export function aKey(keys: readonly string[]): fc.Arbitrary<string> {
  return often(keys.slice(0, 3), fc.constantFrom(...keys, 'gone'))
}

/** Some of some values, mostly all of them. */
export function objectOf(values: {
  readonly [name: string]: fc.Arbitrary<JsonValue>
}): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.record(values) },
    { weight: 1, arbitrary: fc.record(values, { requiredKeys: [] }) },
  ) as fc.Arbitrary<JsonObject>
}

/** Lists, mostly of texts, and what stands in the place of one. */
export function listValue(): fc.Arbitrary<JsonValue> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(operandOf(undefined), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom<JsonValue>('Lyon', 10, null, [null, ''], [['Lyon']]) },
  )
}

/** Places around Lyon, and what is no place. */
export function placeValue(): fc.Arbitrary<JsonValue> {
  return fc.oneof(
    { weight: 4, arbitrary: aPlace() },
    {
      weight: 1,
      arbitrary: fc.constantFrom<JsonValue>(null, { lat: '45', lon: 4 }, { lat: 95, lon: 4 }, 'Lyon'),
    },
  )
}

export function aPlace(): fc.Arbitrary<{ lat: number; lon: number }> {
  return fc.record({
    lat: fc.integer({ min: 450, max: 460 }).map((tenths) => tenths / 10),
    lon: fc.integer({ min: 40, max: 55 }).map((tenths) => tenths / 10),
  })
}

export function aDay(): fc.Arbitrary<string> {
  return fc.oneof(
    gridInstant().map((at) => isoOf(at).slice(0, 10)),
    fc.constantFrom('1990-03-15', '1988-02-29', '2000-12-31', '1985-03-01', '2026-04-20'),
  )
}

function localTime(): fc.Arbitrary<string> {
  return gridInstant().map((at) => isoOf(at).slice(0, 16))
}

export function isoOf(at: number): string {
  return new Date(at).toISOString()
}
