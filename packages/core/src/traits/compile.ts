import { refuseCondition } from '../conditions/refuse.ts'
import type { Scope } from '../conditions/scope.ts'
import type { Site } from '../conditions/site.ts'
import { isMissing, readAs } from '../conditions/values.ts'
import { ClienteleError, isClienteleError } from '../errors.ts'
import type { JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import { compileAggregate } from './aggregate.ts'
import type { CompiledTrait } from './compiled-trait.ts'
import type { FormulaTrait } from './definition.ts'
import type { FormulaLanguage, FormulaType } from './formula.ts'
import { columnType, formulaType, languageOf, refusing } from './formula-types.ts'
import { inHousehold } from './in-household.ts'

/** What stands before the id of a trait where fields are read. */
const PREFIX = 'trait.'

/** The id of the trait that a field name speaks of; `undefined` for a field or a score. */
export function traitIdOf(field: string): string | undefined {
  return field.startsWith(PREFIX) ? field.slice(PREFIX.length) : undefined
}

/**
 * Compiles a trait where a condition reads it, and those that it reads itself.
 *
 * @throws `INVALID_CONDITION` with the path of what cannot be; `DEFINITION_CYCLE` with the path of the traits.
 */
export function compileTrait(id: string, site: Site, above: readonly string[] = []): CompiledTrait {
  const known = site.traits.get(id)
  if (known !== undefined) return known
  if (above.includes(id)) {
    const cycle = [...above.slice(above.indexOf(id)), id].join(' → ')
    throw new ClienteleError(
      'DEFINITION_CYCLE',
      `The traits go round in a circle: ${cycle}; take one of them out.`,
    )
  }
  const definition = site.environment.traits?.get(id)
  if (definition === undefined) throw refuseCondition(site.path, `the trait \`${id}\` is not defined`)
  if ('of' in definition)
    throw refuseCondition(
      site.path,
      `the trait \`${id}\` is one of the rows of \`${definition.of}\`; read it as \`trait.${id}\` inside their \`where\``,
    )
  const own: Site = {
    ...site,
    path: '',
    row: undefined,
    table: undefined,
    first: undefined,
    normalise: undefined,
  }
  const compiled = named(id, () =>
    'formula' in definition
      ? compileFormula(definition, own, [...above, id])
      : 'per' in definition
        ? inHousehold(compileAggregate(definition, own))
        : compileAggregate(definition, own),
  )
  site.traits.set(id, compiled)
  return compiled
}

function compileFormula(definition: FormulaTrait, site: Site, above: readonly string[]): CompiledTrait {
  const language = languageOf(site.environment)
  const { traits, fields, columns } = readsOf(definition, language)
  if (columns.size > 0)
    throw refuseCondition('formula', '`row.x` is read by traits of rows alone; name their table with `of`')
  const inputs = new Map<string, CompiledTrait>()
  for (const name of traits) inputs.set(name, compileTrait(name, { ...site, path: 'formula' }, above))
  const types = new Map([...inputs].map(([name, input]) => [name, typeInFormula(input)]))
  const declared = new Map([...fields].map((name) => [name, site.environment.fields?.get(name)]))
  const fieldTypes = new Map([...declared].map(([name, type]) => [name, formulaType(type)]))
  const formula = refusing(() =>
    language.compile(definition.formula, { traits: types, fields: fieldTypes, columns: NO_COLUMNS }),
  )
  const { type } = formula
  return {
    definition,
    type: columnType(type),
    unit: type === 'days' || typeof type === 'object' ? type : undefined,
    inputs,
    matches: () => [],
    find: (scope) => {
      let end = Number.POSITIVE_INFINITY
      const value = formula.value((kind, name) => {
        if (kind === 'field') return fieldValue(name, declared.get(name), scope)
        const found = (inputs.get(name) as CompiledTrait).find(scope)
        end = Math.min(end, found.end)
        return found.value
      })
      return { value, end }
    },
  }
}

/** What a formula speaks of. @throws `INVALID_CONDITION` when it cannot be read. */
export function readsOf(
  definition: FormulaTrait,
  language: FormulaLanguage,
): ReturnType<FormulaLanguage['reads']> {
  return refusing(() => language.reads(definition.formula))
}

const NO_COLUMNS: ReadonlyMap<string, FormulaType> = new Map()

function typeInFormula({ type, unit, definition }: CompiledTrait): FormulaType {
  if (unit !== undefined) return unit
  if ('measure' in definition && definition.measure.of === 'list') return 'list'
  return formulaType(type)
}

function fieldValue(name: string, type: ColumnType | undefined, scope: Scope): JsonValue | undefined {
  const value = scope.facts.field(name)
  if (isMissing(value)) return undefined
  return type === undefined || type === 'json' ? value : readAs(value, type, scope.facts.zone)
}

/** Names the trait in what is refused of it. */
export function named<Result>(id: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!isClienteleError(error, 'INVALID_CONDITION') || error.details?.trait !== undefined) throw error
    throw new ClienteleError(
      'INVALID_CONDITION',
      error.message.replace(
        /^The condition(?: at `)?/,
        (start) => `Trait \`${id}\`${start.endsWith('`') ? ', `' : ''}`,
      ),
      {
        cause: error,
        details: { ...error.details, trait: id },
      },
    )
  }
}
