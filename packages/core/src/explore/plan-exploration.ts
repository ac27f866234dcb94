import type { Condition } from '../conditions/ast.ts'
import { dependenciesOf, mergeDependencies } from '../conditions/dependencies.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { Instant } from '../model/instant.ts'
import type { TableKind } from '../model/table.ts'
import type {
  ExplorationPlan,
  PlannedDimension,
  PlannedHaving,
  PlannedMeasure,
} from '../ports/base-explorer.ts'
import { labelSegmentId, labelsOf } from '../segments/exclusive/label-segments.ts'
import { inlineTraits } from '../traits/inline.ts'
import type { CompiledExploration, ExplorationEnvironment } from './compile-exploration.ts'
import type {
  Exploration,
  ExplorationAggregate,
  ExplorationDimension,
  ExplorationHaving,
  ExplorationMeasure,
} from './exploration.ts'

/** What a plan is made in. */
export interface PlanningSite extends ExplorationEnvironment {
  readonly at: Instant
  readonly defaultZone: string
  /** Kind of the table that is explored, if it is one. */
  readonly kind: TableKind | undefined
}

/**
 * What a database is asked for a question; `undefined` where it stands on something that only this process computes: a
 * trait, or a value over what each contact did.
 */
export function planExploration(
  exploration: Exploration,
  compiled: CompiledExploration,
  site: PlanningSite,
): ExplorationPlan | undefined {
  const { over = 'contacts', where, window, contacts } = exploration
  const dimensions = Object.values(exploration.dimensions ?? {}).map((one) => plannedDimension(one, site))
  if (dimensions.includes(undefined)) return undefined
  const environment = withoutTraits(site.environment)
  const asked = contacts === undefined ? undefined : inlineTraits(contacts, site.environment)
  const reading = [
    ...compiled.measures.flatMap((one) => one.reading),
    ...Object.values(exploration.dimensions ?? {}).flatMap((one, place) =>
      'aggregate' in one ? [readBy(one.aggregate)] : (compiled.dimensions[place]?.reading ?? []),
    ),
  ]
  if (compiled.subject !== undefined) reading.push(compiled.subject.reading(undefined))
  if (asked !== undefined) reading.push(asked)
  const needs = mergeDependencies(reading.map((condition) => dependenciesOf(condition, environment)))
  if (needs.traits.size > 0) return undefined
  return {
    ...environment,
    over,
    where,
    window,
    contacts: asked,
    ofNobody: compiled.subject?.table === undefined || contacts !== undefined ? 'never' : ofNobody(site),
    dimensions: dimensions as readonly PlannedDimension[],
    measures: Object.values(exploration.measures).flatMap((one, place) =>
      plannedMeasure(one, compiled.measures[place]?.currencyOf),
    ),
    having: compiled.having && plannedHaving(compiled.having, exploration),
    at: site.at,
    defaultZone: site.defaultZone,
    zone: site.zone,
  }
}

function ofNobody({ kind }: PlanningSite): ExplorationPlan['ofNobody'] {
  return kind === 'reference' ? 'alone' : 'too'
}

/** What segments say of traits is written out as far as conditions can. */
function withoutTraits(environment: ConditionEnvironment): ConditionEnvironment {
  const segments = [...environment.segments].map(([id, one]): [string, Condition] => [
    id,
    inlineTraits(one, environment),
  ])
  return { ...environment, segments: new Map(segments) }
}

function plannedDimension(
  dimension: ExplorationDimension,
  { segmentations }: PlanningSite,
): PlannedDimension | undefined {
  const own = !('by' in dimension || 'bands' in dimension)
  if ('aggregate' in dimension)
    return isForDatabase(dimension.aggregate) ? { aggregate: dimension.aggregate, own } : undefined
  if ('segment' in dimension) return { cases: [{ segment: dimension.segment }], own }
  if ('segmentation' in dimension) {
    const { segmentation } = dimension
    const definition = segmentations.find(({ id }) => id === segmentation)
    return (
      definition && {
        cases: labelsOf(definition).map((label) => ({ segment: labelSegmentId(segmentation, label) })),
        own,
      }
    )
  }
  if ('happened' in dimension) return { happened: dimension.happened, own }
  return 'field' in dimension ? { field: dimension.field, own } : { property: dimension.property, own }
}

const MEASURES: readonly string[] = ['count', 'first', 'last', 'min', 'max']

/** Amounts of a currency, and the measures that only traits have, are computed in this process. */
function isForDatabase({ measure, money }: ExplorationAggregate): boolean {
  return money === undefined && MEASURES.includes(measure.of)
}

/** A condition that reads what a value over what the contact did reads. */
function readBy({ measure, money: _, ...what }: ExplorationAggregate): Condition {
  return 'property' in measure
    ? ({ ...what, measure: { of: 'last', property: measure.property }, op: 'exists' } as Condition)
    : what
}

function plannedMeasure(measure: ExplorationMeasure, currency: string | undefined): PlannedMeasure[] {
  if (measure.of === 'count') return []
  if (measure.of === 'contacts') return [{ of: 'contacts' }]
  if ('field' in measure) return [{ of: measure.of, field: measure.field }]
  return [{ of: measure.of, property: measure.property, minus: measure.minus, currency }]
}

/** The same condition by the places of the measures: a count is the size of its group. */
function plannedHaving(having: ExplorationHaving, exploration: Exploration): PlannedHaving {
  const part = (one: ExplorationHaving): PlannedHaving => plannedHaving(one, exploration)
  if ('all' in having) return { all: having.all.map(part) }
  if ('any' in having) return { any: having.any.map(part) }
  if ('not' in having) return { not: part(having.not) }
  const { measure, ...test } = having
  const computed = Object.entries(exploration.measures).filter(([, { of }]) => of !== 'count')
  const place = computed.findIndex(([name]) => name === measure)
  return { ...test, measure: place < 0 ? 'size' : place }
}
