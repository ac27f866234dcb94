import type { JsonValue } from '../model/json.ts'

/** What a value is in a formula; `any` is read when the formula runs. */
export type FormulaType =
  | 'number'
  | 'text'
  | 'boolean'
  | 'list'
  | 'any'
  | 'days'
  | { readonly currency: string }

/** What a formula speaks of. */
export interface FormulaReads {
  readonly traits: ReadonlySet<string>
  /** Fields, and scores by their dotted name: `rfm.segment`. */
  readonly fields: ReadonlySet<string>
  /** Columns of a row, by their paths. */
  readonly columns: ReadonlySet<string>
}

/** The types of what a formula speaks of. */
export interface FormulaInputs {
  readonly traits: ReadonlyMap<string, FormulaType>
  readonly fields: ReadonlyMap<string, FormulaType>
  readonly columns: ReadonlyMap<string, FormulaType>
}

/** What an input of a formula is. */
export type FormulaInput = 'trait' | 'field' | 'column'

/** A formula, compiled: a pure function that is done in a time that its length bounds. */
export interface CompiledFormula {
  readonly type: FormulaType
  /**
   * The value for what it speaks of; missing when something that it needs is, when it divides by 0, or when a value
   * is of another type than is declared.
   */
  readonly value: (read: (kind: FormulaInput, name: string) => JsonValue | undefined) => FormulaValue
}

/** A result: JSON, or missing. */
export type FormulaValue = JsonValue | undefined

/**
 * The language of formulas, a part of CEL (Common Expression Language) with units: arithmetic, comparisons, `? :`,
 * `in`, `has`, `min`, `max`, `round`, `floor`, `amount`, `count`, `startsWith`, `endsWith`, `contains`, `days(30)`,
 * `EUR(12.5)`. No loop, no pattern, no call outside.
 */
export interface FormulaLanguage {
  /** @throws an `Error` that says what is wrong and where in the text. */
  readonly reads: (text: string) => FormulaReads
  /** @throws an `Error` that says what is wrong and where in the text. */
  readonly compile: (text: string, inputs: FormulaInputs) => CompiledFormula
}
