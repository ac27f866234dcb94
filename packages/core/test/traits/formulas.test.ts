import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  compileCondition,
  isClienteleError,
  parseTrait,
  type TraitDefinition,
  trait,
  traitJsonSchema,
} from '../../src/index.ts'
import { factsOf, type Sketch } from '../conditions/facts-of.ts'
import { environmentWith, findTrait } from './find-trait.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 1)
const order = trait('orders').events('Order').count()
const revenue = trait('revenue').events('Order').sum('total', { currency: 'EUR' })
const dollars = trait('dollars').events('Order US').sum('total', { currency: 'USD' })
const since = trait('since').events('Order').daysSince()
const rhythm = trait('rhythm').events('Order').rhythm()
const shops = trait('shops').events('Order').list('shop')
const base = [order, revenue, dollars, since, rhythm, shops] as const

const buyer: Sketch = {
  fields: { city: 'Lyon', age: 40, 'rfm.segment': 'champions' },
  events: {
    Order: [40, 30, 10].map((days) => [
      NOW - days * DAY,
      { total: 1000, shop: days > 20 ? 'Lyon' : 'Paris' },
    ]),
  },
}
const fields = new Map([
  ['city', 'string' as const],
  ['age', 'number' as const],
])
const found = (formula: string, sketch: Sketch = buyer) =>
  findTrait([trait('x').formula(formula), ...base], factsOf(sketch), NOW, { fields }).value

describe('a formula', () => {
  it.each([
    ['trait.revenue / trait.orders', 1000],
    ['trait.orders / 2', 1.5],
    // Amounts are whole minor units: 428.57 cents are 429.
    ['trait.revenue / 7', 429],
    ['1 / 2 + trait.orders', 3.5],
    ['trait.revenue * 0.2', 600],
    ['0.2 * trait.revenue + EUR(1)', 700],
    ['trait.revenue / EUR(10)', 3],
    ['trait.since / trait.rhythm > 0.5', true],
    ['trait.since + days(5)', 15],
    ['amount(trait.revenue) / 3', 10],
    ['trait.revenue >= EUR(30) && trait.orders == 3 ? "gold" : "none"', 'gold'],
    ['trait.revenue > EUR(30) ? "gold" : "none"', 'none'],
    ['min(trait.orders, 2) + max(1, 2) + round(2.5) + floor(1.9)', 8],
    ['"Lyon" in trait.shops && count(trait.shops) == 2', true],
    ['field.city.startsWith("Ly") && score.rfm.segment == "champions"', true],
    ['field.age % 7', 5],
    ['-trait.revenue', -3000],
    ['has(trait.rhythm) ? trait.rhythm : days(90)', 15],
  ])('%s', (formula, value) => {
    expect(found(formula)).toBe(value)
  })

  it('is missing where what it needs is, where it divides by 0, and nowhere else', () => {
    expect(found('trait.since / trait.rhythm', {})).toBeUndefined()
    expect(found('trait.revenue / trait.orders', {})).toBeUndefined()
    expect(found('has(trait.since) ? trait.since : days(999)', {})).toBe(999)
    expect(found('field.age + 1', { fields: { age: 'forty' } })).toBeUndefined()
    expect(found('has(score.rfm.segment) ? score.rfm.segment : "none"', {})).toBe('none')
  })

  it('ends when one of its traits does', () => {
    const late = trait('x').formula('trait.since / trait.rhythm')
    expect(findTrait([late, ...base], factsOf(buyer), NOW + DAY / 4).end).toBe(NOW + DAY)
  })

  it('stands on formulas', () => {
    const basket = trait('basket').formula('trait.revenue / trait.orders')
    const level = trait('x').formula('trait.basket >= EUR(10) ? 1 : 0')
    expect(findTrait([level, basket, ...base], factsOf(buyer), NOW).value).toBe(1)
  })
})

const refusalOf = (...definitions: readonly TraitDefinition[]) => {
  try {
    compileCondition(
      { field: `trait.${definitions[0]?.id}`, op: 'exists' },
      environmentWith([...base, ...definitions], { fields }),
    )
  } catch (error) {
    if (isClienteleError(error)) return { code: error.code, message: error.message }
    throw error
  }
  return undefined
}

describe('a formula that cannot be', () => {
  it.each([
    ['trait.revenue + trait.dollars', 'EUR + USD'],
    ['trait.revenue + trait.orders', 'EUR + double'],
    ['trait.revenue + trait.since', 'EUR + days'],
    ['trait.since > 3', 'days > double'],
    ['trait.revenue == 30', 'EUR == double'],
    ['field.city * 2', 'string * double'],
    ['trait.nothing + 1', 'the trait `nothing` is not defined'],
    ['trait.orders +', 'at character'],
    ['orders + 1', 'write `trait.x`'],
    ['trait.orders.constructor', '`constructor` is no name'],
    ['constructor', 'write `trait.x`'],
    ['field.city.matches("(a+)+$")', 'there is no `.matches()`'],
    ['trait.shops.map(x, x)', 'there is no `.map()`'],
    ['trait.shops.all(x, true)', 'there is no `.all()`'],
    ['dyn(1)', 'there is no function `dyn`'],
    ['score.__proto__.polluted == 1.0', '`__proto__` is no name'],
    ['score.a.constructor == 1.0', '`constructor` is no name'],
    ['field.__proto__ == 1.0', '`__proto__` is no name'],
    ['score["__proto__"]["x"] == 1.0', 'cannot be written in a formula'],
    ['{"a": 1}', 'cannot be written in a formula'],
    ['trait.shops[0]', 'cannot be written in a formula'],
    ['null', 'make it a number'],
  ])('is refused when it is saved: %s', (formula, why) => {
    const refusal = refusalOf(trait('x').formula(formula))
    expect(refusal?.code).toBe('INVALID_CONDITION')
    expect(refusal?.message).toContain('Trait `x`, `formula`: ')
    expect(refusal?.message).toContain(why)
  })

  it('has touched nothing that all objects share', () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('is refused when it is too long to be worth reading', () => {
    const refusal = refusalOf(trait('x').formula(`1${' + 1'.repeat(480)}`))
    expect(refusal?.code).toBe('INVALID_CONDITION')
  })

  it('goes round in a circle, and is told the way', () => {
    const circle = ['a', 'b', 'c'].map((id, index) => trait(id).formula(`trait.${'bca'[index]} + 1`))
    expect(refusalOf(...circle)).toEqual({
      code: 'DEFINITION_CYCLE',
      message: 'The traits go round in a circle: a → b → c → a; take one of them out.',
    })
  })
})

describe('a trait that cannot be', () => {
  const tables = new Map([
    ['orders', { name: 'orders', kind: 'linked' as const, columns: { amount: 'money' as const } }],
  ])
  it.each([
    [trait('x').rows('carts').count(), '`rows`: the table `carts` is not declared'],
    [trait('x').rows('orders').sum('total'), '`measure`: `total` names the column `total`'],
    [trait('x').events('A').sum('a..b'), '`measure`: `a..b` is not a path'],
    [trait('x').events('A').where({ field: 'city', op: 'exists' }).count(), '`where`: inside a `where`'],
    [{ ...trait('x').events('A').count(), money: { currency: 'EUR' } }, '`money`: `count` is no amount'],
  ])('is refused with the path', (definition, why) => {
    expect(() =>
      compileCondition({ field: 'trait.x', op: 'exists' }, environmentWith([definition], { tables })),
    ).toThrow(`Trait \`x\`, ${why}`)
  })

  it.each([
    [{ id: 'x' }, 'expected a trait'],
    [{ id: 'a-b', event: 'A', measure: { of: 'count' } }, 'id'],
    [{ id: 'x', event: 'A', measure: { of: 'median' } }, 'measure'],
    [{ id: 'x', event: 'A', measure: { of: 'sum' } }, 'measure'],
    [{ id: 'x', event: 'A', measure: { of: 'count' }, window: { last: 'soon' } }, 'window'],
    [
      { id: 'x', event: 'A', measure: { of: 'sum', property: 'n' }, money: { currency: 'euro' } },
      'money.currency',
    ],
    [{ id: 'x', formula: '1', window: { last: '1d' } }, 'window'],
    [{ id: 'x', event: 'A', measure: { of: 'count' }, where: { propert: 'n' } }, 'where'],
  ])('has the wrong shape, and is told where', (input, path) => {
    expect(() => parseTrait(input)).toThrow(path)
  })

  it('survives JSON and its schema unchanged, and has a JSON Schema', () => {
    for (const definition of [...base, trait('f', { history: true }).formula('trait.orders')])
      expect(parseTrait(JSON.parse(JSON.stringify(definition)))).toEqual(definition)
    const schema = JSON.stringify(traitJsonSchema())
    for (const word of ['mostFrequent', 'formula', '#/$defs/Condition', 'sequence'])
      expect(schema).toContain(word)
  })
})

describe('the language of formulas', () => {
  it('is loaded only where it is needed: nothing else imports it', () => {
    const folder = new URL('../../src/', import.meta.url)
    const importing = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => /from '@marcbachmann\/cel-js'/.test(readFileSync(new URL(file, folder), 'utf8')))
    expect(importing.sort()).toEqual(['traits/formula-language.ts', 'traits/quantities.ts'])
  })
})
