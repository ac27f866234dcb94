import type { RowsCondition } from '../conditions/ast.ts'
import { compileChoice } from '../conditions/behaviour.ts'
import { rootSite } from '../conditions/compile.ts'
import { dependenciesOf } from '../conditions/dependencies.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import { type RowShape, shapeOfTable } from '../conditions/property-path.ts'
import { refuseCondition } from '../conditions/refuse.ts'
import type { Evaluator, Scope } from '../conditions/scope.ts'
import { rowSeries } from '../conditions/series.ts'
import { verdictOn } from '../conditions/verdict-on.ts'
import type { RowAggregateTrait } from './definition.ts'
import { compileTraitMeasure } from './measure.ts'
import { compileCurrencyGuard } from './money.ts'
import type { CompiledRowTrait, CompileRowAggregate } from './row-trait.ts'

/**
 * Compiles a measure over the rows that link to a row, with the links, conditions and measures of the condition
 * language. It reads columns, and of the traits those that are formulas of a row: nothing can go round in a circle.
 *
 * @throws `INVALID_CONDITION` with the path of what cannot be.
 */
export const compileRowAggregate: CompileRowAggregate = (definition, environment): CompiledRowTrait => {
  const { rows: table, via, where: condition, money } = definition
  const shape = checkLink(definition, environment)
  const site = rootSite({ ...environment, traits: formulasAmong(environment), rowAggregates: undefined })
  const series = rowSeries(table, via)
  const measure = compileTraitMeasure(definition, series, shape, { ...site, path: 'measure' })
  const { where } = compileChoice({ where: condition }, shape, table, site)
  const isForeign = compileCurrencyGuard(money, series, shape, { ...site, path: 'money' })
  const reads = dependenciesOf({ ...definition, op: 'exists' } as RowsCondition, site.environment)
  checkTimeless(where, reads.fields)
  const currency = money?.property === undefined ? [] : [{ property: money.property, op: 'exists' } as const]
  const ofCurrency = currency.map((one) => dependenciesOf({ rows: table, where: one }, site.environment))
  return {
    type: measure.type,
    tables: [reads, ...ofCurrency].flatMap((one) => [...one.tables]),
    traits: [reads, ...ofCurrency].flatMap((one) => [...one.traits]),
    read: (_row, outer, key) => {
      // The same wherever it is read: nothing of what stands around it is seen.
      const scope: Scope = { ...outer, references: undefined, first: undefined, row: undefined, rowKey: key }
      const linking = series.list(scope)
      const matches =
        where === undefined ? linking : linking.filter((one) => verdictOn(where, one, series, scope) > 0)
      if (isForeign !== undefined && matches.some((one) => isForeign(one, scope))) return undefined
      return measure.value(matches, scope)
    },
  }
}

function checkLink({ of: owner, rows, via }: RowAggregateTrait, environment: ConditionEnvironment): RowShape {
  const shape = shapeOfTable(rows, environment)
  if (shape === undefined) throw refuseCondition('rows', `the table \`${rows}\` is not declared`)
  for (const [key, table] of [
    ['of', owner],
    ['rows', rows],
  ] as const)
    if (environment.tables.get(table)?.kind === 'reference')
      throw refuseCondition(
        key,
        `the rows of \`${table}\` are of no contact, and what is measured are the rows of one; \`query\` counts over everybody`,
      )
  if (shape.links[via] !== owner)
    throw refuseCondition('via', `\`${via}\` is no link of \`${rows}\` to \`${owner}\``)
  return shape
}

function checkTimeless(where: Evaluator | undefined, fields: ReadonlySet<string>): void {
  if (where !== undefined && !where.timeless)
    throw refuseCondition('where', 'it turns with time, or measures rows itself; compare columns with values')
  if (fields.size > 0) throw refuseCondition('where', 'a trait of rows reads nothing of the contact')
}

/** Traits of rows that stand on the row alone. */
function formulasAmong({ traits }: ConditionEnvironment): ConditionEnvironment['traits'] {
  return new Map([...(traits ?? [])].filter(([, one]) => 'of' in one && 'formula' in one))
}
