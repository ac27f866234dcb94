import type { ConditionEnvironment } from '../conditions/environment.ts'
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
      : compileAggregate(definition, own),
  )
  site.traits.set(id, compiled)
  return compiled
}

function compileFormula(definition: FormulaTrait, site: Site, above: readonly string[]): CompiledTrait {
  const language = languageOf(site.environment)
  const { traits, fields } = readsOf(definition, language)
  const inputs = new Map<string, CompiledTrait>()
  for (const name of traits) inputs.set(name, compileTrait(name, { ...site, path: 'formula' }, above))
  const types = new Map([...inputs].map(([name, input]) => [name, typeInFormula(input)]))
  const declared = new Map([...fields].map((name) => [name, site.environment.fields?.get(name)]))
  const fieldTypes = new Map([...declared].map(([name, type]) => [name, FORMULA_TYPES[type ?? 'json']]))
  const formula = refusing(() => language.compile(definition.formula, { traits: types, fields: fieldTypes }))
  const { type } = formula
  return {
    definition,
    type: typeof type === 'object' ? 'money' : COLUMN_TYPES[type],
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

/** The language of formulas. @throws `INVALID_CONDITION` while it is not loaded. */
export function languageOf(environment: ConditionEnvironment): FormulaLanguage {
  if (environment.formulas !== undefined) return environment.formulas
  throw refuseCondition('formula', 'the language of formulas is not loaded; load it before you compile')
}

const FORMULA_TYPES: { readonly [type in ColumnType]: FormulaType } = {
  string: 'text',
  integer: 'number',
  number: 'number',
  money: 'number',
  boolean: 'boolean',
  instant: 'any',
  date: 'text',
  json: 'any',
}

const COLUMN_TYPES = {
  number: 'number',
  days: 'number',
  text: 'string',
  boolean: 'boolean',
  list: 'json',
  any: undefined,
} as const

function typeInFormula({ type, unit, definition }: CompiledTrait): FormulaType {
  if (unit !== undefined) return unit
  if ('measure' in definition && definition.measure.of === 'list') return 'list'
  return type === undefined ? 'any' : FORMULA_TYPES[type]
}

function fieldValue(name: string, type: ColumnType | undefined, scope: Scope): JsonValue | undefined {
  const value = scope.facts.field(name)
  if (isMissing(value)) return undefined
  return type === undefined || type === 'json' ? value : readAs(value, type, scope.facts.zone)
}

function refusing<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (isClienteleError(error)) throw error
    throw refuseCondition('formula', error instanceof Error ? error.message : 'it cannot be read')
  }
}

/** Names the trait in what is refused of it. */
function named<Result>(id: string, work: () => Result): Result {
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
