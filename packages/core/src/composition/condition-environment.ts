import type { ConditionEnvironment } from '../conditions/environment.ts'
import { applyRecipe, type Recipe } from '../identity/normalise/recipe.ts'
import type { EventDeclaration } from '../model/event-declaration.ts'
import type { ColumnType, TableDeclaration } from '../model/table.ts'
import type { Scorer } from '../ports/scorer.ts'
import type { FieldDeclarations, FieldType } from '../profile/field-declaration.ts'

const COLUMN_TYPES: { readonly [type in FieldType]: ColumnType } = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  instant: 'instant',
  list: 'json',
  geo: 'json',
}

/** What the conditions of an instance are compiled against, but for its segments. */
export function conditionEnvironment(declared: {
  readonly tables: ReadonlyMap<string, TableDeclaration>
  readonly events: ReadonlyMap<string, EventDeclaration>
  readonly fields: FieldDeclarations
  readonly scorers: Iterable<Scorer>
  readonly recipes: { readonly [name: string]: Recipe }
  readonly country: string
}): Omit<ConditionEnvironment, 'segments'> {
  const fields = new Map<string, ColumnType>()
  for (const [name, field] of Object.entries(declared.fields)) fields.set(name, COLUMN_TYPES[field.type])
  for (const scorer of declared.scorers)
    for (const [name, type] of Object.entries(scorer.values)) fields.set(`${scorer.id}.${name}`, type)
  return {
    tables: declared.tables,
    events: declared.events,
    fields,
    normalise: (field, value) => {
      const recipe = declared.recipes[declared.fields[field]?.normalise ?? '']
      return recipe === undefined
        ? value
        : (applyRecipe(recipe, value, { country: declared.country }).value ?? value)
    },
  }
}
