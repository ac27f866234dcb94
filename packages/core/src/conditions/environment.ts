import type { EventDeclaration } from '../model/event-declaration.ts'
import type { ColumnType, TableDeclaration } from '../model/table.ts'
import type { TraitDefinition } from '../traits/definition.ts'
import type { FormulaLanguage } from '../traits/formula.ts'
import type { CompileRowAggregate } from '../traits/row-trait.ts'
import type { Condition } from './ast.ts'

/** What conditions know of the events of a name; of everything else, values are taken as they come. */
export type EventShape = Pick<EventDeclaration, 'types' | 'links'>

/** What a condition is compiled against: the definitions and declarations it may speak of. */
export interface ConditionEnvironment {
  /** Conditions of the segments that `in segment` may name. */
  readonly segments: ReadonlyMap<string, Condition>
  readonly tables: ReadonlyMap<string, TableDeclaration>
  /** Declared types of fields; a field that is not here has none. */
  readonly fields?: ReadonlyMap<string, ColumnType> | undefined
  /** Declared shapes of events, by name. */
  readonly events?: ReadonlyMap<string, EventShape> | undefined
  /** Traits that `trait.<id>` may name. */
  readonly traits?: ReadonlyMap<string, TraitDefinition> | undefined
  /** What the formulas of traits are written in; needed where one of them has a formula. */
  readonly formulas?: FormulaLanguage | undefined
  /** Compiles the traits of rows that are measured over others; needed where one of them is read. */
  readonly rowAggregates?: CompileRowAggregate | undefined
  /** Puts the operand of a field through the recipe that its values went through. @default as written */
  readonly normalise?: ((field: string, value: string) => string) | undefined
}

/** Nothing declared: what a condition is compiled against on its own. */
export function emptyEnvironment(): ConditionEnvironment {
  return { segments: new Map(), tables: new Map() }
}
