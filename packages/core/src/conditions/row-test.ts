import type { Instant } from '../model/instant.ts'
import type { JsonObject } from '../model/json.ts'
import type { Condition } from './ast.ts'
import { compilePart, rootSite } from './compile.ts'
import { refuseTooDeep } from './depth.ts'
import { type ConditionEnvironment, emptyEnvironment } from './environment.ts'
import type { ContactFacts } from './facts.ts'
import { OPEN_SHAPE, shapeOfEvent, shapeOfTable } from './property-path.ts'
import type { References } from './references.ts'
import { NOBODY } from './scope.ts'

/** What a row test may look at beside the row: the contact and the instant. */
export interface RowTestMoment {
  readonly facts: ContactFacts
  readonly now: Instant
}

/**
 * Does an event or a row match? Comparisons with now, links and fields of the contact need the moment; without it
 * they are as of 1970 and of a contact of whom nothing is known.
 */
export type RowTest = (
  properties: JsonObject,
  references?: References | undefined,
  moment?: RowTestMoment | undefined,
) => boolean

/** Whose properties a row test reads; of neither, nothing is declared. */
export interface RowTestSubject {
  readonly event?: string | undefined
  readonly table?: string | undefined
}

/**
 * Compiles the filter of a trigger or of a wait: a condition on the properties of the event or row at hand.
 *
 * @throws `INVALID_CONDITION` for what cannot be asked of a row.
 *
 * @example
 * ```ts
 * const isLarge = compileRowTest({ property: 'total', op: 'gte', value: 100 })
 * isLarge({ total: 120 }) // true
 * ```
 */
export function compileRowTest(
  condition: Condition,
  environment: ConditionEnvironment = emptyEnvironment(),
  subject: RowTestSubject = {},
): RowTest {
  const { event, table } = subject
  refuseTooDeep(condition, environment.segments)
  // Rows that link to it may not have come yet when the row does: what is measured over them is refused.
  const alone = { ...environment, rowAggregates: undefined }
  const row = event !== undefined ? shapeOfEvent(event, environment) : shapeOfTable(table ?? '', environment)
  const { verdict } = compilePart(condition, { ...rootSite(alone), row: row ?? OPEN_SHAPE, table })
  return (properties, references, moment) =>
    verdict({
      facts: moment?.facts ?? NOBODY,
      now: moment?.now ?? 0,
      references,
      row: properties,
      rowKey: undefined,
      first: undefined,
    }) > 0
}
