import type { FormulaInput, FormulaInputs, FormulaType } from './formula.ts'
import type { FormulaParts } from './formula-syntax.ts'
import { unitName } from './unit.ts'

/** What a formula is given: the types that its language checks, and where each input goes. */
export interface FormulaVariables {
  readonly schema: Nested
  readonly inputs: readonly {
    readonly kind: FormulaInput
    readonly name: string
    readonly path: readonly string[]
    readonly unit: string
  }[]
}

/** The variables of a formula. @throws an `Error` where one is read both itself and as a link. */
export function variablesOf(parts: FormulaParts, inputs: FormulaInputs): FormulaVariables {
  const schema: Nested = {}
  const found: FormulaVariables['inputs'][number][] = []
  const add = (kind: FormulaInput, name: string, root: string, type: FormulaType = 'any'): void => {
    const path = [root, ...name.split('.')]
    put(schema, path, celType(type))
    found.push({ kind, name, path, unit: unitOf(type)[0] ?? '' })
  }
  for (const name of parts.traits) add('trait', name, 'trait', inputs.traits.get(name))
  for (const name of parts.fields)
    add('field', name, name.includes('.') ? 'score' : 'field', inputs.fields.get(name))
  for (const name of parts.columns) add('column', name, 'row', inputs.columns.get(name))
  return { schema, inputs: found }
}

/** Objects in objects, by names. */
export interface Nested {
  [name: string]: unknown
}

/** Makes the way to a path. */
export function open(into: Nested, [name = '', ...rest]: readonly string[]): void {
  if (rest.length === 0) return
  const inner = (into[name] as Nested | undefined) ?? {}
  into[name] = inner
  open(inner, rest)
}

/** Puts a value at a path. @throws an `Error` where another value stands in the way. */
export function put(into: Nested, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path
  const there = into[name]
  if (rest.length === 0) {
    if (there !== undefined) throw new Error(`\`${name}\` is read both itself and as a link`)
    into[name] = value
    return
  }
  if (there !== undefined && (typeof there !== 'object' || there === null))
    throw new Error(`\`${name}\` is read both itself and as a link`)
  const inner: Nested = (there as Nested | undefined) ?? {}
  into[name] = inner
  put(inner, rest, value)
}

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

/** The name of the unit that a type has: one, or none. */
export function unitOf(type: FormulaType): readonly string[] {
  return type === 'days' || typeof type === 'object' ? [unitName(type)] : []
}
