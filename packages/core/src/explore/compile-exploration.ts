import type { Condition } from '../conditions/ast.ts'
import { compilePart, rootSite } from '../conditions/compile.ts'
import { dependenciesOf, mergeDependencies } from '../conditions/dependencies.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { Evaluator } from '../conditions/scope.ts'
import { needsOf, type ProgramNeeds } from '../engine/program.ts'
import type { SegmentationDefinition } from '../segments/exclusive/definition.ts'
import type { TraitDefinition } from '../traits/definition.ts'
import { type CompiledDimension, compileDimension } from './dimensions.ts'
import type { Exploration, ExplorationHaving } from './exploration.ts'
import { readHaving } from './having.ts'
import { type CompiledMeasureOf, compileMeasureOf } from './measures.ts'
import { compileSubject, type Subject } from './subject.ts'
import { inlineTraitId } from './values.ts'

/** A question, ready to be answered contact by contact. */
export interface CompiledExploration {
  readonly subject: Subject | undefined
  readonly dimensions: readonly CompiledDimension[]
  readonly measures: readonly CompiledMeasureOf[]
  /** Whose count. */
  readonly contacts: Evaluator | undefined
  /** Which groups are answered, its operands read. */
  readonly having: ExplorationHaving | undefined
  /** What has to be loaded of each contact. */
  readonly needs: ProgramNeeds
}

/** What a question is compiled against. */
export interface ExplorationEnvironment {
  readonly environment: ConditionEnvironment
  readonly segmentations: readonly SegmentationDefinition[]
  readonly zone: string
}

/** Compiles a question. @throws `INVALID_INPUT`, `INVALID_CONDITION`, `DEFINITION_CYCLE` */
export function compileExploration(
  exploration: Exploration,
  { environment, segmentations, zone }: ExplorationEnvironment,
): CompiledExploration {
  const own = withAggregates(exploration, environment)
  const site = rootSite(own)
  const subject = compileSubject(exploration, site)
  const dimensions = Object.entries(exploration.dimensions ?? {}).map(([name, dimension]) =>
    compileDimension(name, dimension, { subject, site, zone, segmentations }),
  )
  const measures = Object.entries(exploration.measures).map(([name, measure]) =>
    compileMeasureOf(name, measure, subject, site),
  )
  const { contacts, having } = exploration
  const reading: Condition[] = [...dimensions, ...measures].flatMap((one) => one.reading)
  if (subject !== undefined) reading.push(subject.reading(undefined))
  if (contacts !== undefined) reading.push(contacts)
  return {
    subject,
    dimensions,
    measures,
    contacts: contacts === undefined ? undefined : compilePart(contacts, { ...site, path: 'contacts' }),
    having: having && readHaving(having, measures, zone),
    needs: needsOf([mergeDependencies(reading.map((condition) => dependenciesOf(condition, own)))]),
  }
}

/** Aggregates of dimensions are traits that only this question has. */
function withAggregates(exploration: Exploration, environment: ConditionEnvironment): ConditionEnvironment {
  const traits = new Map<string, TraitDefinition>(environment.traits)
  for (const [name, dimension] of Object.entries(exploration.dimensions ?? {}))
    if ('aggregate' in dimension) {
      const id = inlineTraitId(name)
      traits.set(id, { ...dimension.aggregate, id })
    }
  return { ...environment, traits }
}
