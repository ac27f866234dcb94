import type { Condition } from '../conditions/ast.ts'
import { dependenciesOf } from '../conditions/dependencies.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import { isOwnTable } from '../lists/own-tables.ts'

/** Something that a condition reads, and how to ask who has it. */
export interface ReadThing {
  readonly kind: 'field' | 'event' | 'table'
  readonly name: string
  /** True for contacts who have it. */
  readonly present: Condition
}

/** What a condition reads, itself and through the segments and traits that it stands on. */
export function thingsRead(where: Condition, environment: ConditionEnvironment): readonly ReadThing[] {
  const { fields, events, tables } = dependenciesOf(where, environment)
  const things: ReadThing[] = []
  for (const name of fields) things.push({ kind: 'field', name, present: { field: name, op: 'exists' } })
  for (const name of events.keys()) things.push({ kind: 'event', name, present: { event: name } })
  for (const name of tables) {
    // Nobody has rows of a table that links lead to, such as products.
    if (isOwnTable(name) || environment.tables.get(name)?.kind === 'reference') continue
    things.push({ kind: 'table', name, present: { rows: name } })
  }
  return things
}
