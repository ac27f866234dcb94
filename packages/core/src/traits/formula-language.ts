import { Environment } from '@marcbachmann/cel-js'
import { LRUCache } from 'lru-cache'
import type { JsonValue } from '../model/json.ts'
import type { CompiledFormula, FormulaInputs, FormulaLanguage, FormulaType } from './formula.ts'
import { type FormulaNode, type FormulaParts, partsOfFormula } from './formula-syntax.ts'
import { type Nested, open, put, unitOf, variablesOf } from './formula-variables.ts'
import { isQuantity, type QuantityKind, quantityKinds, registerQuantities } from './quantities.ts'

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
      const key = JSON.stringify([text, [...inputs.traits], [...inputs.fields], [...inputs.columns]])
      const known = compiled.get(key)
      if (known !== undefined) return known
      const made = compile(text, read(text), inputs)
      compiled.set(key, made)
      return made
    },
  }
}

function compile(text: string, parts: FormulaParts, inputs: FormulaInputs): CompiledFormula {
  const used = [inputs.traits, inputs.fields, inputs.columns].flatMap((one) =>
    [...one.values()].flatMap(unitOf),
  )
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
      const context: Nested = { trait: {}, field: {}, score: {}, row: {} }
      for (const input of variables.inputs) {
        const value = readInput(input.kind, input.name)
        if (value === undefined || value === null) {
          // So that `has` may ask of a link that leads nowhere.
          if (input.path.length > 2) open(context, input.path)
          continue
        }
        const kind = kinds.get(input.unit)
        put(context, input.path, kind === undefined ? value : kind.make(value as number))
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
