import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { PropertyPath, RowShape } from '../conditions/property-path.ts'
import { refuseCondition } from '../conditions/refuse.ts'
import type { Scope } from '../conditions/scope.ts'
import { isMissing, readAs } from '../conditions/values.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import type { RowAggregateTrait, RowFormulaTrait, RowTrait } from './definition.ts'
import type { FormulaLanguage, FormulaType } from './formula.ts'
import { columnType, formulaType, languageOf, refusing } from './formula-types.ts'

/** A trait of rows, compiled: a pure function of the row, and of the rows that its links lead to. */
export interface CompiledRowTrait {
  readonly read: (row: JsonObject, scope: Scope, key: string | undefined) => JsonValue | undefined
  readonly type: ColumnType | undefined
  /** Tables that it reads. */
  readonly tables: readonly string[]
  /** Traits of the rows of another table that it reads. */
  readonly traits: readonly string[]
}

/** Compiles a measure over the rows that link to a row; handed in, for conditions read such traits themselves. */
export type CompileRowAggregate = (
  definition: RowAggregateTrait,
  environment: ConditionEnvironment,
) => CompiledRowTrait

/** Compiles a path over columns and links; handed in, for such a path may lead to a trait itself. */
type CompilePath = (
  text: string,
  shape: RowShape,
  environment: ConditionEnvironment,
  at: string,
) => PropertyPath

/** The trait of this id that the rows of a table have. */
export function rowTraitOf(
  id: string | undefined,
  table: string | undefined,
  environment: ConditionEnvironment,
): RowTrait | undefined {
  const definition = id === undefined ? undefined : environment.traits?.get(id)
  return definition !== undefined && 'of' in definition && definition.of === table ? definition : undefined
}

/**
 * Compiles a trait of the rows of a table.
 *
 * @throws `INVALID_CONDITION` with the path of what cannot be.
 */
export function compileRowTrait(
  definition: RowTrait,
  shape: RowShape,
  environment: ConditionEnvironment,
  compilePath: CompilePath,
): CompiledRowTrait {
  if ('formula' in definition) return compileRowFormula(definition, shape, environment, compilePath)
  if (environment.rowAggregates !== undefined) return environment.rowAggregates(definition, environment)
  const { id, rows } = definition
  throw refuseCondition(
    '',
    `the trait \`${id}\` is measured over rows of \`${rows}\`, and the filter of a trigger sees the row alone; ask it in a branch`,
  )
}

function compileRowFormula(
  definition: RowFormulaTrait,
  shape: RowShape,
  environment: ConditionEnvironment,
  compilePath: CompilePath,
): CompiledRowTrait {
  const { money } = definition
  const language = languageOf(environment)
  // Its columns are the table's own: no trait of rows stands on another.
  const columnsOnly = { ...environment, traits: undefined }
  const pathOf = (text: string, at: string): PropertyPath => {
    const path = compilePath(text, shape, columnsOnly, at)
    if (path.many) throw refuseCondition(at, `\`${text}\` is a list; a formula reads single values`)
    return path
  }
  const paths = new Map<string, PropertyPath>()
  for (const column of columnsOf(definition, language)) paths.set(column, pathOf(column, 'formula'))
  const types = new Map([...paths].map(([column, { type }]) => [column, columnInFormula(type, definition)]))
  const inputs = { traits: NONE, fields: NONE, columns: types }
  const formula = refusing(() => language.compile(definition.formula, inputs))
  const currencyPath = money === undefined ? undefined : currencyPathOf(definition, shape)
  const currency = currencyPath === undefined ? undefined : pathOf(currencyPath, 'money')
  return {
    type: columnType(formula.type),
    traits: [],
    tables: [...paths.values(), ...(currency === undefined ? [] : [currency])].flatMap((one) => one.tables),
    read: (row, scope) => {
      const named = currency?.read(row, scope)
      if (typeof named === 'string' && named !== '' && named.toUpperCase() !== money?.currency)
        return undefined
      return formula.value((_, name) => {
        const path = paths.get(name) as PropertyPath
        const value = path.read(row, scope)
        if (isMissing(value)) return undefined
        return path.type === undefined || path.type === 'json'
          ? value
          : readAs(value, path.type, scope.facts.zone)
      })
    },
  }
}

const NONE: ReadonlyMap<string, FormulaType> = new Map()

function columnsOf(definition: RowFormulaTrait, language: FormulaLanguage): ReadonlySet<string> {
  const { traits, fields, columns } = refusing(() => language.reads(definition.formula))
  if (traits.size > 0 || fields.size > 0)
    throw refuseCondition('formula', 'a trait of rows reads `row.x` alone; leave out what is of the contact')
  return columns
}

function columnInFormula(type: ColumnType | undefined, { money }: RowFormulaTrait): FormulaType {
  return type === 'money' && money !== undefined ? { currency: money.currency } : formulaType(type)
}

function currencyPathOf({ money }: RowFormulaTrait, shape: RowShape): string | undefined {
  if (money?.property !== undefined) return money.property
  return Object.hasOwn(shape.types, 'currency') ? 'currency' : undefined
}
