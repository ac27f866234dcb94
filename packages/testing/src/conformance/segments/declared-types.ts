import type { ClienteleOptions, Condition, JsonValue } from '@clientele/core'
import type { StorageCase } from '../storage/storage-case.ts'
import { DAY, NOW, segmentCase } from './segment-world.ts'

const VALUES: readonly JsonValue[] = [
  10,
  '10',
  '10.0',
  '010',
  '1e1',
  ' 10',
  10.5,
  '10.5',
  true,
  'true',
  '9007199254740993',
]
const fields: ClienteleOptions['fields'] = {}
const tables: ClienteleOptions['tables'] = [
  {
    name: 'seen',
    kind: 'linked',
    columns: { anything: 'json', text: 'string', number: 'number', whole: 'integer', flag: 'boolean' },
  },
]

/** Numbers written as text and text written as numbers, by what is declared. */
export const declaredTypeCases: readonly StorageCase[] = [
  segmentCase(
    'numbers as text and text as numbers are read by the declared type, where that loses nothing',
    async (world) => {
      const who = (place: number) => `p${String(place).padStart(2, '0')}`
      await world.people(Object.fromEntries(VALUES.map((value, place) => [who(place), { loose: value }])))
      for (const [place, value] of VALUES.entries())
        await world.happened(who(place), 'Seen', NOW - DAY, { loose: value })
      const those = (...values: readonly JsonValue[]) =>
        VALUES.flatMap((value, place) => (values.includes(value) ? [who(place)] : []))
      const loose = (
        test: Pick<Extract<Condition, { field: string }>, 'op' | 'value'>,
      ): readonly Condition[] => [
        { field: 'loose', ...test },
        { event: 'Seen', where: { property: 'loose', ...test } },
      ]
      for (const [tests, expected] of [
        // Nothing declared: number and text are different.
        [loose({ op: 'eq', value: 10 }), those(10)],
        [loose({ op: 'eq', value: '10' }), those('10')],
        [loose({ op: 'gte', value: 10 }), those(10, 10.5)],
        [loose({ op: 'in', value: [10, '10', true] }), those(10, '10', true)],
        [loose({ op: 'eq', value: true }), those(true)],
        [loose({ op: 'eq', value: 'true' }), those('true')],
        [loose({ op: 'startsWith', value: '10' }), those('10', '10.0', '10.5')],
      ] as const)
        for (const where of tests) await world.expectAnswer(where, expected, JSON.stringify(where))
      await world.expectAnswer(
        { event: 'Seen', measure: { of: 'sum', property: 'loose' }, op: 'eq', value: 10 },
        those(10),
        'whose sum of numbers is 10',
      )
      await world.expectAnswer(
        { event: 'Seen', op: 'eq', value: '1' },
        VALUES.map((_, place) => who(place)),
        'whose count is a number written as text',
      )
    },
    { fields, tables },
  ),

  segmentCase(
    'a declared field reads a text that is a number, and a number that is a text',
    async (world) => {
      await world.people({
        a: { score: '10', code: 10 },
        b: { score: 9.5, code: '010' },
        c: { score: 11, code: '10' },
      })
      await world.expectMembers({ field: 'score', op: 'eq', value: '10' }, ['a'], 'whose number is "10"')
      await world.expectAnswer(
        { field: 'score', op: 'gt', value: 9.9 },
        ['a', 'c'],
        'whose number is greater',
      )
      await world.expectAnswer({ field: 'score', op: 'in', value: ['9.5', 11] }, ['b', 'c'], 'one of both')
      await world.expectMembers({ field: 'code', op: 'eq', value: 10 }, ['a', 'c'], 'whose text is 10')
      await world.expectAnswer(
        { field: 'code', op: 'startsWith', value: '0' },
        ['b'],
        'whose text begins with 0',
      )
      await world.expectAnswer({ field: 'code', op: 'lt', value: '1' }, ['b'], 'whose text comes before 1')
    },
    { fields: { score: { type: 'number' }, code: { type: 'string' } } },
  ),
]
