import type { ConditionEnvironment } from '../conditions/environment.ts'
import { refuseCondition } from '../conditions/refuse.ts'
import { isClienteleError } from '../errors.ts'
import type { ColumnType } from '../model/table.ts'
import type { FormulaLanguage, FormulaType } from './formula.ts'

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

/** What a declared type is in a formula. */
export function formulaType(type: ColumnType | undefined): FormulaType {
  return FORMULA_TYPES[type ?? 'json']
}

/** What the result of a formula is compared as. */
export function columnType(type: FormulaType): ColumnType | undefined {
  return typeof type === 'object' ? 'money' : COLUMN_TYPES[type]
}

/** The language of formulas. @throws `INVALID_CONDITION` while it is not loaded. */
export function languageOf(environment: ConditionEnvironment): FormulaLanguage {
  if (environment.formulas !== undefined) return environment.formulas
  throw refuseCondition('formula', 'the language of formulas is not loaded; load it before you compile')
}

/** Does what the language does, with its errors as those of the trait. @throws `INVALID_CONDITION` */
export function refusing<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (isClienteleError(error)) throw error
    throw refuseCondition('formula', error instanceof Error ? error.message : 'it cannot be read')
  }
}
