import type { JsonObject, JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import type { RowTrait } from '../traits/definition.ts'
import { compileRowTrait, rowTraitOf } from '../traits/row-trait.ts'
import type { ConditionEnvironment } from './environment.ts'
import type { ContactFacts } from './facts.ts'
import { refuseCondition } from './refuse.ts'
import type { Scope } from './scope.ts'

/** What is declared of the rows or events that a path is read in. */
export interface RowShape {
  readonly types: { readonly [path: string]: ColumnType }
  readonly links: { readonly [path: string]: string }
  /** The table whose rows they are. */
  readonly table?: string | undefined
  /** Is a path that is declared nowhere a mistake? So it is for tables. */
  readonly closed: boolean
}

/** Rows of which nothing is declared. */
export const OPEN_SHAPE: RowShape = { types: {}, links: {}, closed: false }

/** A path, compiled. */
export interface PropertyPath {
  /** The scope has the key of the row. */
  readonly read: (row: JsonObject | undefined, scope: Scope) => JsonValue | undefined
  /** Does the path step over the elements of a list? Then `read` answers the list of what it finds. */
  readonly many: boolean
  readonly type: ColumnType | undefined
  /** Tables that the path goes through. */
  readonly tables: readonly string[]
  /** Up to the row whose trait is read, if it ends in one. */
  readonly steps: readonly PathStep[]
  /** The trait of rows that it ends in, and those that it reads: a database knows them not. */
  readonly traits: readonly string[]
}

/** The shape of a table, or of nothing if the table is not declared. */
export function shapeOfTable(table: string, environment: ConditionEnvironment): RowShape | undefined {
  const declared = environment.tables.get(table)
  return declared && { table, types: declared.columns, links: declared.links ?? {}, closed: true }
}

/** The shape of the events of a name. */
export function shapeOfEvent(event: string, environment: ConditionEnvironment): RowShape {
  const declared = environment.events?.get(event)
  return declared === undefined
    ? OPEN_SHAPE
    : { types: declared.types ?? {}, links: declared.links ?? {}, closed: false }
}

/** One step of a path: into an object, over the elements of a list, or to the row of a table that a value is the key of. */
export type PathStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'each' }
  | { readonly kind: 'link'; readonly table: string }

const MAX_STEPS = 16
const MAX_VALUES = 10_000

/**
 * Compiles `shipping.city`, `products[].sku` (any element) or `order_id.store_id.region` (over declared links).
 *
 * @throws `INVALID_CONDITION` for a path that cannot be parsed, and for a column that its table does not have.
 */
export function compilePath(
  text: string,
  shape: RowShape,
  environment: ConditionEnvironment,
  at: string,
): PropertyPath {
  const steps: PathStep[] = []
  const tables: string[] = []
  let current = shape
  let local = ''
  const parts = text.split('.')
  for (const [index, part] of parts.entries()) {
    const parsed = /^([^[\].]+)(\[\])?$/.exec(part)
    if (parsed === null)
      throw refuseCondition(at, `\`${text}\` is not a path; write names with dots, and \`[]\` after a list`)
    const name = parsed[1] as string
    const trait = part === 'trait' && local === '' ? traitAt(parts, index, current, environment) : undefined
    if (trait !== undefined) return traitPath(trait, current, steps, tables, environment)
    checkColumn(current, local, name, text, at)
    steps.push({ kind: 'member', name })
    local = local === '' ? name : `${local}.${name}`
    if (parsed[2] !== undefined) {
      steps.push({ kind: 'each' })
      local += '[]'
    }
    const table = own(current.links, local)
    if (table === undefined || index === parts.length - 1) continue
    const next = shapeOfTable(table, environment)
    if (next === undefined)
      throw refuseCondition(at, `\`${text}\` leads to the table \`${table}\`, which is not declared`)
    steps.push({ kind: 'link', table })
    tables.push(table)
    current = next
    local = ''
  }
  if (steps.length > MAX_STEPS)
    throw refuseCondition(at, `\`${text.slice(0, 60)}\` has more than ${MAX_STEPS} steps`)
  return { ...reader(steps), type: own(current.types, local), tables, steps, traits: [] }
}

/** `trait.x` at the end of a path, where a row stands that has such a trait and no such column. */
function traitAt(
  parts: readonly string[],
  index: number,
  { table, types }: RowShape,
  environment: ConditionEnvironment,
): RowTrait | undefined {
  if (index !== parts.length - 2 || own(types, 'trait') !== undefined) return undefined
  return rowTraitOf(parts[index + 1], table, environment)
}

/** A path that ends in a trait of the row that its steps lead to. */
function traitPath(
  definition: RowTrait,
  shape: RowShape,
  steps: readonly PathStep[],
  tables: readonly string[],
  environment: ConditionEnvironment,
): PropertyPath {
  const trait = compileRowTrait(definition, shape, environment, compilePath)
  const many = steps.some((step) => step.kind === 'each')
  // Where steps lead to the row, the last of them is a link: what stands before it is the key of the row.
  const link = steps.at(-1)
  const toKey = steps.slice(0, -1)
  const ofKey = (key: JsonValue | undefined, scope: Scope): JsonValue | undefined => {
    const row = link?.kind === 'link' && !isNothing(key) ? linkedRow(scope.facts, link.table, key) : undefined
    return row === undefined ? undefined : trait.read(row, scope, String(key))
  }
  return {
    read: (row, scope) => {
      if (link === undefined) return row && trait.read(row, scope, scope.rowKey)
      if (!many) return ofKey(walk(toKey, 0, row, scope, undefined), scope)
      const keys: JsonValue[] = []
      walk(toKey, 0, row, scope, keys)
      return keys.flatMap((key) => ofKey(key, scope) ?? [])
    },
    many,
    type: trait.type,
    tables: [...tables, ...trait.tables],
    steps,
    traits: [definition.id, ...trait.traits],
  }
}

function isNothing(value: JsonValue | undefined): value is null | undefined {
  return value === undefined || value === null
}

function checkColumn(shape: RowShape, local: string, name: string, text: string, at: string): void {
  if (!shape.closed) return
  if (local === '') {
    if (own(shape.types, name) === undefined && own(shape.links, name) === undefined)
      throw refuseCondition(at, `\`${text}\` names the column \`${name}\`, which its table does not declare`)
  } else if (own(shape.types, local.replace(/\[\].*|\..*/, '')) !== 'json')
    throw refuseCondition(at, `\`${text}\` steps into \`${local}\`, which is neither a link nor of type json`)
}

function own<Value>(object: { readonly [key: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function reader(steps: readonly PathStep[]): Pick<PropertyPath, 'read' | 'many'> {
  const only = steps[0]
  if (steps.length === 1 && only?.kind === 'member') {
    const { name } = only
    if (name in Object.prototype) return { read: (row) => row && own(row, name), many: false }
    return { read: (row) => row?.[name], many: false }
  }
  if (!steps.some((step) => step.kind === 'each'))
    return { read: (row, scope) => walk(steps, 0, row, scope, undefined), many: false }
  const read = (row: JsonObject | undefined, scope: Scope): JsonValue | undefined => {
    const found: JsonValue[] = []
    walk(steps, 0, row, scope, found)
    return found
  }
  return { read, many: true }
}

function walk(
  steps: readonly PathStep[],
  from: number,
  start: JsonValue | undefined,
  scope: Scope,
  found: JsonValue[] | undefined,
): JsonValue | undefined {
  let value: JsonValue | undefined = start
  for (let index = from; index < steps.length; index++) {
    const step = steps[index] as PathStep
    if (value === undefined || value === null) return undefined
    if (step.kind === 'each') {
      if (found === undefined || !Array.isArray(value)) continue
      for (const element of value as readonly JsonValue[]) {
        if (found.length >= MAX_VALUES) break
        walk(steps, index + 1, element, scope, found)
      }
      return undefined
    }
    if (step.kind === 'link') value = linkedRow(scope.facts, step.table, value)
    else
      value =
        typeof value === 'object' && !Array.isArray(value) ? own(value as JsonObject, step.name) : undefined
  }
  if (found !== undefined && value !== undefined && value !== null && value !== '') found.push(value)
  return value
}

function linkedRow(facts: ContactFacts, table: string, value: JsonValue): JsonObject | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const key = String(value)
  return facts.row?.(table, key) ?? facts.rows(table).find((row) => row.key === key)?.values
}
