import { Environment } from '@marcbachmann/cel-js'
import { LRUCache } from 'lru-cache'
import type { JsonValue } from '../model/json.ts'
import type { CompiledFormula, FormulaInputs, FormulaLanguage, FormulaType } from './formula.ts'
import { type FormulaNode, type FormulaParts, partsOfFormula } from './formula-syntax.ts'
import { isQuantity, type QuantityKind, quantityKinds, registerQuantities } from './quantities.ts'
import { unitName } from './unit.ts'

/** Formulas that are kept compiled: many conditions may stand on one trait. */
const CACHED = 500

const OPTIONS = {
  limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 100, maxMapEntries: 1, maxCallArguments: 4 },
}

/** Makes the language of formulas over CEL, which neither evaluates JavaScript nor reads prototypes. */
export function createFormulaLanguage(): FormulaLanguage {
  const reader = new Environment({ ...OPTIONS, unlistedVariablesAreDyn: true })
  const compiled = new LRUCache<string, CompiledFormula>({ max: CACHED })
  const read = (text: string): FormulaParts => partsOfFormula(parse(reader, text).ast)
  return {
    reads: read,
    compile: (text, inputs) => {
      const key = JSON.stringify([text, [...inputs.traits], [...inputs.fields]])
      const known = compiled.get(key)
      if (known !== undefined) return known
      const made = compile(text, read(text), inputs)
      compiled.set(key, made)
      return made
    },
  }
}

function compile(text: string, parts: FormulaParts, inputs: FormulaInputs): CompiledFormula {
  const used = [...inputs.traits.values(), ...inputs.fields.values()].flatMap(unitOf)
  const kinds = quantityKinds(new Set([...used, ...parts.units]))
  const environment = new Environment(OPTIONS)
  registerQuantities(environment, kinds)
  const variables = variablesOf(parts, inputs)
  for (const [name, schema] of Object.entries(variables.schema))
    environment.registerVariable({ name, schema } as never)
  const run = parse(environment, withDecimals(text, parts.integers))
  const { valid, type: found, error } = run.check()
  if (!valid) throw new Error(error?.summary ?? 'it does not fit together')
  const type = typeOf(String(found), kinds)
  return {
    type,
    value: (readInput) => {
      const context: Record<string, Record<string, unknown>> = { trait: {}, field: {}, score: {} }
      for (const input of variables.inputs) {
        const value = readInput(input.kind, input.name)
        if (value === undefined || value === null) continue
        const kind = kinds.get(input.unit)
        const given = kind === undefined ? value : kind.make(value as number)
        const [root, first, second] = input.path as readonly [string, string, string?]
        const place = context[root] as Record<string, unknown>
        if (second === undefined) place[first] = given
        else place[first] = { ...(place[first] as object | undefined), [second]: given }
      }
      return resultOf(attempt(run, context), type)
    },
  }
}

type Parsed = ReturnType<Environment['parse']>

function parse(environment: Environment, text: string): Parsed & { readonly ast: FormulaNode } {
  try {
    return environment.parse(text) as Parsed & { readonly ast: FormulaNode }
  } catch (error) {
    const { summary, range } = error as { summary?: string; range?: { start?: number } }
    const place = range?.start === undefined ? '' : ` at character ${range.start + 1}`
    throw new Error(`${summary ?? 'it cannot be read'}${place}`, { cause: error })
  }
}

/** A missing input, a division by 0, a value of another type than declared: the result is missing. */
function attempt(run: Parsed, context: Record<string, unknown>): unknown {
  try {
    return run(context)
  } catch {
    return undefined
  }
}

/** One kind of number: `trait.orders / 2` is a half where it is a half. */
function withDecimals(text: string, integers: readonly FormulaNode[]): string {
  let written = text
  for (const { start, end, args } of [...integers].sort((a, b) => b.start - a.start))
    written = `${written.slice(0, start)}${String(args)}.0${written.slice(end)}`
  return written
}

interface Variables {
  readonly schema: { readonly [root: string]: object }
  readonly inputs: readonly {
    readonly kind: 'trait' | 'field'
    readonly name: string
    readonly path: readonly string[]
    readonly unit: string
  }[]
}

function variablesOf(parts: FormulaParts, inputs: FormulaInputs): Variables {
  const schema: { trait: Record<string, string>; field: Record<string, string>; score: Scores } = {
    trait: {},
    field: {},
    score: {},
  }
  const found: Variables['inputs'][number][] = []
  for (const name of parts.traits) {
    const type = inputs.traits.get(name) ?? 'any'
    schema.trait[name] = celType(type)
    found.push({ kind: 'trait', name, path: ['trait', name], unit: unitOf(type)[0] ?? '' })
  }
  for (const name of parts.fields) {
    const type = celType(inputs.fields.get(name) ?? 'any')
    const [scorer, value] = name.split('.') as [string, string?]
    if (value === undefined) schema.field[scorer] = type
    else schema.score[scorer] = { ...schema.score[scorer], [value]: type }
    const path = value === undefined ? ['field', name] : ['score', scorer, value]
    found.push({ kind: 'field', name, path, unit: '' })
  }
  const named = Object.entries(schema).filter(([, members]) => Object.keys(members).length > 0)
  return { schema: Object.fromEntries(named), inputs: found }
}

type Scores = Record<string, Record<string, string>>

const CEL_TYPES = {
  number: 'double',
  text: 'string',
  boolean: 'bool',
  list: 'list<dyn>',
  any: 'dyn',
} as const

function celType(type: FormulaType): string {
  const [unit] = unitOf(type)
  return unit ?? CEL_TYPES[type as keyof typeof CEL_TYPES]
}

function unitOf(type: FormulaType): readonly string[] {
  return type === 'days' || typeof type === 'object' ? [unitName(type)] : []
}

function typeOf(cel: string, kinds: ReadonlyMap<string, QuantityKind>): FormulaType {
  if (kinds.has(cel)) return cel === 'days' ? 'days' : { currency: cel }
  switch (cel) {
    case 'double':
      return 'number'
    case 'string':
      return 'text'
    case 'bool':
      return 'boolean'
    case 'dyn':
      return 'any'
    default:
      if (cel.startsWith('list')) return 'list'
      throw new Error(`its result is a ${cel}; make it a number, an amount, days, text, true or false`)
  }
}

function resultOf(found: unknown, type: FormulaType): JsonValue | undefined {
  const value = isQuantity(found) ? found.amount : found
  if (typeof value === 'number') {
    const number = typeof type === 'object' ? Math.round(value) : value
    return Number.isFinite(number) ? number + 0 : undefined
  }
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'boolean') return value
  return Array.isArray(value) && value.length > 0 ? (value as JsonValue[]) : undefined
}
