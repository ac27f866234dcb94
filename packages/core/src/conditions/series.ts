import type { Instant } from '../model/instant.ts'
import type { JsonObject } from '../model/json.ts'
import type { EventFact, RowFact } from './facts.ts'
import type { Scope } from './scope.ts'

/** Something of the contact's that happened: an event or a row. */
export type Happening = EventFact | RowFact

/** The events of a name or the rows of a table, in the order of time. */
export interface Series {
  readonly list: (scope: Scope) => readonly Happening[]
  /** `-Infinity`: without a date. */
  readonly at: (happening: Happening) => Instant
  readonly values: (happening: Happening) => JsonObject
  readonly key: (happening: Happening) => string | undefined
}

/** The events of a name, or of a prefix. */
export function eventSeries(event: string): Series {
  return {
    list: (scope) => scope.facts.events(event),
    at: (happening) => (happening as EventFact).occurredAt,
    values: (happening) => (happening as EventFact).properties,
    key: () => undefined,
  }
}

/** The rows of a table; with `via`, only those whose link holds the key of the row at hand. */
export function rowSeries(table: string, via: string | undefined): Series {
  return {
    list:
      via === undefined
        ? (scope) => scope.facts.rows(table)
        : (scope) => scope.facts.rows(table).filter((row) => linksTo(row, via, scope.rowKey)),
    at: (happening) => (happening as RowFact).at ?? Number.NEGATIVE_INFINITY,
    values: (happening) => (happening as RowFact).values,
    key: (happening) => (happening as RowFact).key,
  }
}

function linksTo(row: RowFact, via: string, key: string | undefined): boolean {
  const link = row.values[via]
  return key !== undefined && (typeof link === 'string' || typeof link === 'number') && String(link) === key
}

/** Index of the first happening that is later than an instant; the list is in order. */
export function firstAfter(list: readonly Happening[], series: Series, instant: Instant): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (series.at(list[middle] as Happening) > instant) high = middle
    else low = middle + 1
  }
  return low
}
