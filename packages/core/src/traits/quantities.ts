import type { Environment } from '@marcbachmann/cel-js'
import { currencyDecimals } from '../model/currency-decimals.ts'

/** A number with a unit while a formula runs; the class of each unit is its own, so that units never mix. */
interface Quantity {
  readonly amount: number
}

const QUANTITY: unique symbol = Symbol('quantity')

/** A unit as the formulas know it. */
export interface QuantityKind {
  readonly name: string
  readonly type: new (amount: number) => Quantity
  /** Of what is written in a formula: `EUR(12.5)` is 1250 minor units. */
  readonly factor: number
  readonly make: (amount: number) => Quantity
}

/** Makes the units of these names: `days`, and codes of currencies. */
export function quantityKinds(names: ReadonlySet<string>): ReadonlyMap<string, QuantityKind> {
  const kinds = new Map<string, QuantityKind>()
  for (const name of names) {
    // The language tells its types apart by their constructors.
    const type = class implements Quantity {
      readonly [QUANTITY] = true
      readonly amount: number
      constructor(amount: number) {
        this.amount = amount
      }
    }
    const factor = name === 'days' ? 1 : 10 ** currencyDecimals(name)
    kinds.set(name, { name, type, factor, make: (amount) => new type(amount) })
  }
  return kinds
}

/** Is it a number with a unit? */
export function isQuantity(value: unknown): value is Quantity {
  return typeof value === 'object' && value !== null && QUANTITY in value
}

/**
 * Teaches a language its units: like is added to, taken from, divided by and compared with like, multiplied and
 * divided by plain numbers, and nothing else.
 */
export function registerQuantities(environment: Environment, kinds: ReadonlyMap<string, QuantityKind>): void {
  for (const kind of kinds.values()) registerQuantity(environment, kind)
  const register = (signature: string, handler: (...args: number[]) => number): void => {
    environment.registerFunction(signature, handler)
  }
  register('min(double, double): double', Math.min)
  register('max(double, double): double', Math.max)
  register('round(double): double', (a) => Math.round(a as number))
  register('floor(double): double', (a) => Math.floor(a as number))
  environment.registerOperator('double % double', (a: number, b: number) => a % b)
  environment.registerFunction('count(list<dyn>): double', (list: readonly unknown[]) => list.length)
}

function registerQuantity(environment: Environment, { name, type, factor, make }: QuantityKind): void {
  const both = (operator: string, combine: (a: number, b: number) => number): void => {
    environment.registerOperator(`${name} ${operator} ${name}`, (a: Quantity, b: Quantity) =>
      make(combine(a.amount, b.amount)),
    )
  }
  const compare = (operator: string, test: (a: number, b: number) => boolean): void => {
    environment.registerOperator(`${name} ${operator} ${name}`, (a: Quantity, b: Quantity) =>
      test(a.amount, b.amount),
    )
  }
  environment.registerType(name, { ctor: type as never, fields: {} })
  both('+', (a, b) => a + b)
  both('-', (a, b) => a - b)
  compare('<', (a, b) => a < b)
  compare('<=', (a, b) => a <= b)
  compare('>', (a, b) => a > b)
  compare('>=', (a, b) => a >= b)
  // `!=` follows from it.
  compare('==', (a, b) => a === b)
  environment.registerOperator(`-${name}`, (a: Quantity) => make(-a.amount))
  environment.registerOperator(`${name} * double`, (a: Quantity, b: number) => make(a.amount * b))
  environment.registerOperator(`double * ${name}: ${name}`, (a: number, b: Quantity) => make(a * b.amount))
  environment.registerOperator(`${name} / double`, (a: Quantity, b: number) => make(a.amount / b))
  environment.registerOperator(`${name} / ${name}: double`, (a: Quantity, b: Quantity) => a.amount / b.amount)
  environment.registerFunction(`${name}(double): ${name}`, (a: number) => make(a * factor))
  environment.registerFunction(`amount(${name}): double`, (a: Quantity) => a.amount / factor)
  environment.registerFunction(`min(${name}, ${name}): ${name}`, (a: Quantity, b: Quantity) =>
    a.amount <= b.amount ? a : b,
  )
  environment.registerFunction(`max(${name}, ${name}): ${name}`, (a: Quantity, b: Quantity) =>
    a.amount >= b.amount ? a : b,
  )
}
