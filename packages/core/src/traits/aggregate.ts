import { compileChoice, gatherMatches } from '../conditions/behaviour.ts'
import { OPEN_SHAPE, shapeOfEvent, shapeOfTable } from '../conditions/property-path.ts'
import { refuseCondition } from '../conditions/refuse.ts'
import type { Scope } from '../conditions/scope.ts'
import { eventSeries, type Happening, rowSeries } from '../conditions/series.ts'
import type { Site } from '../conditions/site.ts'
import type { Instant } from '../model/instant.ts'
import { DAY_MS } from '../time/duration.ts'
import type { CompiledTrait } from './compiled-trait.ts'
import type { EventTrait, RowsTrait } from './definition.ts'
import { compileTraitMeasure } from './measure.ts'
import { compileCurrencyGuard } from './money.ts'

/**
 * Compiles a trait over events or rows with the windows, series and measures of the condition language.
 *
 * @throws `INVALID_CONDITION` with the path of what cannot be.
 */
export function compileAggregate(definition: EventTrait | RowsTrait, site: Site): CompiledTrait {
  const { environment } = site
  const table = 'rows' in definition ? definition.rows : undefined
  const declared = table === undefined ? undefined : shapeOfTable(table, environment)
  if (table !== undefined && declared === undefined && environment.tables.size > 0)
    throw refuseCondition('rows', `the table \`${table}\` is not declared`)
  const shape = 'event' in definition ? shapeOfEvent(definition.event, environment) : (declared ?? OPEN_SHAPE)
  const series = 'event' in definition ? eventSeries(definition.event) : rowSeries(definition.rows, undefined)
  const measure = compileTraitMeasure(definition, series, shape, { ...site, path: 'measure' })
  const choice = compileChoice(definition, shape, table, site)
  const gathering = { series, ...choice, latestOnly: measure.latestOnly }
  const isForeign = compileCurrencyGuard(definition.money, series, shape, { ...site, path: 'money' })
  const turnsDaily = definition.measure.of === 'daysSince'
  return {
    definition,
    type: measure.type,
    unit: measure.unit,
    inputs: new Map(),
    matches: (scope) => {
      const matches: Happening[] = []
      gatherMatches(gathering, scope, matches)
      return matches
    },
    find: (scope) => {
      const matches: Happening[] = []
      const end = gatherMatches(gathering, scope, matches)
      if (isForeign !== undefined && matches.some((match) => isForeign(match, scope)))
        return { value: undefined, end, reason: 'currency' }
      const value = measure.value(matches, scope)
      const latest = turnsDaily ? matches.at(-1) : undefined
      if (latest === undefined) return { value, end }
      return { value, end: Math.min(end, nextDay(series.at(latest), scope)) }
    },
  }
}

/** The next instant at which one more whole day has passed. */
function nextDay(since: Instant, { now }: Scope): Instant {
  return Number.isFinite(since) ? since + (Math.floor((now - since) / DAY_MS) + 1) * DAY_MS : Infinity
}
