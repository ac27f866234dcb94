import type { Condition, Window } from '../conditions/ast.ts'
import { compileChoice, type Gathering, gatherMatches } from '../conditions/behaviour.ts'
import { type RowShape, shapeOfEvent, shapeOfTable } from '../conditions/property-path.ts'
import type { Scope } from '../conditions/scope.ts'
import { eventSeries, type Happening, rowSeries, type Series } from '../conditions/series.ts'
import type { Site } from '../conditions/site.ts'
import type { Exploration } from './exploration.ts'
import { refuseExploration } from './schema.ts'

/** The rows or events that are explored. */
export interface Subject {
  readonly series: Series
  readonly shape: RowShape
  /** The table, if they are rows. */
  readonly table: string | undefined
  /** Those of one contact that count, oldest first. */
  readonly happenings: (scope: Scope) => readonly Happening[]
  /** A condition that reads what the subject needs, with one property more. */
  readonly reading: (property: string | undefined) => Condition
}

/** Compiles what is explored; `undefined` for contacts. @throws `INVALID_INPUT`, `INVALID_CONDITION` */
export function compileSubject(exploration: Exploration, site: Site): Subject | undefined {
  const { over = 'contacts', where, window } = exploration
  if (over === 'contacts') {
    if (where === undefined && window === undefined) return undefined
    throw refuseExploration(
      'contacts have no `where` and no `window`; write `contacts`, or explore rows or events',
    )
  }
  const table = 'rows' in over ? over.rows : undefined
  const shape =
    'rows' in over ? shapeOfTable(over.rows, site.environment) : shapeOfEvent(over.event, site.environment)
  if (shape === undefined) throw refuseExploration(`the table \`${table}\` is not declared`)
  const series = 'rows' in over ? rowSeries(over.rows, undefined) : eventSeries(over.event)
  const gathering: Gathering = {
    series,
    latestOnly: false,
    ...compileChoice({ where, window }, shape, table, site),
  }
  const read: { readonly where?: Condition | undefined; readonly window?: Window | undefined } = {
    where,
    window,
  }
  return {
    series,
    shape,
    table,
    happenings: (scope) => {
      const matches: Happening[] = []
      gatherMatches(gathering, scope, matches)
      return matches
    },
    reading: (property) => ({
      ...over,
      ...read,
      ...(property === undefined ? {} : { measure: { of: 'last', property }, op: 'exists' }),
    }),
  }
}
