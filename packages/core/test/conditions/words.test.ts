import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { all, event, field, heldFor, not, property, rows, sequence } from '../../src/conditions/builder.ts'
import { compileCondition } from '../../src/conditions/compile.ts'
import { dependenciesOf } from '../../src/conditions/dependencies.ts'
import { describeCondition } from '../../src/conditions/describe.ts'
import { explainCondition } from '../../src/conditions/explain.ts'
import { compileRowTest } from '../../src/conditions/row-test.ts'
import { conditionJsonSchema, conditionSchema } from '../../src/conditions/schema.ts'
import { arbitraryCondition, arbitraryNow, arbitrarySketch, environment } from './arbitrary.ts'
import { factsOf } from './facts-of.ts'

const NOW = Date.UTC(2026, 2, 10, 12)
const DAY = 86_400_000

describe('the builder', () => {
  it('makes the JSON of the language', () => {
    const built = all(
      field('city').eq('Lyon'),
      event('Order Completed').where(property('total').gte(10)).last('90d').count().gte(2),
      not(rows('orders').sum('amount').lt(100)),
      heldFor(field('status').eq('gold'), { atLeast: '30d' }),
      event('Unsubscribed').none(),
      sequence({ event: 'A' }, { event: 'B' }, { within: '3d', not: true }),
    )
    expect(JSON.parse(JSON.stringify(built))).toEqual({
      all: [
        { field: 'city', op: 'eq', value: 'Lyon' },
        {
          event: 'Order Completed',
          where: { property: 'total', op: 'gte', value: 10 },
          window: { last: '90d' },
          op: 'gte',
          value: 2,
        },
        { not: { rows: 'orders', measure: { of: 'sum', property: 'amount' }, op: 'lt', value: 100 } },
        { field: 'status', op: 'eq', value: 'gold', heldFor: { atLeast: '30d' } },
        { event: 'Unsubscribed', op: 'eq', value: 0 },
        // biome-ignore lint/suspicious/noThenProperty: a condition, which is never awaited.
        { sequence: { event: 'A' }, then: { event: 'B' }, within: '3d', not: true },
      ],
    })
    expect(conditionSchema.safeParse(built).success).toBe(true)
  })
})

describe('a description', () => {
  const condition = all(field('city').eq('Lyon'), event('Order Completed').last('90d').count().gte(2))
  it('is a sentence in English and in French', () => {
    expect(describeCondition(condition)).toBe(
      'city is “Lyon” and the number of events “Order Completed” in the last 90 days is at least 2',
    )
    expect(
      describeCondition(condition, {
        language: 'fr',
        names: { city: 'la ville', 'Order Completed': 'commande' },
      }),
    ).toBe('la ville est “Lyon” et le nombre d’événements « commande » depuis 90 jours est au moins 2')
  })

  it('names the current day, week, month, quarter and year', () => {
    const today = event('Order Completed').current('day').any()
    expect(describeCondition(today, { language: 'en' })).toContain('“Order Completed” today')
    expect(describeCondition(today, { language: 'fr' })).toContain('« Order Completed » aujourd’hui')
    const month = event('Order Completed').current('month').any()
    expect(describeCondition(month, { language: 'en' })).toContain('this month')
    expect(describeCondition(month, { language: 'fr' })).toContain('ce mois-ci')
  })

  it('is there for every condition, in both languages, with nothing left unsaid', () => {
    fc.assert(
      fc.property(arbitraryCondition, fc.constantFrom('en' as const, 'fr' as const), (any, language) => {
        expect(describeCondition(any, { language })).not.toMatch(/undefined|NaN|\[object|^$/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('an explanation', () => {
  it('shows the truth of each leaf with the value found', () => {
    const facts = factsOf({ fields: { city: 'Paris' }, events: { A: [[NOW - DAY], [NOW - 2 * DAY]] } })
    const why = explainCondition(
      all(field('city').eq('Lyon'), event('A').last('7d').count().gte(2)),
      facts,
      NOW,
    )
    expect(why.holds).toBe(false)
    expect(why.parts.map(({ holds, found, validUntil }) => ({ holds, found, validUntil }))).toEqual([
      { holds: false, found: 'Paris', validUntil: undefined },
      { holds: true, found: 2, validUntil: NOW + 5 * DAY },
    ])
  })

  it('says of the whole what the evaluator says', () => {
    const triple = arbitraryNow.chain((now) =>
      fc.tuple(fc.constant(now), arbitrarySketch(now), arbitraryCondition),
    )
    fc.assert(
      fc.property(triple, ([now, sketch, condition]) => {
        const facts = factsOf(sketch)
        const verdict = compileCondition(condition, environment)(facts, now)
        const why = explainCondition(condition, facts, now, { environment })
        expect(why.holds).toBe(verdict > 0)
        expect(why.validUntil ?? Infinity).toBe(Math.abs(verdict))
      }),
      { numRuns: 300 },
    )
  })
})

describe('dependencies', () => {
  it('name what is read, through segments and links too, and how far back', () => {
    const reads = dependenciesOf(
      all(
        { segment: 'loyal' },
        rows('lines').where(property('order_id.store_id.region').eq('north')).any(),
        event('B').ago('30d', '7d').any(),
        event('C').current('month').any(),
        field('city').eq({ ref: 'field.home' }),
      ),
      environment,
    )
    expect(Object.fromEntries(reads.events)).toEqual({ A: 7 * DAY, B: 30 * DAY, C: 32 * DAY })
    expect([...reads.tables].sort()).toEqual(['lines', 'orders', 'stores'])
    expect([...reads.fields].sort()).toEqual(['age', 'city', 'home'])
    expect([...reads.segments].sort()).toEqual(['buyers', 'loyal'])
  })
})

describe('a row test', () => {
  it('reads the row at hand, references and the moment', () => {
    const same = compileRowTest({ property: 'cart_id', op: 'eq', value: { ref: 'run.key' } })
    expect(same({ cart_id: 'k' }, (path) => (path === 'run.key' ? 'k' : undefined))).toBe(true)
    expect(same({ cart_id: 'k' }, () => 'other')).toBe(false)
    const soon = compileRowTest({ property: 'due', op: 'withinNext', value: '2d' })
    expect(soon({ due: NOW + DAY }, undefined, { facts: factsOf({}), now: NOW })).toBe(true)
  })
})

describe('the JSON Schema', () => {
  it('describes every kind of condition', () => {
    const text = JSON.stringify(conditionJsonSchema())
    for (const key of [
      'all',
      'any',
      'not',
      'atLeast',
      'segment',
      'field',
      'property',
      'event',
      'rows',
      'sequence',
    ])
      expect(text).toContain(`"${key}":`)
  })
})
