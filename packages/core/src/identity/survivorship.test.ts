import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FieldCandidate, type SurvivorshipRule, survive } from './survivorship.ts'

const candidate: fc.Arbitrary<FieldCandidate> = fc.record({
  value: fc.constantFrom<unknown>(
    'a',
    'b',
    'long value',
    '',
    '  ',
    null,
    3,
    10,
    ['x', 'y'],
    ['y'],
    [],
    undefined,
  ),
  recordId: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
  source: fc.constantFrom('eshop', 'till', 'erp'),
  observedAt: fc.integer({ min: 0, max: 4 }),
  receivedAt: fc.integer({ min: 0, max: 4 }),
  verified: fc.boolean(),
})

// One record says one thing about a field.
const candidates = fc.uniqueArray(candidate, { selector: (it) => it.recordId, maxLength: 4 })

const rules: readonly SurvivorshipRule[] = [
  { rule: 'mostRecent' },
  { rule: 'oldest' },
  { rule: 'sourcePriority', order: ['erp', 'eshop'] },
  { rule: 'mostFrequent' },
  { rule: 'longest' },
  { rule: 'verifiedFirst' },
  { rule: 'union' },
  { rule: 'min' },
  { rule: 'max' },
  {
    rule: 'custom',
    name: 'first record',
    choose: (all) => [...all].sort((a, b) => (a.recordId < b.recordId ? -1 : 1))[0],
  },
]

function say(value: unknown, at: number, more: Partial<FieldCandidate> = {}): FieldCandidate {
  return { value, recordId: `r${at}`, source: 'eshop', observedAt: at, receivedAt: at, ...more }
}

const chosenBy = (rule: SurvivorshipRule, ...all: readonly FieldCandidate[]): unknown =>
  survive(all, rule)?.value

describe('survive', () => {
  it.each(rules)('does not depend on order, and repeats change nothing: $rule', (rule) => {
    fc.assert(
      fc.property(
        candidates.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }),
          ),
        ),
        ([all, other]) => {
          expect(survive(other, rule)).toEqual(survive(all, rule))
          expect(survive([...all, ...all], rule)).toEqual(survive(all, rule))
        },
      ),
    )
  })

  it.each(rules)('traces every value to a record that says so: $rule', (rule) => {
    fc.assert(
      fc.property(candidates, (all) => {
        const golden = survive(all, rule)
        if (golden === undefined) return
        const origin = all.find((it) => it.recordId === golden.recordId)
        expect(origin?.source).toBe(golden.source)
        expect(origin?.observedAt).toBe(golden.at)
        if (rule.rule !== 'union') expect(golden.value).toBe(origin?.value)
        else
          for (const value of golden.value as unknown[])
            expect(all.some((it) => [it.value].flat().includes(value))).toBe(true)
      }),
    )
  })

  it.each(rules)('never lets a blank overwrite, and lets a newer null clear: $rule', (rule) => {
    const value = say('Lyon', 1)
    for (const blank of ['', '  ', [], undefined]) {
      expect(survive([value, say(blank, 2)], rule)).toEqual(survive([value], rule))
    }
    expect(survive([value, say(null, 2)], rule)).toBeUndefined()
    expect(survive([value, say(null, 0)], rule)).toEqual(survive([value], rule))
  })

  it('chooses by each rule', () => {
    const all = [
      say('Lyon', 1, { source: 'till' }),
      say('Marseille', 2, { source: 'erp', verified: true }),
      say('Lyon', 3, { source: 'eshop' }),
      say('Brest', 4, { source: 'web' }),
    ]
    expect(chosenBy({ rule: 'mostRecent' }, ...all)).toBe('Brest')
    expect(chosenBy({ rule: 'oldest' }, ...all)).toBe('Lyon')
    expect(survive(all, { rule: 'sourcePriority', order: ['erp', 'till'] })?.source).toBe('erp')
    expect(survive(all, { rule: 'sourcePriority', order: ['crm'] })?.source).toBe('web')
    expect(survive(all, { rule: 'mostFrequent' })).toMatchObject({ value: 'Lyon', recordId: 'r3', at: 3 })
    expect(chosenBy({ rule: 'longest' }, ...all)).toBe('Marseille')
    expect(chosenBy({ rule: 'verifiedFirst' }, ...all)).toBe('Marseille')
    expect(chosenBy({ rule: 'union' }, ...all)).toEqual(['Lyon', 'Marseille', 'Brest'])
    expect(chosenBy({ rule: 'min' }, say(10, 1), say(9, 2))).toBe(9)
    expect(chosenBy({ rule: 'max' }, say(10, 1), say(9, 2))).toBe(10)
    expect(chosenBy({ rule: 'max' }, say('2024-01-02', 1), say('2023-05-05', 2))).toBe('2024-01-02')
    expect(survive(all, { rule: 'custom', name: 'mine', choose: (c) => c[1] })?.rule).toBe('mine')
  })

  it('counts a value said after a clearing', () => {
    expect(chosenBy({ rule: 'oldest' }, say('old', 1), say(null, 2), say('new', 3))).toBe('new')
    expect(chosenBy({ rule: 'union' }, say(['a'], 1), say(null, 2), say(['b'], 3))).toEqual(['b'])
  })

  it('gives a late arrival of the same instant the last word', () => {
    const early = say('a', 1, { recordId: 'z', receivedAt: 5 })
    const late = say('b', 1, { recordId: 'a', receivedAt: 6 })
    expect(chosenBy({ rule: 'mostRecent' }, early, late)).toBe('b')
  })
})
