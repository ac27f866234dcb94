import type { Condition } from '../conditions/ast.ts'
import { compilePart } from '../conditions/compile.ts'
import type { Scope } from '../conditions/scope.ts'
import type { Happening } from '../conditions/series.ts'
import type { Site } from '../conditions/site.ts'
import { readAs, type Scalar } from '../conditions/values.ts'
import type { JsonValue } from '../model/json.ts'
import type { SegmentationDefinition } from '../segments/exclusive/definition.ts'
import { labelSegmentId, labelsOf } from '../segments/exclusive/label-segments.ts'
import type { CalendarUnit } from '../time/calendar-unit.ts'
import { parseInstant } from '../time/parse-instant.ts'
import { spanOfDate, spanOfInstant, spanOfNumber } from './calendar-span.ts'
import type { ExplorationCell, ExplorationDimension } from './exploration.ts'
import { refuseExploration } from './schema.ts'
import type { Subject } from './subject.ts'
import { type CompiledValue, compileValue } from './values.ts'

/** A dimension, compiled. */
export interface CompiledDimension {
  readonly name: string
  /** Is it the contact's, the same for all of its rows? Then a row of nobody has none. */
  readonly ofContact: boolean
  readonly read: (scope: Scope, happening: Happening | undefined) => ExplorationCell
  /**
   * The cell of a key that a database made groups by: stored JSON, the number of a span, or the place of a case.
   * `undefined`: only the contact could tell.
   */
  readonly ofKey: (key: JsonValue) => ExplorationCell | undefined
  /** Conditions that read the same: what has to be loaded. */
  readonly reading: readonly Condition[]
}

/** What dimensions are compiled in. */
export interface DimensionSite {
  readonly subject: Subject | undefined
  readonly site: Site
  /** Zone of the calendar. */
  readonly zone: string
  readonly segmentations: readonly SegmentationDefinition[]
}

/** Compiles a dimension. @throws `INVALID_INPUT`, `INVALID_CONDITION` */
export function compileDimension(
  name: string,
  dimension: ExplorationDimension,
  at: DimensionSite,
): CompiledDimension {
  const { site, subject, zone } = at
  if ('segment' in dimension) {
    const condition: Condition = { segment: dimension.segment }
    const { verdict } = compilePart(condition, site)
    return {
      name,
      ofContact: true,
      read: (scope) => verdict(scope) > 0,
      ofKey: (key) => (key === null ? null : key === 0),
      reading: [condition],
    }
  }
  if ('segmentation' in dimension) return compileLabels(name, dimension.segmentation, at)
  if ('happened' in dimension) {
    if (subject === undefined)
      throw refuseExploration(
        `\`${name}\`: contacts do not happen; give a field with \`by\`, or explore rows`,
      )
    const { series } = subject
    return {
      name,
      ofContact: false,
      reading: [],
      read: (_, happening) => {
        const instant = happening === undefined ? Number.NaN : series.at(happening)
        return Number.isFinite(instant) ? spanOfInstant(instant, dimension.happened, zone) : null
      },
      ofKey: (key) => (typeof key === 'number' ? spanOfNumber(key, dimension.happened) : null),
    }
  }
  const value = compileValue(name, dimension, subject, site)
  const put = putter(name, dimension, zone)
  return {
    name,
    ofContact: value.ofContact,
    reading: [value.reading],
    read: (scope) => put(value.read(scope), value) ?? null,
    // A local time is one of the contact's zone.
    ofKey: (key) =>
      value.type === 'instant' && typeof key === 'string'
        ? undefined
        : (put(readAs(key, value.type, zone), value) ?? null),
  }
}

function compileLabels(name: string, id: string, { site, segmentations }: DimensionSite): CompiledDimension {
  const definition = segmentations.find((one) => one.id === id)
  if (definition === undefined)
    throw refuseExploration(`\`${name}\`: the segmentation \`${id}\` is not stored`)
  const labels = labelsOf(definition).map((label) => {
    const condition: Condition = { segment: labelSegmentId(id, label) }
    return { label, condition, verdict: compilePart(condition, site).verdict }
  })
  return {
    name,
    ofContact: true,
    read: (scope) => labels.find(({ verdict }) => verdict(scope) > 0)?.label ?? null,
    ofKey: (key) => (typeof key === 'number' ? (labels[key]?.label ?? null) : null),
    reading: labels.map(({ condition }) => condition),
  }
}

type Put = (value: Scalar | undefined, of: CompiledValue) => ExplorationCell | undefined

function putter(
  name: string,
  dimension: { readonly by?: CalendarUnit | undefined; readonly bands?: readonly number[] | undefined },
  zone: string,
): Put {
  const { by, bands } = dimension
  if (by !== undefined && bands !== undefined)
    throw refuseExploration(`\`${name}\`: a value is put into a span or into a band, not both`)
  if (bands !== undefined) return (value) => (typeof value === 'number' ? bandOf(value, bands) : undefined)
  if (by === undefined) return (value) => value
  return (value, { type }) => {
    if (typeof value === 'number') return spanOfInstant(value, by, zone)
    if (typeof value !== 'string') return undefined
    const instant = type === 'date' ? undefined : parseInstant(value, zone)
    return spanOfDate(value, by) ?? (instant === undefined ? undefined : spanOfInstant(instant, by, zone))
  }
}

function bandOf(value: number, bands: readonly number[]): string {
  const above = bands.findIndex((band) => value < band)
  if (above === 0) return `< ${bands[0]}`
  if (above < 0) return `≥ ${bands.at(-1)}`
  return `${bands[above - 1]} – ${bands[above]}`
}
