import type { Condition } from '../conditions/ast.ts'
import type { Scope } from '../conditions/scope.ts'
import type { Site } from '../conditions/site.ts'
import type { Scalar } from '../conditions/values.ts'
import type { ColumnType } from '../model/table.ts'
import type { ExplorationMeasure } from './exploration.ts'
import { refuseExploration } from './schema.ts'
import type { Subject } from './subject.ts'
import { type CompiledValue, compileField, compileProperty } from './values.ts'

/** A measure, compiled. */
export interface CompiledMeasureOf {
  readonly name: string
  readonly of: ExplorationMeasure['of']
  /** What it comes to, as far as it is declared. */
  readonly type: ColumnType
  /** What the row or the contact at hand adds; `undefined`: nothing. */
  readonly read: (scope: Scope) => Scalar | undefined
  /** What is taken off it, where it is added up; an extreme of differences reads them. */
  readonly less?: ((scope: Scope) => Scalar | undefined) | undefined
  /** The currency of what it adds; `undefined`: none is said. */
  readonly currency: ((scope: Scope) => Scalar | undefined) | undefined
  /** The property that holds it. */
  readonly currencyOf: string | undefined
  readonly reading: readonly Condition[]
}

/** Compiles a measure. @throws `INVALID_INPUT`, `INVALID_CONDITION` */
export function compileMeasureOf(
  name: string,
  measure: ExplorationMeasure,
  subject: Subject | undefined,
  site: Site,
): CompiledMeasureOf {
  const { of } = measure
  if (of === 'count' || of === 'contacts')
    return {
      name,
      of,
      type: 'number',
      read: () => 1,
      currency: undefined,
      currencyOf: undefined,
      reading: [],
    }
  if ('field' in measure) {
    if (subject !== undefined)
      throw refuseExploration(
        `\`${name}\`: a field would be added once for every row; explore contacts, or measure a property`,
      )
    const value = compileField(measure.field, site)
    const read = numeric(of, value)
    const type = typeOf(of, value)
    return { name, of, type, read, currency: undefined, currencyOf: undefined, reading: [value.reading] }
  }
  const value = compileProperty(measure.property, subject, site)
  const minus = measure.minus === undefined ? undefined : compileProperty(measure.minus, subject, site)
  const currency = currencyOf(measure, value, subject)
  const money = currency === undefined ? undefined : compileProperty(currency, subject, site)
  const whole = numeric(minus === undefined ? of : 'sum', value)
  return {
    name,
    of,
    type: minus === undefined ? typeOf(of, value) : 'number',
    ...(minus === undefined ? { read: whole } : lessened(of, whole, numeric('sum', minus))),
    currency: money?.read,
    currencyOf: currency,
    reading: [value, minus, money].flatMap((one) => (one === undefined ? [] : [one.reading])),
  }
}

function typeOf(of: string, { type = 'number' }: CompiledValue): ColumnType {
  const isWhole = type === 'integer' || type === 'money'
  return (of === 'min' || of === 'max') && !isWhole ? type : 'number'
}

/** Sums, means, and extremes of nothing declared, are of numbers. */
function numeric(of: string, { read, type }: CompiledValue): CompiledValue['read'] {
  const isNumeric = of === 'sum' || of === 'avg' || ((of === 'min' || of === 'max') && type === undefined)
  if (!isNumeric) return read
  return (scope) => {
    const value = read(scope)
    return typeof value === 'number' ? value : undefined
  }
}

function lessened(
  of: string,
  whole: CompiledValue['read'],
  less: CompiledValue['read'],
): Pick<CompiledMeasureOf, 'read' | 'less'> {
  return of === 'sum' || of === 'avg' ? { read: whole, less } : { read: difference(whole, less) }
}

function difference(whole: CompiledValue['read'], less: CompiledValue['read']): CompiledValue['read'] {
  return (scope) => {
    const value = whole(scope)
    return value === undefined ? undefined : (value as number) - ((less(scope) as number | undefined) ?? 0)
  }
}

function currencyOf(
  measure: { readonly property: string; readonly currency?: string | undefined },
  { type }: CompiledValue,
  subject: Subject | undefined,
): string | undefined {
  if (measure.currency !== undefined) return measure.currency
  const isBeside = !measure.property.includes('.') && subject?.shape.types.currency !== undefined
  return type === 'money' && isBeside ? 'currency' : undefined
}
