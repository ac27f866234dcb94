import type { Condition, JsonValue, ValueOperator } from '@clientele/core'
import type { StorageCase } from '../storage/storage-case.ts'
import { DAY, NOW, segmentCase } from './segment-world.ts'

/** Comparisons that are true of a missing value; the value `Lyon` is what each is false of. */
const TRUE_OF_MISSING: readonly (readonly [ValueOperator, JsonValue | undefined])[] = [
  ['ne', 'Lyon'],
  ['notIn', ['Lyon', 'Lille']],
  ['hasNone', ['Lyon']],
  ['notContains', 'yo'],
  ['missing', undefined],
]
/** Comparisons that are false of a missing value, and true of `Lyon`. */
const FALSE_OF_MISSING: readonly (readonly [ValueOperator, JsonValue | undefined])[] = [
  ['eq', 'Lyon'],
  ['in', ['Lyon']],
  ['lt', 'M'],
  ['lte', 'Lyon'],
  ['gt', 'L'],
  ['gte', 'Lyon'],
  ['between', ['L', 'M']],
  ['exists', undefined],
  ['contains', 'yo'],
  ['startsWith', 'Ly'],
  ['endsWith', 'on'],
  ['matches', '^Ly'],
  ['hasAny', ['Lyon']],
  ['hasAll', ['Lyon']],
]

/** The truth table of missing values, for fields and for properties of events. */
export const missingValueCases: readonly StorageCase[] = [
  segmentCase('a missing value is what the truth table says, in fields and in events', async (world) => {
    const values: { readonly [who: string]: JsonValue | undefined } = {
      absent: undefined,
      cleared: null,
      empty: '',
      list: [],
      lyon: 'Lyon',
    }
    await world.people(
      Object.fromEntries(
        Object.entries(values).map(([who, city]) => [who, city === undefined ? {} : { town: city }]),
      ) as never,
    )
    for (const [who, city] of Object.entries(values))
      await world.happened(who, 'Seen', NOW - DAY, city === undefined ? {} : { town: city })
    const missing = ['absent', 'cleared', 'empty', 'list']
    for (const [tests, expected] of [
      [TRUE_OF_MISSING, missing],
      [FALSE_OF_MISSING, ['lyon']],
    ] as const)
      for (const [op, value] of tests) {
        const test = value === undefined ? { op } : { op, value }
        const asked: readonly Condition[] = [
          { field: 'town', ...test },
          { event: 'Seen', where: { property: 'town', ...test } },
        ]
        for (const where of asked) await world.expectAnswer(where, expected, JSON.stringify(where))
      }
    await world.expectMembers({ field: 'town', op: 'missing' }, missing, 'who has no city')
    await world.expectMembers({ field: 'town', op: 'exists' }, ['lyon'], 'who has one')
    const dated = ['before', 'after', 'sameDay'] as const
    for (const op of dated) await world.expectAnswer({ field: 'at', op, value: '2026-01-01' }, [], op)
    await world.expectAnswer({ field: 'at', op: 'moreThanAgo', value: '1d' }, [], 'a date long ago')
    await world.expectAnswer({ field: 'at', op: 'near', value: { lat: 0, lon: 0, km: 1 } }, [], 'near')
  }),
]
