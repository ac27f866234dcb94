import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCondition, inlineTraits, type TraitDefinition, trait } from '../../src/index.ts'
import { compileTraits } from '../../src/traits/program-trait.ts'
import { arbitraryNow, arbitrarySketch, environment } from '../conditions/arbitrary.ts'
import { factsOf } from '../conditions/facts-of.ts'
import { environmentWith } from './find-trait.ts'

const QUARTER = 15 * 60_000

const properties = ['n', 'items[].price', 's'] as const
const arbitraryMeasure: fc.Arbitrary<object> = fc.oneof(
  fc.record({ of: fc.constantFrom('count', 'daysSince', 'rhythm', 'firstAt', 'lastAt') }),
  fc.record({
    of: fc.constantFrom('sum', 'avg', 'min', 'max', 'first', 'last', 'distinct', 'mostFrequent', 'list'),
    property: fc.constantFrom(...properties),
  }),
)
const arbitraryWindow = fc.constantFrom(
  { last: '7d' },
  { last: 'P1M' },
  { last: '6h' },
  { ago: ['30d', '1d'] },
  { ago: ['P1M', 'P1D'] },
  { from: '2026-03-01', to: '2026-10-25' },
)
/** A trait `x` over events or rows. */
const arbitraryAggregate: fc.Arbitrary<TraitDefinition> = fc
  .oneof(
    fc.record(
      {
        event: fc.constantFrom('A', 'B', 'A*'),
        where: fc.constantFrom(
          { property: 'n', op: 'gte', value: 2 },
          { property: 'due', op: 'withinLast', value: '2d' },
        ),
        window: arbitraryWindow,
        measure: arbitraryMeasure,
      },
      { requiredKeys: ['event', 'measure'] },
    ),
    fc.record(
      {
        rows: fc.constant('orders'),
        where: fc.constantFrom({ property: 'store_id.region', op: 'eq', value: 'north' }),
        window: arbitraryWindow,
        measure: fc.constantFrom(
          { of: 'count' },
          { of: 'sum', property: 'amount' },
          { of: 'last', property: 'status' },
          { of: 'list', property: 'store_id' },
          { of: 'daysSince' },
        ),
      },
      { requiredKeys: ['rows', 'measure'] },
    ),
  )
  .map((body) => ({ id: 'x', ...body }) as TraitDefinition)

const situation = arbitraryNow.chain((now) =>
  fc.tuple(fc.constant(now), arbitrarySketch(now), arbitraryAggregate),
)
const shape = { tables: environment.tables, fields: environment.fields }

describe('a value holds until its end', () => {
  it('is the same at every instant before the end, for any trait, contact and instant', () => {
    const ratio = trait('y').formula('trait.week / (trait.month + 1) + (trait.week > 1 ? 1 : 0)')
    const week = trait('week').events('A').last('7d').count()
    const month = trait('month').events('A*').last('P1M').count()
    fc.assert(
      fc.property(
        situation,
        fc.array(fc.integer({ min: 0, max: 40 * 96 }), { maxLength: 12 }),
        ([now, sketch, definition], steps) => {
          const facts = factsOf(sketch)
          const traits = compileTraits(new Map(), environmentWith([definition, ratio, week, month], shape))
          for (const { find } of traits) {
            const { value, end } = find(facts, now)
            expect(end).toBeGreaterThan(now)
            const probes = steps.map((step) => now + step * QUARTER)
            if (end !== Infinity) probes.push(end - 1)
            for (const at of probes) if (at < end) expect(find(facts, at).value).toEqual(value)
          }
        },
      ),
      { numRuns: 800 },
    )
  })
})

describe('a comparison of a trait', () => {
  it('says what the same words of the condition language say, written out', () => {
    let inlined = 0
    fc.assert(
      fc.property(
        situation,
        fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'exists', 'missing'),
        fc.integer({ min: 0, max: 5 }),
        ([now, sketch, definition], op, value) => {
          const all = environmentWith([definition], shape)
          const asked = { field: 'trait.x', op, ...(op === 'exists' || op === 'missing' ? {} : { value }) }
          const written = inlineTraits(asked as never, all)
          if ('field' in written) return
          inlined++
          const facts = factsOf(sketch)
          let compared: number
          try {
            compared = compileCondition(asked as never, all)(facts, now)
          } catch {
            // An operand that cannot be read as the type: refused in both forms.
            expect(() => compileCondition(written, all)).toThrow()
            return
          }
          expect(Math.sign(compared)).toBe(Math.sign(compileCondition(written, all)(facts, now)))
        },
      ),
      { numRuns: 800 },
    )
    expect(inlined).toBeGreaterThan(250)
  })
})
