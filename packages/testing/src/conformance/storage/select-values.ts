import {
  type ColumnType,
  type Condition,
  type ContactFacts,
  type ContactQuery,
  compileCondition,
  emptyEnvironment,
  isClienteleError,
  type JsonValue,
  type ValueOperator,
} from '@clientele/core'
import { expectEqual } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

/** What databases keep, order, fold or read otherwise than JavaScript does. */
const DIFFICULT: readonly JsonValue[] = [
  'a',
  'a\u0000b',
  'a\uE000b',
  'a\uE001b',
  'a\uD800b',
  'a\uE0010000b',
  '\u{1F381}',
  '\uFF01',
  'É',
  'é',
  'İ',
  'K',
  'K',
  "it's",
  'say "hi"',
  'back\\slash',
  'tab\t',
  '%',
  '_',
  '0',
  '-0',
  '10',
  '010',
  '10.0',
  '1e3',
  '2026-02-28',
  '2026-02-30',
  '2024-02-29',
  '2026-03-01T00:00:00Z',
  '2026-03-01T00:00',
  'true',
  true,
  false,
  0,
  1,
  10,
  10.5,
  -10.5,
  0.1,
  0.30000000000000004,
  0.3,
  480.7254446918827,
  2.724987494732156e-19,
  1e-7,
  1e21,
  1.5e300,
  9007199254740991,
  9007199254740992,
  1772323200000,
  8_640_000_000_000_001,
  null,
  '',
  [],
  [[]],
  ['a', 'é', 10, true],
  ['a\u0000b', null, ''],
  {},
]

const TYPES: readonly (ColumnType | undefined)[] = [
  undefined,
  'string',
  'number',
  'integer',
  'boolean',
  'date',
  'instant',
]
const COMPARED: readonly ValueOperator[] = ['eq', 'ne', 'lt', 'gte', 'contains', 'startsWith', 'endsWith']
const LISTED: readonly ValueOperator[] = ['in', 'hasAny', 'hasNone', 'hasAll']
const PLAIN: readonly Partial<Extract<Condition, { readonly field: string }>>[] = [
  { op: 'exists' },
  { op: 'missing' },
  { op: 'matches', value: '^a' },
  { op: 'before', value: '2026-03-01T00:00:00Z' },
  { op: 'after', value: '2026-02-28' },
  { op: 'sameDay', value: '2026-02-28' },
  { op: 'withinLast', value: '7d' },
  { op: 'moreThanAgo', value: 'P1M' },
  { op: 'anniversaryWithin', value: '30d' },
]

const NOW = Date.UTC(2026, 2, 2)

/** One contact per value, in a field of its name. */
export const selectValueCases: readonly StorageCase[] = TYPES.map((type, turn) =>
  storageCase(
    `select: agrees with the evaluator on difficult values, declared ${type ?? 'as nothing'}`,
    async (storage) => {
      if (!storage.capabilities.select) return
      await storage.transaction(async ({ select, contacts }) => {
        const people = DIFFICULT.map((value, place) =>
          sample.contact(`c${String(place).padStart(3, '0')}`, {
            fields: { it: { value, recordId: 'eshop/1', rule: 'mostRecent', at: 1 } },
          }),
        )
        await contacts.put([...people, sample.contact('nothing', { fields: {} })])
        for (const [place, condition] of [...conditionsOf(turn)].entries()) {
          const query: ContactQuery = {
            ...emptyEnvironment(),
            where: condition,
            at: NOW,
            fields: type === undefined ? new Map() : new Map([['it', type]]),
          }
          const holds = compiled(query)
          if (holds === undefined) continue
          const expected = [...people, { contactId: 'nothing', fields: {} as Record<string, never> }]
            .filter(({ contactId, fields }) => holds(contactId, fields.it?.value))
            .map(({ contactId }) => contactId)
          const what = JSON.stringify(condition)
          expectEqual(await select?.ids(query, { limit: 1000 }), expected, `the answer to ${what}`)
          if (place % 4 === 0)
            expectEqual(await select?.count(query), expected.length, `the count of ${what}`)
        }
      })
    },
  ),
)

/** Each operand with some of the comparisons, and in another turn with others: all of them would take long. */
function* conditionsOf(turn: number): Generator<Condition> {
  for (const test of PLAIN) yield { field: 'it', ...test } as Condition
  const operands = DIFFICULT.filter(
    (value) => (typeof value !== 'object' || value === null) && value !== null && value !== '',
  )
  for (const [place, value] of operands.entries()) {
    for (const step of [0, 3])
      yield { field: 'it', op: COMPARED[(place + turn + step) % COMPARED.length] as ValueOperator, value }
    const op = LISTED[(place + turn) % LISTED.length] as ValueOperator
    yield { field: 'it', op, value: [value, operands[(place * 7) % operands.length] as JsonValue] }
    yield { field: 'it', op: (place + turn) % 2 === 0 ? 'eq' : 'contains', value, ignoreCase: true }
  }
}

/** The evaluator of one contact; `undefined` for a condition that is refused, such as a text as a number. */
function compiled(
  query: ContactQuery,
): ((contactId: string, value: JsonValue | undefined) => boolean) | undefined {
  try {
    const holds = compileCondition(query.where, query)
    return (contactId, value) => holds(factsOf(contactId, value), NOW) > 0
  } catch (error) {
    if (isClienteleError(error, 'INVALID_CONDITION')) return undefined
    throw error
  }
}

function factsOf(contactId: string, value: JsonValue | undefined): ContactFacts {
  return {
    contactId,
    zone: 'UTC',
    field: (name) => (name === 'it' ? value : undefined),
    fieldSince: () => 1,
    events: () => [],
    rows: () => [],
  }
}
