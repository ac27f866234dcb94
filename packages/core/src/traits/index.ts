// What a host and a plugin see of traits and their formulas.

export {
  type AggregateBuilder,
  type RowAggregateBuilder,
  type TraitBuilder,
  trait,
} from './builder.ts'
export type {
  Aggregate,
  ContactTrait,
  EventTrait,
  FormulaTrait,
  HouseholdEventTrait,
  HouseholdRowsTrait,
  HouseholdTrait,
  PropertyMeasure,
  RowAggregateTrait,
  RowFormulaTrait,
  RowMeasure,
  RowsTrait,
  RowTrait,
  TraitBase,
  TraitDefinition,
  TraitMeasure,
  TraitMoney,
} from './definition.ts'
export type {
  CompiledFormula,
  FormulaInput,
  FormulaInputs,
  FormulaLanguage,
  FormulaReads,
  FormulaType,
  FormulaValue,
} from './formula.ts'
export { inlineTraits } from './inline.ts'
export { parseTrait } from './parse.ts'
export { traitJsonSchema, traitSchema } from './schema.ts'
export type {
  HouseholdTraits,
  RecomputeOptions,
  RowTraits,
  StoredTrait,
  TraitExplanation,
  TraitHistoryEntry,
  TraitReading,
  TraitReadings,
  TraitsApi,
} from './traits-api.ts'
export type { TraitUnit } from './unit.ts'
