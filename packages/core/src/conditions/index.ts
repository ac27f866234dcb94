// What a host and a plugin see of conditions: the language, its builder, compiler, description and explanation.

export type {
  AllOf,
  AnyOf,
  AtLeast,
  BehaviourTest,
  Condition,
  DurationText,
  EventCondition,
  FieldCondition,
  InSegment,
  Measure,
  Not,
  Operand,
  OperandReference,
  PropertyCondition,
  RowsCondition,
  SequenceCondition,
  SequenceStep,
  ValueOperator,
  ValueTest,
  Window,
} from './ast.ts'
export {
  all,
  any,
  atLeast,
  type BehaviourBuilder,
  event,
  field,
  heldFor,
  inSegment,
  not,
  property,
  rows,
  sequence,
} from './builder.ts'
export type { Comparisons, TextOptions } from './comparisons.ts'
export { type CompiledCondition, compileCondition } from './compile.ts'
export {
  type ConditionsFor,
  conditionsFor,
  type DeclaredBehaviour,
  type DeclaredProperty,
} from './conditions-for.ts'
export { isDateOperator } from './date-operators.ts'
export type { Declared } from './declared-names.ts'
export { type ConditionDependencies, dependenciesOf, mergeDependencies } from './dependencies.ts'
export { type DescribeOptions, describeCondition } from './describe.ts'
export { describeExplanation } from './describe-explanation.ts'
export { type ConditionEnvironment, type EventShape, emptyEnvironment } from './environment.ts'
export { type ExplainOptions, type Explanation, explainCondition } from './explain.ts'
export type { ContactFacts, EventFact, HouseholdFacts, RowFact } from './facts.ts'
export { distanceKm, type Place, readPlace } from './near.ts'
export { isReference } from './operand.ts'
export { parseCondition } from './parse.ts'
export { compilePattern, type TextPattern } from './pattern/compile-pattern.ts'
export {
  compilePath,
  OPEN_SHAPE,
  type PathStep,
  type PropertyPath,
  type RowShape,
  shapeOfEvent,
  shapeOfTable,
} from './property-path.ts'
export type { References } from './references.ts'
export {
  compileRowTest,
  type RowTest,
  type RowTestMoment,
  type RowTestSubject,
} from './row-test.ts'
export { conditionJsonSchema, conditionSchema } from './schema.ts'
export type { SignedVerdict } from './scope.ts'
export { readAs, readInstant, type Scalar } from './values.ts'
export { type CompiledWindow, compileWindow } from './window.ts'
export type { DescribeLanguage } from './words.ts'
